import type { ChatMessage } from '../control/protocol';
import { pieces } from '../room/links';
import { h } from './dom';

const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** One message. Addresses in it become links that nothing is loaded from until somebody follows them. */
export function chatLine(message: ChatMessage, own: boolean, continued: boolean): HTMLElement {
  const at = new Date(message.at);
  const head = h(
    'p',
    { class: continued ? 'visually-hidden' : 'chat-head' },
    h('span', { class: 'chat-name' }, own ? 'You' : message.displayName),
    ' ',
    h('time', { datetime: message.at, title: at.toLocaleString() }, TIME.format(at)),
  );
  const text = h(
    'p',
    { class: 'chat-text', dir: 'auto' },
    ...pieces(message.text).map(({ text: part, href }) =>
      href === null ? document.createTextNode(part) : link(part, href),
    ),
  );
  return h('li', { class: 'chat-line', 'data-own': own, 'data-continued': continued }, head, text);
}

function link(text: string, href: string): HTMLElement {
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, text);
}
