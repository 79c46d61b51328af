import { h } from './dom';
import { icon } from './icons';

/** A dialog over the page; Escape, the cross and a click beside it close it. */
export class Dialog {
  readonly element: HTMLDialogElement;

  constructor(title: string, ...content: Node[]) {
    const close = () => this.element.close();
    const cross = h(
      'button',
      { type: 'button', class: 'quiet-button', 'aria-label': 'Close', onclick: close },
      icon('close'),
    );
    const card = h(
      'div',
      { class: 'dialog-card' },
      h('header', { class: 'dialog-header' }, h('h2', {}, title), cross),
      ...content,
    );
    this.element = h('dialog', { class: 'dialog', 'aria-label': title }, card);
    this.element.addEventListener('click', (event) => {
      if (event.target === this.element) {
        close();
      }
    });
  }

  open(): void {
    if (!this.element.open) {
      this.element.showModal();
    }
  }
}
