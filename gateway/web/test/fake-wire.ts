import type { Method, Request, RoomEvent } from '../src/control/protocol';
import type { Wire } from '../src/control/socket';

/** A WebSocket whose far end is the test. */
export class FakeWire implements Wire {
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  readonly sent: Request[] = [];
  closed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Request);
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.onopen?.(new Event('open'));
  }

  say(message: unknown): void {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) } as MessageEvent);
  }

  event(event: RoomEvent): void {
    this.say(event);
  }

  /** The far end closes. */
  drop(code = 1006, reason = ''): void {
    this.closed = true;
    this.onclose?.({ code, reason } as CloseEvent);
  }

  last(method: Method): Request {
    const request = this.sent.filter((each) => each.method === method).at(-1);
    if (request === undefined) {
      throw new Error(`no ${method} was sent, only ${this.sent.map((each) => each.method).join(', ')}`);
    }
    return request;
  }

  answer(method: Method, data: unknown = {}): void {
    this.say({ id: this.last(method).id, ok: true, data });
  }

  refuse(method: Method, code: string, message = code): void {
    this.say({ id: this.last(method).id, ok: false, error: { code, message } });
  }
}
