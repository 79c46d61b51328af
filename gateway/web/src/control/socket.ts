import { ControlError } from './errors';
import { Pace } from './pace';
import type { AnswerOf, Ask, DataOf, Method, Request, Response, RoomEvent } from './protocol';

/** The part of a WebSocket that is used, so that tests can bring their own. */
export interface Wire {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

export interface SocketListener {
  onOpen(): void;
  onEvent(event: RoomEvent): void;
  /** Once, whoever closed; never after {@link ControlSocket.abandon}. */
  onClose(code: number, reason: string): void;
}

interface Pending {
  method: Method;
  resolve(data: unknown): void;
  reject(error: ControlError): void;
  timer: ReturnType<typeof setTimeout>;
}

const ANSWER_WITHIN_MS = 10_000;

/** One WebSocket to one room: matches responses to requests, hands on events. Never reconnects: {@link Session} does. */
export class ControlSocket {
  private readonly pending = new Map<number, Pending>();
  private readonly pace = new Pace();
  private nextId = 1;
  private closed = false;
  /** When anything last arrived, in milliseconds since the epoch. */
  heardAt = Date.now();

  constructor(
    private readonly wire: Wire,
    private readonly listener: SocketListener,
  ) {
    wire.onopen = () => {
      this.heardAt = Date.now();
      listener.onOpen();
    };
    wire.onmessage = (message) => this.receive(message.data);
    wire.onclose = (event) => this.finish(event.code, event.reason, true);
    wire.onerror = null; // a close event always follows
  }

  readonly ask: Ask = <M extends Method>(method: M, data: DataOf<M>, withinMs = ANSWER_WITHIN_MS) =>
    new Promise<AnswerOf<M>>((resolve, reject) => {
      if (this.closed) {
        reject(new ControlError('disconnected', `${method}: not connected`));
        return;
      }
      const request: Request = { id: this.nextId++, method, data };
      const timer = setTimeout(() => {
        this.pending.delete(request.id);
        reject(new ControlError('timeout', `${method}: no answer within ${withinMs / 1000} s`));
      }, withinMs);
      this.pending.set(request.id, { method, resolve: (answer) => resolve(answer as AnswerOf<M>), reject, timer });
      this.pace.run(() => this.wire.send(JSON.stringify(request)));
    });

  /** Says goodbye; {@link SocketListener.onClose} follows when the server has answered. */
  close(): void {
    this.wire.close(1000);
  }

  /** Lets go of a socket that is taken for dead: nothing of it will be heard any more. */
  abandon(why: string): void {
    this.wire.onopen = null;
    this.wire.onmessage = null;
    this.wire.onclose = null;
    this.finish(1006, why, false);
    this.wire.close();
  }

  private receive(text: unknown): void {
    this.heardAt = Date.now();
    const message = parse(text);
    if (message === null) {
      return;
    }
    if ('event' in message) {
      this.listener.onEvent(message);
      return;
    }
    const pending = this.pending.get(message.id);
    if (pending === undefined) {
      return; // answered after its time was up
    }
    this.pending.delete(message.id);
    clearTimeout(pending.timer);
    if (message.ok) {
      pending.resolve(message.data);
    } else {
      pending.reject(new ControlError(message.error.code, message.error.message));
    }
  }

  private finish(code: number, reason: string, tell: boolean): void {
    if (this.closed) {
      return;
    }
    this.closed = true;
    this.pace.clear();
    const left = [...this.pending.values()];
    this.pending.clear();
    for (const pending of left) {
      clearTimeout(pending.timer);
      pending.reject(new ControlError('disconnected', `${pending.method}: the connection closed`));
    }
    if (tell) {
      this.listener.onClose(code, reason);
    }
  }
}

function parse(text: unknown): Response | RoomEvent | null {
  if (typeof text !== 'string') {
    return null;
  }
  try {
    const message: unknown = JSON.parse(text);
    if (typeof message !== 'object' || message === null) {
      return null;
    }
    return 'event' in message || 'id' in message ? (message as Response | RoomEvent) : null;
  } catch {
    return null;
  }
}
