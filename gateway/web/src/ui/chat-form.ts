import { LONGEST_TEXT } from '../room/chat';
import { h, setText } from './dom';
import { icon } from './icons';

const NEARLY_FULL = LONGEST_TEXT - 200;

/** Where one writes: Enter sends, Shift and Enter begin a new line. What could not be sent stays there. */
export class ChatForm {
  readonly element: HTMLFormElement;
  private readonly field = h('textarea', {
    class: 'text-input chat-field',
    rows: 1,
    maxlength: LONGEST_TEXT,
    'aria-label': 'Message to everyone here',
    placeholder: 'Write to everyone here',
    enterkeyhint: 'send',
    autocomplete: 'off',
  });
  private readonly hint = h('p', { class: 'hint chat-hint', role: 'alert', hidden: true });
  private readonly button = h(
    'button',
    { type: 'submit', class: 'button chat-send', 'aria-label': 'Send' },
    icon('send'),
  );
  private sending = false;

  constructor(private readonly send: (text: string) => Promise<unknown>) {
    this.element = h('form', { class: 'chat-form' }, this.hint, this.field, this.button);
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.submit();
    });
    this.field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        void this.submit();
      }
    });
    this.field.addEventListener('input', () => this.edited());
  }

  focus(): void {
    this.field.focus();
  }

  private edited(): void {
    this.field.style.setProperty('height', 'auto');
    this.field.style.setProperty('height', `${this.field.scrollHeight + 2}px`);
    const left = LONGEST_TEXT - this.field.value.length;
    this.say(this.field.value.length > NEARLY_FULL ? `${left} characters left` : '', false);
  }

  private async submit(): Promise<void> {
    const text = this.field.value.trim();
    if (text === '' || this.sending) {
      return;
    }
    this.sending = true;
    try {
      await this.send(text);
      if (this.field.value.trim() === text) {
        this.field.value = '';
      }
      this.edited();
    } catch (error) {
      this.say(`Not sent: ${error instanceof Error ? error.message : String(error)}`, true);
    } finally {
      this.sending = false;
    }
  }

  private say(text: string, wrong: boolean): void {
    this.hint.hidden = text === '';
    this.hint.toggleAttribute('data-wrong', wrong);
    setText(this.hint, text);
  }
}
