import { h, setAttribute, setText } from './dom';
import { type IconName, icon } from './icons';

export interface ButtonLook {
  icon: IconName;
  /** What it does, read out and shown as a hint. */
  label: string;
  /** The word beneath it. */
  caption: string;
  /** A short text on its corner; its label tells the same. */
  badge?: string;
  /** `off`: what it controls is off. `alert`: it failed. */
  tone?: 'plain' | 'off' | 'alert' | 'danger';
}

/** A round button with an icon and, where there is room, a word beneath it. */
export class IconButton {
  readonly element: HTMLButtonElement;
  private readonly drawing = h('span', { class: 'round-button-icon' });
  private readonly caption = h('span', { class: 'round-button-caption', 'aria-hidden': 'true' });
  private readonly badge = h('span', { class: 'round-button-badge', 'aria-hidden': 'true', hidden: true });
  private shown: IconName | null = null;

  constructor(look: ButtonLook, onClick: () => void) {
    this.element = h(
      'button',
      { type: 'button', class: 'round-button', onclick: onClick },
      this.drawing,
      this.caption,
      this.badge,
    );
    this.look(look);
  }

  look(look: ButtonLook): void {
    if (look.icon !== this.shown) {
      this.shown = look.icon;
      this.drawing.replaceChildren(icon(look.icon));
    }
    setText(this.caption, look.caption);
    setText(this.badge, look.badge ?? '');
    this.badge.hidden = (look.badge ?? '') === '';
    setAttribute(this.element, 'aria-label', look.label);
    setAttribute(this.element, 'title', look.label);
    setAttribute(this.element, 'data-tone', look.tone ?? 'plain');
  }
}
