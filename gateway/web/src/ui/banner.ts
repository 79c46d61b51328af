import type { Phase } from '../control/phase';
import type { RoomState } from '../room/state';
import { h, replace } from './dom';

/** The strip above the tiles that says that the connection is being set up or mended. */
export class Banner {
  readonly element = h('div', { class: 'banner', role: 'status', hidden: true });
  private shown = '';

  constructor(private readonly onRetry: () => void) {}

  show(state: RoomState): void {
    const text = phaseText(state.phase) || mediaText(state);
    if (text === this.shown) {
      return;
    }
    this.shown = text;
    this.element.hidden = text === '';
    const retry = h('button', { type: 'button', class: 'text-button', onclick: this.onRetry }, 'Try now');
    const spinner = h('span', { class: 'spinner' });
    replace(this.element, spinner, h('span', {}, text), state.phase.name === 'reconnecting' && retry);
  }
}

function phaseText(phase: Phase): string {
  switch (phase.name) {
    case 'joining':
      return 'Joining…';
    case 'reconnecting':
      return /shut|restart/i.test(phase.why)
        ? 'The appliance is restarting. You will be back in the room when it is.'
        : 'The connection is lost. Reconnecting…';
    default:
      return '';
  }
}

function mediaText(state: RoomState): string {
  return state.media === 'failing' ? 'Sound and picture are interrupted. Reconnecting…' : '';
}
