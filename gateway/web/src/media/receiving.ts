import type { types } from 'mediasoup-client';
import { hasCode } from '../control/errors';
import type { Ask, MediaKind } from '../control/protocol';
import { type Held, reconcile, type Wanted } from './reconcile';

/** One track of somebody else, as it arrives. */
export interface RemoteTrack {
  readonly participantId: string;
  readonly consumerId: string;
  readonly producerId: string;
  readonly kind: MediaKind;
  readonly track: MediaStreamTrack;
  readonly receiver: RTCRtpReceiver | undefined;
}

export interface ReceivingListener {
  onTrack(track: RemoteTrack): void;
  onTrackGone(track: RemoteTrack): void;
}

interface Reception extends Held {
  consumer: types.Consumer;
  remote: RemoteTrack;
}

/** Keeps one consumer for each producer that is wanted, on one transport. */
export class Receiving {
  private readonly receptions = new Map<string, Reception>();
  /** Producers being consumed this moment, and those that this browser cannot consume. */
  private readonly busy = new Set<string>();
  private wanted: readonly Wanted[] = [];
  private closed = false;

  constructor(
    private readonly ask: Ask,
    private readonly transport: types.Transport,
    private readonly listener: ReceivingListener,
  ) {}

  get tracks(): RemoteTrack[] {
    return [...this.receptions.values()].map((reception) => reception.remote);
  }

  want(wanted: readonly Wanted[]): void {
    this.wanted = wanted;
    this.settle();
  }

  /** The server has closed a consumer by itself. */
  consumerClosed(consumerId: string): void {
    this.forget(consumerId);
    this.settle();
  }

  /** Forgets all; the transport goes with its owner. */
  close(): void {
    this.closed = true;
    for (const consumerId of [...this.receptions.keys()]) {
      this.forget(consumerId);
    }
  }

  private settle(): void {
    if (this.closed) {
      return;
    }
    const { missing, stale } = reconcile(this.wanted, this.receptions.values(), this.busy);
    for (const { consumerId } of stale) {
      this.forget(consumerId); // the server closed its end together with the producer
    }
    for (const wanted of missing) {
      this.busy.add(wanted.producerId);
      void this.consume(wanted);
    }
  }

  private async consume(wanted: Wanted): Promise<void> {
    const { participantId, producerId } = wanted;
    try {
      const { id, kind, rtpParameters } = await this.ask('consume', { transportId: this.transport.id, producerId });
      if (this.closed) {
        return;
      }
      // One stream a participant, so that the browser keeps lips and voice together.
      const consumer = await this.transport.consume({ id, producerId, kind, rtpParameters, streamId: participantId });
      if (this.closed) {
        consumer.close();
        return;
      }
      const { track, rtpReceiver: receiver } = consumer;
      const remote: RemoteTrack = { participantId, consumerId: id, producerId, kind, track, receiver };
      this.receptions.set(id, { consumerId: id, producerId, consumer, remote });
      this.listener.onTrack(remote);
      this.quietly(this.ask('resumeConsumer', { consumerId: id }));
      this.busy.delete(producerId);
      this.settle(); // it may have gone while it was being consumed
    } catch (error) {
      // A codec that this browser lacks stays in `busy`: asking again changes nothing.
      if (!hasCode(error, 'cannot-consume')) {
        this.busy.delete(producerId);
      }
      if (!hasCode(error, 'cannot-consume', 'no-such-producer', 'disconnected', 'timeout')) {
        console.warn(`could not receive ${wanted.kind} of ${participantId}:`, error);
      }
    }
  }

  private forget(consumerId: string): void {
    const reception = this.receptions.get(consumerId);
    if (reception === undefined) {
      return;
    }
    this.receptions.delete(consumerId);
    reception.consumer.close();
    this.listener.onTrackGone(reception.remote);
  }

  private quietly(request: Promise<unknown>): void {
    request.catch((error: unknown) => {
      if (!hasCode(error, 'no-such-consumer', 'disconnected', 'timeout')) {
        console.warn('a consumer did not follow:', error);
      }
    });
  }
}
