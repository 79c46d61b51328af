import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ControlError } from '../../src/control/errors';
import type { RoomEvent } from '../../src/control/protocol';
import { ControlSocket } from '../../src/control/socket';
import { FakeWire } from '../fake-wire';

let wire: FakeWire;
let socket: ControlSocket;
let events: RoomEvent[];
let closes: [number, string][];

beforeEach(() => {
  vi.useFakeTimers();
  wire = new FakeWire();
  events = [];
  closes = [];
  socket = new ControlSocket(wire, {
    onOpen: () => undefined,
    onEvent: (event) => events.push(event),
    onClose: (code, reason) => closes.push([code, reason]),
  });
  wire.open();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a request', () => {
  test('gets the answer that carries its id, whatever the order of answers', async () => {
    const first = socket.ask('restartIce', { transportId: 'a' });
    const second = socket.ask('restartIce', { transportId: 'b' });
    const [one, two] = wire.sent;
    expect(one?.id).not.toBe(two?.id);
    wire.say({ id: two?.id, ok: true, data: { iceParameters: 'second' } });
    wire.say({ id: one?.id, ok: true, data: { iceParameters: 'first' } });
    expect(await first).toEqual({ iceParameters: 'first' });
    expect(await second).toEqual({ iceParameters: 'second' });
  });

  test('carries its method and data', () => {
    socket.ask('consume', { transportId: 't', producerId: 'p' }).catch(() => undefined);
    expect(wire.sent[0]).toMatchObject({ method: 'consume', data: { transportId: 't', producerId: 'p' } });
  });

  test('rejects with the code and message of an error answer', async () => {
    const asked = socket.ask('consume', { transportId: 't', producerId: 'p' });
    wire.refuse('consume', 'no-such-producer', 'producer p has gone');
    await expect(asked).rejects.toEqual(new ControlError('no-such-producer', 'producer p has gone'));
  });

  test('rejects after ten seconds without an answer, and a late one is ignored', async () => {
    const asked = socket.ask('ping', {});
    const rejection = expect(asked).rejects.toMatchObject({ code: 'timeout', outcomeUnknown: true });
    await vi.advanceTimersByTimeAsync(10_000);
    await rejection;
    wire.answer('ping');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('rejects at once when the socket closes, before the closing is told', async () => {
    const asked = socket.ask('ping', {});
    wire.drop(1001, 'bye');
    await expect(asked).rejects.toMatchObject({ code: 'disconnected', outcomeUnknown: true });
    expect(closes).toEqual([[1001, 'bye']]);
    await expect(socket.ask('ping', {})).rejects.toMatchObject({ code: 'disconnected' });
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('an abandoned socket is heard of no more', async () => {
  const asked = socket.ask('ping', {});
  const { onclose } = wire;
  socket.abandon('silent');
  await expect(asked).rejects.toMatchObject({ code: 'disconnected' });
  onclose?.({ code: 1000, reason: '' } as CloseEvent);
  expect(closes).toEqual([]);
  expect(wire.closed).toBe(true);
});

test('events are handed on, and what is not the protocol is ignored', () => {
  wire.say('not json');
  wire.say('[]');
  wire.say('null');
  wire.say({ id: 99, ok: true, data: {} });
  wire.event({ event: 'activeSpeaker', data: { participantId: 'p' } });
  expect(events).toEqual([{ event: 'activeSpeaker', data: { participantId: 'p' } }]);
});

test('many requests stay under the limit of the server, in order', async () => {
  for (let each = 0; each < 300; each++) {
    socket.ask('requestKeyFrame', { consumerId: String(each) }).catch(() => undefined);
  }
  expect(wire.sent.length).toBeLessThanOrEqual(150);
  const before = wire.sent.length;
  await vi.advanceTimersByTimeAsync(1000);
  expect(wire.sent.length - before).toBeGreaterThan(30);
  expect(wire.sent.length - before).toBeLessThanOrEqual(50);
  await vi.advanceTimersByTimeAsync(4000);
  expect(wire.sent.map((request) => (request.data as { consumerId: string }).consumerId)).toEqual(
    Array.from({ length: 300 }, (_, index) => String(index)),
  );
});
