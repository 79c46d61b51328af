import type { End } from './control/phase';
import { SUBPROTOCOL } from './control/protocol';
import { askWhyRefused } from './control/refusal';
import type { SessionWorld } from './control/session';
import type { Devices } from './media/devices';
import type { LocalMedia } from './media/local';
import { Playback } from './media/playback';
import type { RemoteTrack } from './media/receiving';
import type { Sound } from './media/sound';
import { readPreferences } from './room/preferences';
import { Stay } from './room/stay';
import { keepAwake } from './room/wake-lock';
import { RoomView } from './ui/room-view';

export interface VisitParts {
  room: string;
  videoCodec: string;
  local: LocalMedia;
  devices: Devices;
  sound: Sound;
  onEnd(end: End): void;
}

/** One stay in a room as the user sees and hears it: the stay, its view and its sound, from joining to the end. */
export class RoomVisit {
  readonly stay: Stay;
  readonly view: RoomView;
  private readonly playback: Playback;
  private readonly undo: (() => void)[] = [];
  private over = false;

  constructor(private readonly parts: VisitParts) {
    const { room, local, devices, sound } = parts;
    const speakerId = readPreferences().speakerId;
    this.view = new RoomView({
      room,
      local,
      devices,
      speaker: { id: speakerId, choose: (id) => this.playback.setSpeaker(id) },
      onLeave: () => void this.stay.leave(),
      onRetry: () => this.stay.retryNow(),
      onWrite: (text) => this.stay.ask('chat', { text }),
      onHear: () => {
        sound.wake();
        this.playback.unblock();
      },
    });
    this.playback = new Playback(this.view.sounds, (playbackBlocked) => this.stay.state.update({ playbackBlocked }));
    this.playback.setSpeaker(speakerId);
    const { announcer } = this.view;
    this.stay = new Stay(
      room,
      worldOf(room),
      local,
      {
        onEntered: (others) => announcer.whisper(`You are in ${room}. Others here: ${others}.`),
        onTrack: (track) => this.trackCame(track),
        onTrackGone: (track) => this.trackWent(track),
        onJoined: ({ displayName }) => announcer.say(`${displayName} joined`),
        onLeft: ({ displayName }, reason) => announcer.say(leftText(displayName, reason)),
        onChat: (message) => this.view.heardInChat(message),
        onTrouble: (message) => announcer.say(message),
      },
      parts.videoCodec,
    );
  }

  /** Joins. `seat` is one kept over a reload, `pin` the room's where the user has typed it. */
  start(displayName: string, seat: string | null, pin: string | null): void {
    this.undo.push(
      keepAwake(),
      this.parts.local.state.watch(() => this.draw()),
      this.stay.state.watch((state) => {
        this.draw();
        if (state.phase.name === 'ended') {
          this.end(state.phase.end);
        }
      }),
    );
    this.stay.start(displayName, seat, pin);
  }

  private end(end: End): void {
    this.over = true;
    for (const undo of this.undo) {
      undo(); // now: the state changes further while the stay closes
    }
    this.view.dispose();
    this.parts.onEnd(end);
  }

  private trackCame(track: RemoteTrack): void {
    this.view.addTrack(track);
    if (track.kind === 'audio') {
      this.playback.add(track);
    }
    this.draw();
  }

  private trackWent(track: RemoteTrack): void {
    this.view.removeTrack(track);
    this.playback.remove(track);
    this.draw();
  }

  private draw(): void {
    if (!this.over) {
      this.view.show(this.stay.state.value, this.parts.local.state.value);
    }
  }
}

function worldOf(room: string): SessionWorld {
  const path = `/control/${room}`;
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return {
    dial: () => new WebSocket(`${scheme}//${location.host}${path}`, SUBPROTOCOL),
    whyRefused: () => askWhyRefused(path),
  };
}

function leftText(name: string, reason: string): string {
  return reason === '' || reason === 'left' ? `${name} left` : `${name} left: ${reason}`;
}
