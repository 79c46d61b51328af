import type { End } from './control/phase';
import { Devices } from './media/devices';
import { LocalMedia } from './media/local';
import { Sound } from './media/sound';
import { sourcesFor } from './media/sources';
import { type KeptSeat, keepSeat, takeKeptSeat } from './room/kept-seat';
import { type Preferences, readPreferences } from './room/preferences';
import { RoomVisit } from './room-visit';
import type { Switches } from './switches';
import { expose, type Patchbay } from './testing/patchbay';
import { ending } from './ui/ending';
import { pinCard } from './ui/pin-card';
import { Prejoin } from './ui/prejoin';

declare global {
  interface Window {
    patchbay?: Patchbay;
  }
}

/** One room's page: the card before, the room, the card after. */
export class RoomPage {
  private readonly sound = new Sound();
  private readonly devices = new Devices();
  private readonly preferences: Preferences = readPreferences();
  private readonly local: LocalMedia;
  private readonly kept: KeptSeat | null;
  /** The last visit; it may be over. */
  private visit: RoomVisit | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly room: string,
    private readonly switches: Switches,
  ) {
    this.kept = takeKeptSeat(room);
    this.local = new LocalMedia(sourcesFor(switches, this.sound), {
      microphoneId: this.preferences.microphoneId,
      cameraId: this.preferences.cameraId,
      muted: this.kept?.muted ?? this.preferences.muted,
    });
    this.devices.follow();
    window.addEventListener('pagehide', () => this.keepSeat());
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) {
        location.reload(); // the browser froze the page and cut its connections
      }
    });
    document.addEventListener('pointerdown', () => this.sound.wake());
    window.patchbay = expose({
      visit: () => this.visit,
      local: this.local,
      sound: this.sound,
    });
  }

  open(): void {
    const { kept, switches } = this;
    if (kept !== null) {
      void this.openInputs(kept.microphone, kept.camera);
      this.join(kept.displayName, kept.seat);
    } else if (switches.autojoin) {
      void this.openInputs(switches.audio ?? true, switches.video ?? false);
      this.join(switches.name ?? (this.preferences.name || 'Guest'), null);
    } else {
      void this.openInputs(switches.audio ?? true, switches.video ?? this.preferences.camera);
      this.ask();
    }
  }

  private ask(): void {
    const prejoin = new Prejoin({
      room: this.room,
      local: this.local,
      devices: this.devices,
      sound: this.sound,
      onJoin: (displayName) => {
        prejoin.dispose();
        this.join(displayName, null);
      },
    });
    this.root.replaceChildren(prejoin.element);
    prejoin.focus();
  }

  private join(displayName: string, seat: string | null, pin: string | null = null): void {
    const visit = new RoomVisit({
      room: this.room,
      videoCodec: this.switches.codec,
      local: this.local,
      devices: this.devices,
      sound: this.sound,
      onEnd: (end) => this.ended(end, displayName),
    });
    this.visit = visit;
    this.root.replaceChildren(visit.view.element);
    visit.start(displayName, seat, pin);
  }

  private ended(end: End, displayName: string): void {
    if (end.kind === 'pin') {
      const card = pinCard(this.room, end.problem, (pin) => this.join(displayName, null, pin));
      this.root.replaceChildren(card);
      card.querySelector('input')?.focus();
      return; // the inputs stay as they are: the user is on the way in
    }
    const { microphone, camera } = this.local.state.value;
    const had = { microphone: microphone.status !== 'off', camera: camera.status !== 'off' };
    this.local.closeAll();
    this.root.replaceChildren(
      ending(this.room, end, () => {
        void this.openInputs(had.microphone, had.camera);
        this.join(displayName, null);
      }),
    );
  }

  private async openInputs(microphone: boolean, camera: boolean): Promise<void> {
    if (microphone && camera) {
      await this.local.openBoth();
    } else if (microphone || camera) {
      await this.local.open(microphone ? 'microphone' : 'camera');
    }
    await this.devices.refresh(); // names are told only after the user has agreed
  }

  private keepSeat(): void {
    const stay = this.visit?.stay;
    const seat = stay?.seat ?? null;
    if (stay !== undefined && seat !== null) {
      const { microphone, camera, muted } = this.local.state.value;
      keepSeat({
        room: this.room,
        seat,
        displayName: stay.state.value.displayName,
        muted,
        microphone: microphone.status !== 'off',
        camera: camera.status !== 'off',
        leftAt: Date.now(),
      });
    }
  }
}
