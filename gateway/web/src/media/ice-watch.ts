export interface IceWatchActions {
  /** Restarts ICE; rejects where the control connection is away too. */
  restart(): Promise<void>;
  /** Restarting has not helped. */
  giveUp(): void;
}

const PATIENCE_MS = 2000;
const RECOVER_WITHIN_MS = 8000;
const RESTARTS = 3;

/** Watches one transport's connection and restarts ICE when it is lost. */
export class IceWatch {
  private restarts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private state: RTCPeerConnectionState = 'new';

  constructor(private readonly actions: IceWatchActions) {}

  onState(state: RTCPeerConnectionState): void {
    this.state = state;
    switch (state) {
      case 'connected':
        this.restarts = 0;
        clearTimeout(this.timer);
        break;
      case 'disconnected':
        this.restartIn(PATIENCE_MS); // most short losses mend themselves
        break;
      case 'failed':
        this.restartIn(0);
        break;
      case 'closed':
        clearTimeout(this.timer);
        break;
    }
  }

  /** ICE was restarted by somebody else: gives it time to recover. */
  restarted(): void {
    if (this.state === 'disconnected' || this.state === 'failed') {
      this.restartIn(RECOVER_WITHIN_MS);
    }
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private restartIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.restart(), ms);
  }

  private restart(): void {
    if (this.restarts >= RESTARTS) {
      this.actions.giveUp();
      return;
    }
    this.restarts += 1;
    this.restartIn(RECOVER_WITHIN_MS);
    this.actions.restart().catch(() => undefined); // the timer asks again
  }
}
