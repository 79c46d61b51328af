import type { End } from '../control/phase';
import { h } from './dom';
import { type IconName, icon, mark } from './icons';

interface Words {
  icon: IconName;
  title: string;
  text: string;
  /** The word on the button that goes in again; null where that makes no sense. */
  again: string | null;
}

/** The card that is left when a stay is over: what happened, and what to do. */
export function ending(room: string, end: End, again: () => void): HTMLElement {
  const words = wordsFor(room, end);
  return noticePage(words.icon, words.title, words.text, [
    words.again === null
      ? null
      : h('button', { type: 'button', class: 'button', autofocus: true, onclick: again }, words.again),
    h('a', { class: 'button button-quiet', href: '/' }, 'Another room'),
  ]);
}

export function noticePage(
  drawing: IconName,
  title: string,
  text: string,
  actions: (HTMLElement | null)[],
): HTMLElement {
  const card = h(
    'main',
    { class: 'card notice' },
    h('div', { class: 'brand' }, mark(), h('span', {}, 'Patchbay')),
    h('div', { class: 'notice-icon' }, icon(drawing)),
    h('h1', {}, title),
    ...text.split('\n').map((line) => h('p', { class: 'lead' }, line)),
    h('div', { class: 'actions' }, ...actions),
  );
  return h('div', { class: 'centred-page', role: 'alert' }, card);
}

function wordsFor(room: string, end: End): Words {
  switch (end.kind) {
    case 'left':
      return {
        icon: 'door',
        title: `You left ${room}`,
        text: 'Your microphone and camera are off.',
        again: 'Join again',
      };
    case 'refused':
      return { icon: 'lock', title: end.refusal.title, text: end.refusal.detail, again: 'Try again' };
    case 'unreachable':
      return {
        icon: 'unplugged',
        title: 'The appliance does not answer',
        text: 'Check that it runs and that this device is on its network.',
        again: 'Try again',
      };
    case 'pin':
      return { icon: 'lock', title: `${room} asks for a PIN`, text: sentence(end.problem ?? ''), again: 'Try again' };
    case 'full':
      return { icon: 'invite', title: `${room} is full`, text: sentence(end.message), again: 'Try again' };
    case 'closed':
      return { icon: 'door', title: `${room} has ended`, text: sentence(end.reason), again: 'Join again' };
    case 'removed':
      return { icon: 'door', title: `You were removed from ${room}`, text: sentence(end.reason), again: null };
    case 'taken-over':
      return {
        icon: 'door',
        title: 'You are in this room elsewhere',
        text: 'Another tab or window has taken your place.',
        again: 'Join here',
      };
    case 'limit':
      return {
        icon: 'warning',
        title: 'The appliance closed the connection',
        text: `This page went over a limit: ${sentence(end.reason)}`,
        again: 'Join again',
      };
    case 'failed':
      return { icon: 'warning', title: `Could not join ${room}`, text: sentence(end.message), again: 'Try again' };
  }
}

/** A reason as the server words it, made to stand alone. */
export function sentence(reason: string): string {
  const text = reason.trim();
  if (text === '') {
    return '';
  }
  const start = text.charAt(0).toLocaleUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
