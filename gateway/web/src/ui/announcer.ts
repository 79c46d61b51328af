import { h } from './dom';

const SHOWN_FOR_MS = 4000;
const MOST = 3;

/** Short notices of what happens in the room, shown for a moment and read out. */
export class Announcer {
  readonly element = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();

  /** Shown and read out. */
  say(text: string): void {
    this.put(h('p', { class: 'toast' }, text));
  }

  /** Read out only: what the eye sees anyway. */
  whisper(text: string): void {
    this.put(h('p', { class: 'visually-hidden' }, text));
  }

  private put(toast: HTMLElement): void {
    this.element.append(toast);
    while (this.element.childElementCount > MOST) {
      this.element.firstElementChild?.remove();
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      toast.remove();
    }, SHOWN_FOR_MS);
    this.timers.add(timer);
  }

  dispose(): void {
    for (const timer of this.timers) {
      clearTimeout(timer);
    }
    this.element.remove();
  }
}
