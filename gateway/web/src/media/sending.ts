import type { types } from 'mediasoup-client';
import { hasCode } from '../control/errors';
import type { Ask, ProducerSource } from '../control/protocol';

/** What one source should send: no track, no producer. */
export interface Intent {
  track: MediaStreamTrack | null;
  paused: boolean;
}

export type ProduceOptions = Pick<types.ProducerOptions, 'codec' | 'codecOptions' | 'encodings'>;

/** What is handed to the transport's `produce` event along with the track. */
export interface ProduceTag extends types.AppData {
  source: ProducerSource;
  paused: boolean;
}

/**
 * One source of this page (its microphone, or its camera) on one transport. Brings its producer in line with the last
 * intent, one step at a time. Tracks are borrowed: whoever opened them stops them.
 */
export class Sending {
  private producer: types.Producer | null = null;
  private intent: Intent = { track: null, paused: false };
  private settling: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly source: ProducerSource,
    private readonly ask: Ask,
    private readonly transport: types.Transport,
    private readonly options: ProduceOptions,
  ) {}

  get sender(): RTCRtpSender | undefined {
    return this.producer?.rtpSender;
  }

  /** Resolves when the producer agrees with this intent, or with one that came after it. */
  set(intent: Intent): Promise<void> {
    this.intent = intent;
    this.settling = this.settling.catch(() => undefined).then(() => this.settle());
    return this.settling;
  }

  /** Tells the server again whether the producer is paused, after a reconnection that may have lost it. */
  async repeat(): Promise<void> {
    await this.settling.catch(() => undefined);
    if (this.producer !== null) {
      const method = this.producer.paused ? 'pauseProducer' : 'resumeProducer';
      await this.ask(method, { producerId: this.producer.id });
    }
  }

  close(): void {
    this.closed = true;
    this.producer?.close();
    this.producer = null;
  }

  private async settle(): Promise<void> {
    while (!this.closed && (await this.step())) {
      // until intent and producer agree
    }
  }

  /** One step towards the intent; false where there is none to take. */
  private async step(): Promise<boolean> {
    const { track, paused } = this.intent;
    const { producer } = this;
    if (producer === null) {
      return track !== null && track.readyState === 'live' && this.produce(track, paused);
    }
    if (track === null) {
      this.producer = null;
      producer.close();
      await this.ask('closeProducer', { producerId: producer.id }).catch(ignoreGone);
      return true;
    }
    if (producer.track !== track) {
      await producer.replaceTrack({ track });
      return true;
    }
    if (producer.paused !== paused) {
      // Silence is immediate; the others are told by the server.
      if (paused) {
        producer.pause();
      } else {
        producer.resume();
      }
      await this.ask(paused ? 'pauseProducer' : 'resumeProducer', { producerId: producer.id });
      return true;
    }
    return false;
  }

  private async produce(track: MediaStreamTrack, paused: boolean): Promise<boolean> {
    track.enabled = !paused;
    const tag: ProduceTag = { source: this.source, paused };
    const producer = await this.transport.produce({ ...this.options, track, stopTracks: false, appData: tag });
    if (this.closed) {
      producer.close();
      return false;
    }
    this.producer = producer;
    return true;
  }
}

function ignoreGone(error: unknown): void {
  if (!hasCode(error, 'no-such-producer', 'disconnected')) {
    throw error;
  }
}
