import type { End } from './control/phase';
import { SUBPROTOCOL } from './control/protocol';
import { askWhyRefused } from './control/refusal';
import { Devices } from './media/devices';
import { LocalMedia } from './media/local';
import { Playback } from './media/playback';
import { Sound } from './media/sound';
import { sourcesFor } from './media/sources';
import { type KeptSeat, keepSeat, takeKeptSeat } from './room/kept-seat';
import { type Preferences, readPreferences } from './room/preferences';
import { Stay } from './room/stay';
import type { Switches } from './switches';
import { expose, type Patchbay } from './testing/patchbay';
import { ending } from './ui/ending';
import { Prejoin } from './ui/prejoin';
import { RoomView } from './ui/room-view';

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
  private stay: Stay | null = null;
  private view: RoomView | null = null;

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
      stay: () => this.stay,
      view: () => this.view,
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

  private join(displayName: string, seat: string | null): void {
    const { room, local, devices } = this;
    const view = new RoomView({
      room,
      local,
      devices,
      speaker: { id: this.preferences.speakerId, choose: (id) => playback.setSpeaker(id) },
      onLeave: () => void stay.leave(),
      onRetry: () => stay.retryNow(),
      onHear: () => {
        this.sound.wake();
        playback.unblock();
      },
    });
    const playback = new Playback(view.sounds, (playbackBlocked) => stay.state.update({ playbackBlocked }));
    playback.setSpeaker(this.preferences.speakerId);
    const path = `/control/${room}`;
    const stay = new Stay(
      room,
      {
        dial: () =>
          new WebSocket(`${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}${path}`, SUBPROTOCOL),
        whyRefused: () => askWhyRefused(path),
      },
      local,
      {
        onEntered: (others) => view.announcer.whisper(`You are in ${room}. Others here: ${others}.`),
        onTrack: (track) => {
          view.addTrack(track);
          if (track.kind === 'audio') {
            playback.add(track);
          }
          draw();
        },
        onTrackGone: (track) => {
          view.removeTrack(track);
          playback.remove(track);
          draw();
        },
        onJoined: (participant) => view.announcer.say(`${participant.displayName} joined`),
        onLeft: (participant, reason) => view.announcer.say(leftText(participant.displayName, reason)),
        onTrouble: (message) => view.announcer.say(message),
      },
      this.switches.codec,
    );
    const draw = () => view.show(stay.state.value, local.state.value);
    this.stay = stay;
    this.view = view;
    this.root.replaceChildren(view.element);
    const unwatch = [
      local.state.watch(draw),
      stay.state.watch((state) => {
        draw();
        if (state.phase.name === 'ended') {
          const { end } = state.phase;
          queueMicrotask(() => {
            for (const undo of unwatch) {
              undo();
            }
            view.dispose();
            this.view = null;
            this.ended(end, displayName);
          });
        }
      }),
    ];
    stay.start(displayName, seat);
  }

  private ended(end: End, displayName: string): void {
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
    const seat = this.stay?.seat ?? null;
    if (this.stay !== null && seat !== null) {
      const { microphone, camera, muted } = this.local.state.value;
      keepSeat({
        room: this.room,
        seat,
        displayName: this.stay.state.value.displayName,
        muted,
        microphone: microphone.status !== 'off',
        camera: camera.status !== 'off',
        leftAt: Date.now(),
      });
    }
  }
}

function leftText(name: string, reason: string): string {
  return reason === '' || reason === 'left' ? `${name} left` : `${name} left: ${reason}`;
}
