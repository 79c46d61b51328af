import type { types } from 'mediasoup-client';
import { ControlError } from '../../src/control/errors';
import type { Ask, Method } from '../../src/control/protocol';

interface Asked {
  method: Method;
  data: unknown;
}

/** A server that answers each request at once, unless told otherwise, and remembers it. */
export class FakeServer {
  readonly asked: Asked[] = [];
  readonly failures = new Map<Method, ControlError>();
  /** Held back answers, by method; the test lets them go. */
  readonly held = new Map<Method, (() => void)[]>();
  private next = 0;

  readonly ask: Ask = async (method, data) => {
    this.asked.push({ method, data });
    const waiting = this.held.get(method);
    if (waiting !== undefined) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    const failure = this.failures.get(method);
    if (failure !== undefined) {
      throw failure;
    }
    this.next += 1;
    const { producerId } = data as { producerId?: string };
    return { id: `${method}-${this.next}`, producerId, kind: 'audio', rtpParameters: {} } as never;
  };

  fail(method: Method, code: ControlError['code']): void {
    this.failures.set(method, new ControlError(code, code));
  }

  hold(method: Method): void {
    this.held.set(method, []);
  }

  release(method: Method): void {
    const waiting = this.held.get(method) ?? [];
    this.held.delete(method);
    for (const go of waiting) {
      go();
    }
  }

  get methods(): Method[] {
    return this.asked.map((each) => each.method);
  }
}

export class FakeProducer {
  paused: boolean;
  closed = false;

  constructor(
    readonly id: string,
    public track: MediaStreamTrack,
  ) {
    this.paused = !track.enabled;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  async replaceTrack({ track }: { track: MediaStreamTrack }): Promise<void> {
    this.track = track;
  }

  close(): void {
    this.closed = true;
  }
}

export class FakeConsumer {
  closed = false;
  readonly track = fakeTrack();

  constructor(readonly id: string) {}

  close(): void {
    this.closed = true;
  }
}

/** A transport without a network beneath it. */
export class FakeTransport {
  readonly id = 'transport';
  readonly producers: FakeProducer[] = [];
  readonly consumers: FakeConsumer[] = [];

  async produce({ track }: { track: MediaStreamTrack }): Promise<FakeProducer> {
    const producer = new FakeProducer(`producer-${this.producers.length + 1}`, track);
    this.producers.push(producer);
    return producer;
  }

  async consume({ id }: { id: string }): Promise<FakeConsumer> {
    const consumer = new FakeConsumer(id);
    this.consumers.push(consumer);
    return consumer;
  }

  get asTransport(): types.Transport {
    return this as unknown as types.Transport;
  }
}

export function fakeTrack(): MediaStreamTrack {
  return { readyState: 'live', enabled: true } as MediaStreamTrack;
}
