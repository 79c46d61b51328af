import type { Participant } from '../control/protocol';
import type { LocalMedia } from '../media/local';
import type { Sound } from '../media/sound';
import type { RoomState } from '../room/state';
import type { RoomVisit } from '../room-visit';
import { meanColour } from './colour';
import { Mix } from './mix';

/** What tests may read and do: `window.patchbay`. docs/room-page.md describes it. */
export interface Patchbay {
  readonly phase: string;
  readonly state: RoomState | null;
  readonly selfId: string | null;
  readonly participants: Participant[];
  readonly muted: boolean;
  levels(frequencies: number[], seconds?: number): Promise<number[]>;
  video(participantId: string): HTMLVideoElement | null;
  colour(participantId: string): [number, number, number] | null;
  stats(): Promise<{ send: unknown[]; recv: unknown[] }>;
  serverStats(): Promise<unknown>;
  mute(muted: boolean): void;
  dropControl(): void;
  leave(): Promise<void>;
}

export interface Exposed {
  readonly visit: () => RoomVisit | null;
  readonly local: LocalMedia;
  readonly sound: Sound;
}

export function expose({ visit, local, sound }: Exposed): Patchbay {
  const stay = () => visit()?.stay;
  const mix = new Mix(sound, () => stay()?.media.tracks ?? []);
  return {
    get phase() {
      return stay()?.state.value.phase.name ?? 'prejoin';
    },
    get state() {
      return stay()?.state.value ?? null;
    },
    get selfId() {
      return stay()?.state.value.selfId ?? null;
    },
    get participants() {
      return [...(stay()?.state.value.participants.values() ?? [])];
    },
    get muted() {
      return local.state.value.muted;
    },
    levels: (frequencies, seconds) => mix.levels(frequencies, seconds),
    video: (participantId) => visit()?.view.videoOf(participantId) ?? null,
    colour: (participantId) => {
      const element = visit()?.view.videoOf(participantId) ?? null;
      return element === null ? null : meanColour(element);
    },
    stats: async () => {
      const transports = stay()?.media.transports ?? null;
      const read = async (transport: { getStats(): Promise<RTCStatsReport> } | undefined) =>
        transport === undefined ? [] : [...(await transport.getStats()).values()];
      return { send: await read(transports?.send), recv: await read(transports?.recv) };
    },
    serverStats: () => stay()?.ask('stats', {}) ?? Promise.resolve(null),
    mute: (muted) => local.setMuted(muted),
    dropControl: () => stay()?.dropControl(),
    leave: async () => stay()?.leave(),
  };
}
