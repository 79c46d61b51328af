import type { ParticipantKind } from '../control/protocol';
import { hue, initials } from '../room/view';
import { h, setAttribute, setText } from './dom';
import { icon } from './icons';

export interface TileView {
  id: string;
  name: string;
  kind: ParticipantKind;
  self: boolean;
  muted: boolean;
  speaking: boolean;
  /** The one who speaks most. */
  active: boolean;
  /** A phone that is on hold. */
  held: boolean;
  away: boolean;
  video: MediaStreamTrack | null;
}

/** One participant in the grid. */
export class Tile {
  readonly element: HTMLLIElement;
  private readonly avatar = h('div', { class: 'avatar', 'aria-hidden': 'true' });
  private readonly picture = h('div', { class: 'tile-picture' }, this.avatar);
  private readonly nameText = h('span', { class: 'tile-name-text' });
  private readonly mutedBadge = h(
    'span',
    { class: 'tile-muted', role: 'img', 'aria-label': 'muted' },
    icon('microphone-off'),
  );
  private readonly phoneBadge = h(
    'span',
    { class: 'tile-phone', role: 'img', 'aria-label': 'by phone' },
    icon('phone'),
  );
  private readonly awayBadge = h('div', { class: 'tile-away' }, h('span', { class: 'spinner' }), 'Reconnecting…');
  private readonly heldBadge = h('div', { class: 'tile-away' }, 'On hold');
  private readonly video = h('video', { class: 'tile-video', playsinline: true, autoplay: true });
  private drawn = '';

  constructor() {
    this.video.muted = true;
    this.element = h(
      'li',
      { class: 'tile' },
      this.picture,
      h('div', { class: 'tile-name' }, this.mutedBadge, this.phoneBadge, this.nameText),
      this.awayBadge,
      this.heldBadge,
    );
  }

  update(view: TileView): void {
    const { element } = this;
    setAttribute(element, 'data-participant', view.id);
    setAttribute(element, 'data-kind', view.kind);
    setAttribute(element, 'data-self', view.self);
    setAttribute(element, 'data-speaking', view.speaking && !view.muted);
    setAttribute(element, 'data-active', view.active);
    setAttribute(element, 'data-held', view.held);
    setAttribute(element, 'data-away', view.away);
    element.style.setProperty('--hue', String(hue(view.name)));
    setText(this.nameText, view.self ? `${view.name} (you)` : view.name);
    setAttribute(element, 'title', view.name);
    this.mutedBadge.hidden = !view.muted;
    this.phoneBadge.hidden = view.kind !== 'phone';
    this.awayBadge.hidden = !view.away;
    this.heldBadge.hidden = !view.held;
    this.drawAvatar(view);
    this.showVideo(view.video);
  }

  get videoElement(): HTMLVideoElement | null {
    return this.video.srcObject === null ? null : this.video;
  }

  dispose(): void {
    this.showVideo(null);
    this.element.remove();
  }

  private drawAvatar(view: TileView): void {
    const wanted = view.kind === 'phone' ? 'phone' : initials(view.name);
    if (wanted !== this.drawn) {
      this.drawn = wanted;
      this.avatar.replaceChildren(view.kind === 'phone' ? icon('phone') : wanted);
    }
  }

  private showVideo(track: MediaStreamTrack | null): void {
    const shown =
      this.video.srcObject instanceof MediaStream ? (this.video.srcObject.getVideoTracks()[0] ?? null) : null;
    if (shown === track) {
      return;
    }
    if (track === null) {
      this.video.srcObject = null;
      this.video.remove();
      return;
    }
    this.video.srcObject = new MediaStream([track]);
    this.picture.append(this.video);
    this.video.play().catch(() => undefined); // plays by itself once the page is shown
  }
}
