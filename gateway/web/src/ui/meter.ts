import { LevelMeter } from '../media/level-meter';
import type { LocalMedia } from '../media/local';
import type { Sound } from '../media/sound';
import { h } from './dom';

/** A bar that follows the loudness of this page's microphone. */
export class Meter {
  readonly element = h('div', { class: 'meter', 'aria-hidden': 'true' }, h('div', { class: 'meter-bar' }));
  private meter: LevelMeter | null = null;
  private track: MediaStreamTrack | null = null;
  private frame = 0;
  private readonly unwatch: () => void;

  constructor(
    private readonly sound: Sound,
    local: LocalMedia,
  ) {
    this.unwatch = local.state.watch(({ microphone, muted }) => this.follow(muted ? null : microphone.track));
    this.draw();
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.unwatch();
    this.follow(null);
  }

  private follow(track: MediaStreamTrack | null): void {
    if (track === this.track) {
      return;
    }
    this.meter?.close();
    this.track = track;
    this.meter = track === null ? null : new LevelMeter(this.sound.context(), track);
  }

  private draw(): void {
    this.element.style.setProperty('--level', (this.meter?.read() ?? 0).toFixed(3));
    this.frame = requestAnimationFrame(() => this.draw());
  }
}
