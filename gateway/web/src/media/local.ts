import { Store } from '../room/store';
import { type Problem, problemOf } from './problem';
import type { InputKind, Sources } from './sources';

export interface InputState {
  readonly status: 'off' | 'opening' | 'on' | 'failed';
  readonly track: MediaStreamTrack | null;
  /** Why it failed; null in any other status. */
  readonly problem: Problem | null;
  /** The device asked for; null for the browser's own choice. */
  readonly deviceId: string | null;
}

export interface LocalState {
  readonly microphone: InputState;
  readonly camera: InputState;
  readonly muted: boolean;
}

const OFF: InputState = { status: 'off', track: null, problem: null, deviceId: null };

/** This page's microphone and camera: opens, changes and stops them. The only owner of their tracks. */
export class LocalMedia {
  readonly state: Store<LocalState>;
  /** Tells a late answer of the browser from the one that is waited for. */
  private readonly turns: Record<InputKind, number> = { microphone: 0, camera: 0 };

  constructor(
    private readonly sources: Sources,
    chosen: { microphoneId: string | null; cameraId: string | null; muted: boolean },
  ) {
    this.state = new Store<LocalState>({
      microphone: { ...OFF, deviceId: chosen.microphoneId },
      camera: { ...OFF, deviceId: chosen.cameraId },
      muted: chosen.muted,
    });
  }

  async open(kind: InputKind): Promise<void> {
    const turn = this.begin(kind);
    try {
      this.opened(kind, turn, await this.sources.open(kind, this.state.value[kind].deviceId));
    } catch (error) {
      this.failed(kind, turn, error);
    }
  }

  /** Both with one question to the user; where that fails, one after the other, so that one may do without the other. */
  async openBoth(): Promise<void> {
    const [microphoneTurn, cameraTurn] = [this.begin('microphone'), this.begin('camera')];
    try {
      const { microphone, camera } = this.state.value;
      const tracks = await this.sources.openBoth(microphone.deviceId, camera.deviceId);
      this.opened('microphone', microphoneTurn, tracks.microphone);
      this.opened('camera', cameraTurn, tracks.camera);
    } catch {
      if (this.turns.microphone === microphoneTurn) {
        await this.open('microphone');
      }
      if (this.turns.camera === cameraTurn) {
        await this.open('camera');
      }
    }
  }

  close(kind: InputKind): void {
    this.turns[kind] += 1;
    const { track } = this.state.value[kind];
    this.change(kind, { status: 'off', track: null, problem: null });
    track?.stop();
  }

  /** Changes the device, now if it is open, else for the next time. */
  async choose(kind: InputKind, deviceId: string | null): Promise<void> {
    const reopen = this.state.value[kind].status !== 'off';
    this.change(kind, { deviceId });
    if (reopen) {
      await this.open(kind);
    }
  }

  setMuted(muted: boolean): void {
    this.state.update({ muted });
  }

  closeAll(): void {
    this.close('microphone');
    this.close('camera');
  }

  private begin(kind: InputKind): number {
    this.turns[kind] += 1;
    if (this.state.value[kind].track === null) {
      this.change(kind, { status: 'opening', problem: null });
    }
    return this.turns[kind];
  }

  private opened(kind: InputKind, turn: number, track: MediaStreamTrack): void {
    if (this.turns[kind] !== turn) {
      track.stop();
      return;
    }
    const before = this.state.value[kind].track;
    track.addEventListener('ended', () => this.trackEnded(kind, track)); // unplugged, or permission withdrawn
    this.change(kind, { status: 'on', track, problem: null });
    before?.stop();
  }

  private failed(kind: InputKind, turn: number, error: unknown): void {
    if (this.turns[kind] !== turn) {
      return;
    }
    const { track } = this.state.value[kind];
    this.change(kind, { status: 'failed', track: null, problem: problemOf(error) });
    track?.stop();
  }

  private trackEnded(kind: InputKind, track: MediaStreamTrack): void {
    if (this.state.value[kind].track === track) {
      this.change(kind, { status: 'failed', track: null, problem: 'lost' });
    }
  }

  private change(kind: InputKind, part: Partial<InputState>): void {
    this.state.update({ [kind]: { ...this.state.value[kind], ...part } });
  }
}
