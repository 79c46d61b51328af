import { copyField } from './copy-field';
import { h, replace } from './dom';

/** How others get into the room: what to dial, what to open. */
export class Invitation {
  readonly element = h('div', { class: 'invitation' });
  private shown = '';

  constructor(private readonly room: string) {}

  show(dialAddresses: readonly string[]): void {
    const key = dialAddresses.join('\n');
    if (key === this.shown) {
      return;
    }
    this.shown = key;
    replace(
      this.element,
      h('h3', {}, 'By phone'),
      ...dialAddresses.map((address) => copyField('SIP address', address)),
      h('h3', {}, 'By browser'),
      copyField('link', `${location.origin}/rooms/${this.room}`),
    );
  }
}
