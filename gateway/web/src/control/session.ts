import { backoff } from './backoff';
import { ControlError, hasCode } from './errors';
import type { End, Phase } from './phase';
import type { Method, RoomEvent } from './protocol';
import { type AnswerOf, type Ask, CloseCode, type DataOf, type HelloAnswer, type JoinAnswer } from './protocol';
import { isFinal, type Refusal } from './refusal';
import { ControlSocket, type Wire } from './socket';

/** What a session needs from the world. */
export interface SessionWorld {
  /** Opens a WebSocket to the room. */
  dial(): Wire;
  /** Why the room's address lets no socket in; null where it would, or where nothing answers. */
  whyRefused(): Promise<Refusal | null>;
}

/** What a session tells, and asks, its owner. */
export interface SessionListener {
  onPhase(phase: Phase): void;
  onEvent(event: RoomEvent): void;
  /** Before each join. Resolves with what this browser can receive. */
  prepare(hello: HelloAnswer): Promise<DataOf<'join'>['rtpCapabilities']>;
  /** Whether transports, producers and consumers are known well enough to live on over a new socket. */
  canResume(): boolean;
  /**
   * After each join: bring the participants and the media in line with the answer. A rejection makes the session join
   * again from scratch, unless the socket was lost meanwhile.
   */
  onJoined(answer: JoinAnswer): Promise<void>;
}

const OPEN_WITHIN_MS = 8000;
const QUIET_MS = 5000;
const PING_WITHIN_MS = 4000;
const URGENT_PING_WITHIN_MS = 2500;
const WATCH_EVERY_MS = 1000;
const FIRST_TRIES = 3;
const STEADY_MS = 5000;

/**
 * One stay in one room: keeps a socket open, joins over it, and takes its seat again over a new one when it is lost.
 * A session that has ended stays so; another stay is another session.
 */
export class Session {
  private phase: Phase = { name: 'idle' };
  private socket: ControlSocket | null = null;
  /** The socket that last joined. */
  private admitted: ControlSocket | null = null;
  private displayName = '';
  private seat: string | null = null;
  private pin: string | null = null;
  private everJoined = false;
  /** Attempts that failed since a stay last held for {@link STEADY_MS}. */
  private failures = 0;
  private settledAt: number | null = null;
  private opening = false;
  private pinging = false;
  private startAfresh = false;
  private closingReason: string | null = null;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private watchTimer: ReturnType<typeof setInterval> | undefined;
  private openTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly world: SessionWorld,
    private readonly listener: SessionListener,
  ) {}

  /** Goes in. `seat` is one kept over a reload of the page, `pin` the room's, where the user has typed it. */
  start(displayName: string, seat: string | null = null, pin: string | null = null): void {
    this.displayName = displayName;
    this.pin = pin;
    this.seat = seat;
    this.become({ name: 'joining' });
    this.watchTimer = setInterval(() => this.watch(), WATCH_EVERY_MS);
    this.connect();
  }

  /** The seat held, to be kept over a reload; null where there is none. */
  get heldSeat(): string | null {
    return this.phase.name === 'ended' ? null : this.seat;
  }

  /** Asks over the socket that has joined; rejects at once while there is none. */
  readonly ask: Ask = <M extends Method>(method: M, data: DataOf<M>, withinMs?: number): Promise<AnswerOf<M>> => {
    if (this.socket === null || this.socket !== this.admitted) {
      return Promise.reject(new ControlError('disconnected', `${method}: not connected`));
    }
    return this.socket.ask(method, data, withinMs);
  };

  /** Gives the seat up and closes. */
  async leave(): Promise<void> {
    const socket = this.socket;
    this.socket = null;
    this.end({ kind: 'left' });
    if (socket !== null) {
      await socket.ask('leave', {}, 1000).catch(() => undefined);
      socket.abandon('left');
    }
  }

  /** Asks whether the socket still lives, and connects anew where it does not: after a change of network. */
  checkNow(): void {
    if (this.phase.name === 'reconnecting') {
      this.retryNow();
    } else if (this.phase.name === 'joined') {
      this.ping(URGENT_PING_WITHIN_MS);
    }
  }

  /** Cuts the wait for the next attempt short. */
  retryNow(): void {
    if (this.phase.name !== 'reconnecting') {
      return;
    }
    if (this.socket !== null && this.opening) {
      this.socket.abandon('dialled anew');
      this.socket = null;
    }
    if (this.socket === null) {
      clearTimeout(this.retryTimer);
      this.connect();
    }
  }

  /** Joins again from scratch, with the same seat: media is set up anew. */
  rejoin(why: string): void {
    this.startAfresh = true;
    this.drop(why);
  }

  /** Lets the socket go as if the network had lost it. */
  drop(why: string): void {
    if (this.socket !== null && this.phase.name !== 'ended') {
      this.socket.abandon(why);
      this.lost(why);
    }
  }

  private connect(): void {
    this.closingReason = null;
    this.opening = true;
    const socket: ControlSocket = new ControlSocket(this.world.dial(), {
      onOpen: () => {
        this.opening = false;
        clearTimeout(this.openTimer);
        void this.join(socket);
      },
      onEvent: (event) => this.heard(event),
      onClose: (code, reason) => {
        if (this.socket === socket) {
          void this.closed(code, reason);
        }
      },
    });
    this.socket = socket;
    clearTimeout(this.openTimer);
    this.openTimer = setTimeout(() => {
      if (this.socket === socket) {
        socket.abandon('not open in time');
        void this.closed(1006, 'not open in time');
      }
    }, OPEN_WITHIN_MS);
  }

  private async join(socket: ControlSocket): Promise<void> {
    try {
      const hello = await socket.ask('hello', {});
      const rtpCapabilities = await this.listener.prepare(hello);
      const answer = await this.takeSeat(socket, rtpCapabilities);
      if (this.socket !== socket) {
        return;
      }
      this.admitted = socket;
      this.seat = answer.seat;
      this.everJoined = true;
      this.startAfresh = false;
      const settled = this.listener.onJoined(answer);
      this.become({ name: 'joined' });
      await settled;
      this.settledAt = Date.now();
    } catch (error) {
      if (this.socket === socket) {
        this.joinFailed(error);
      }
    }
  }

  private async takeSeat(
    socket: ControlSocket,
    rtpCapabilities: DataOf<'join'>['rtpCapabilities'],
  ): Promise<JoinAnswer> {
    const { displayName, seat } = this;
    const fresh = { displayName, rtpCapabilities, ...(this.pin === null ? {} : { pin: this.pin }) };
    if (seat === null) {
      return socket.ask('join', fresh);
    }
    const resume = this.everJoined && !this.startAfresh && this.listener.canResume();
    try {
      return await socket.ask('join', { displayName, rtpCapabilities, seat, resume });
    } catch (error) {
      if (!hasCode(error, 'seat-gone')) {
        throw error;
      }
      this.seat = null;
      return socket.ask('join', fresh);
    }
  }

  private joinFailed(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (hasCode(error, 'room-full')) {
      this.end({ kind: 'full', message });
    } else if (hasCode(error, 'pin-required')) {
      this.end({ kind: 'pin', problem: null });
    } else if (hasCode(error, 'wrong-pin')) {
      this.end({ kind: 'pin', problem: message });
    } else if (hasCode(error, 'room-closed')) {
      this.end({ kind: 'closed', reason: message });
    } else if (hasCode(error, 'disconnected', 'timeout', 'shutting-down') || this.failures < FIRST_TRIES) {
      this.startAfresh = true;
      this.drop(message);
    } else {
      this.end({ kind: 'failed', message });
    }
  }

  private heard(event: RoomEvent): void {
    if (event.event === 'closing') {
      this.closingReason = event.data.reason;
    }
    this.listener.onEvent(event);
  }

  private async closed(code: number, reason: string): Promise<void> {
    const why = this.closingReason ?? reason;
    switch (code) {
      case CloseCode.LEFT:
        return this.end({ kind: 'closed', reason: why });
      case CloseCode.LIMIT:
        return this.end({ kind: 'limit', reason: why });
      case CloseCode.TAKEN_OVER:
        return this.end({ kind: 'taken-over' });
      case CloseCode.REMOVED:
        return this.end({ kind: 'removed', reason: why });
      case CloseCode.SHUTTING_DOWN:
        return this.lost(why || 'the appliance is shutting down');
    }
    if (this.opening) {
      const socket = this.socket;
      const refusal = await this.world.whyRefused();
      if (this.socket !== socket) {
        return;
      }
      if (refusal !== null && isFinal(refusal)) {
        return this.end({ kind: 'refused', refusal });
      }
    }
    this.lost(why || 'the connection was lost');
  }

  private lost(why: string): void {
    clearTimeout(this.openTimer);
    this.socket = null;
    if (this.settledAt !== null && Date.now() - this.settledAt >= STEADY_MS) {
      this.failures = 0;
    }
    this.settledAt = null;
    const attempt = this.failures++;
    if (!this.everJoined && this.failures >= FIRST_TRIES) {
      this.end({ kind: 'unreachable' });
      return;
    }
    if (this.everJoined) {
      this.become({ name: 'reconnecting', attempt, why });
    }
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.connect(), backoff(attempt));
  }

  private watch(): void {
    const quiet = this.socket !== null && Date.now() - this.socket.heardAt >= QUIET_MS;
    if (this.phase.name === 'joined' && quiet && !this.pinging) {
      this.ping(PING_WITHIN_MS);
    }
  }

  private ping(withinMs: number): void {
    const socket = this.socket;
    if (socket === null) {
      return;
    }
    this.pinging = true;
    socket
      .ask('ping', {}, withinMs)
      .catch((error: unknown) => {
        if (hasCode(error, 'timeout') && this.socket === socket) {
          this.drop('the connection went silent');
        }
      })
      .finally(() => {
        this.pinging = false;
      });
  }

  private end(end: End): void {
    if (this.phase.name === 'ended') {
      return; // the first reason wins
    }
    clearTimeout(this.retryTimer);
    clearTimeout(this.openTimer);
    clearInterval(this.watchTimer);
    this.socket?.abandon('ended');
    this.socket = null;
    this.become({ name: 'ended', end });
  }

  private become(phase: Phase): void {
    this.phase = phase;
    this.listener.onPhase(phase);
  }
}
