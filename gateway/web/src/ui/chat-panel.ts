import type { ChatMessage } from '../control/protocol';
import { continues, unread } from '../room/chat';
import type { RoomState } from '../room/state';
import { ChatForm } from './chat-form';
import { chatLine } from './chat-line';
import { h, setAttribute, setText } from './dom';
import { type ButtonLook, IconButton } from './icon-button';
import { icon } from './icons';

const ID = 'chat';
/** So near to its end, in pixels, the log follows what comes. */
const NEAR_THE_END = 48;

/** The room's chat: a panel beside the tiles, over them on narrow screens, and the button that opens it. */
export class ChatPanel {
  readonly element: HTMLElement;
  readonly button: IconButton;
  private readonly log = h('ol', { class: 'chat-log', role: 'log', 'aria-label': 'Messages', tabindex: 0 });
  private readonly empty = h(
    'p',
    { class: 'chat-empty' },
    'What you write here everyone in the room can read, also on phones that show messages.',
  );
  private readonly newer = h('button', { type: 'button', class: 'chat-newer', hidden: true }, 'New messages');
  private readonly form: ChatForm;
  private shown: readonly ChatMessage[] = [];
  private selfId: string | null = null;
  private lastRead: string | null = null;

  /**
   * @param send sends a text; rejects with why it was not sent
   * @param onToggle the panel was opened or closed
   */
  constructor(
    send: (text: string) => Promise<unknown>,
    private readonly onToggle: (open: boolean) => void,
  ) {
    this.form = new ChatForm(send);
    this.button = new IconButton(look(false, 0), () => (this.isOpen ? this.close() : this.open()));
    setAttribute(this.button.element, 'aria-controls', ID);
    setAttribute(this.button.element, 'aria-expanded', 'false');
    const cross = h(
      'button',
      { type: 'button', class: 'quiet-button', 'aria-label': 'Close the chat', onclick: () => this.close() },
      icon('close'),
    );
    this.element = h(
      'aside',
      { class: 'chat', id: ID, 'aria-label': 'Chat', hidden: true },
      h('header', { class: 'chat-header' }, h('h2', {}, 'Chat'), cross),
      h('div', { class: 'chat-body' }, this.empty, this.log, this.newer),
      this.form.element,
    );
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        this.close();
      }
    });
    this.newer.addEventListener('click', () => this.toEnd());
    this.log.addEventListener('scroll', () => this.scrolled());
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  show(state: RoomState): void {
    if (state.chat === this.shown && state.selfId === this.selfId) {
      return;
    }
    const follows = this.isAtEnd();
    const isAddition =
      this.shown.every((message, index) => state.chat[index] === message) && state.selfId === this.selfId;
    const from = isAddition ? this.shown.length : 0;
    if (!isAddition) {
      this.log.replaceChildren();
    }
    this.selfId = state.selfId;
    this.shown = state.chat;
    for (let i = from; i < state.chat.length; i++) {
      this.add(state.chat[i], state.chat[i - 1]);
    }
    this.empty.hidden = state.chat.length > 0;
    if (this.isOpen && follows) {
      this.toEnd();
    } else if (this.isOpen) {
      this.newer.hidden = false;
    }
    this.drawButton();
  }

  open(): void {
    this.element.hidden = false;
    this.onToggle(true);
    this.toEnd();
    if (window.matchMedia('(pointer: fine)').matches) {
      this.form.focus(); // on a touch screen that would cover half of it with a keyboard
    } else {
      this.log.focus();
    }
  }

  close(): void {
    this.element.hidden = true;
    this.onToggle(false);
    this.drawButton();
    this.button.element.focus();
  }

  private add(message: ChatMessage | undefined, before: ChatMessage | undefined): void {
    if (message !== undefined) {
      const own = message.participantId !== null && message.participantId === this.selfId;
      this.log.append(chatLine(message, own, continues(before, message)));
    }
  }

  private isAtEnd(): boolean {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_THE_END;
  }

  private toEnd(): void {
    this.log.scrollTop = this.log.scrollHeight;
    this.read();
  }

  private scrolled(): void {
    if (this.isOpen && this.isAtEnd()) {
      this.read();
    }
  }

  private read(): void {
    this.newer.hidden = true;
    this.lastRead = this.shown.at(-1)?.id ?? this.lastRead;
    this.drawButton();
  }

  private drawButton(): void {
    const count = unread(this.shown, this.lastRead, this.selfId);
    this.button.look(look(this.isOpen, count));
    setAttribute(this.button.element, 'aria-expanded', String(this.isOpen));
    setText(this.newer, count > 1 ? `${count} new messages` : 'New message');
  }
}

function look(open: boolean, count: number): ButtonLook {
  const waiting = count === 0 ? '' : `, ${count} unread`;
  return {
    icon: 'chat',
    label: `${open ? 'Close' : 'Open'} the chat${waiting}`,
    caption: 'Chat',
    badge: count === 0 ? '' : count > 99 ? '99+' : String(count),
  };
}
