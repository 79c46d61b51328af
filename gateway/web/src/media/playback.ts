import type { RemoteTrack } from './receiving';

/** Plays the others' sound. Browsers may refuse until somebody clicks: `onBlocked` tells it. */
export class Playback {
  private readonly elements = new Map<string, HTMLAudioElement>();
  private speakerId = '';
  private blocked = false;

  constructor(
    private readonly parent: HTMLElement,
    private readonly onBlocked: (blocked: boolean) => void,
  ) {}

  add(remote: RemoteTrack): void {
    const element = document.createElement('audio');
    element.srcObject = new MediaStream([remote.track]);
    this.elements.set(remote.consumerId, element);
    this.parent.append(element);
    void this.direct(element);
    void this.play(element);
  }

  remove(remote: RemoteTrack): void {
    const element = this.elements.get(remote.consumerId);
    if (element === undefined) {
      return;
    }
    this.elements.delete(remote.consumerId);
    element.pause();
    element.srcObject = null;
    element.remove();
    if (this.elements.size === 0) {
      this.tell(false);
    }
  }

  /** To be called from a click. */
  unblock(): void {
    this.tell(false);
    for (const element of this.elements.values()) {
      void this.play(element);
    }
  }

  /** Sends the sound to another loudspeaker, where the browser can; an empty id is the system's choice. */
  setSpeaker(deviceId: string): void {
    this.speakerId = deviceId;
    for (const element of this.elements.values()) {
      void this.direct(element);
    }
  }

  private async play(element: HTMLAudioElement): Promise<void> {
    try {
      await element.play();
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotAllowedError' && element.isConnected) {
        this.tell(true);
      }
    }
  }

  private async direct(element: HTMLAudioElement): Promise<void> {
    if ('setSinkId' in element) {
      await element.setSinkId(this.speakerId).catch(() => undefined); // unplugged: the system's choice stays
    }
  }

  private tell(blocked: boolean): void {
    if (blocked !== this.blocked) {
      this.blocked = blocked;
      this.onBlocked(blocked);
    }
  }
}

export function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}
