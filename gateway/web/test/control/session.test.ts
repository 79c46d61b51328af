import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Phase } from '../../src/control/phase';
import type { JoinAnswer } from '../../src/control/protocol';
import type { Refusal } from '../../src/control/refusal';
import { Session } from '../../src/control/session';
import { FakeWire } from '../fake-wire';

const HELLO = { protocol: 1, room: 'lobby', routerRtpCapabilities: {}, iceServers: [] };

let wires: FakeWire[];
let phases: Phase[];
let joins: JoinAnswer[];
let refusal: Refusal | null;
let resumable: boolean;
let onJoined: (answer: JoinAnswer) => Promise<void>;
let session: Session;

beforeEach(() => {
  vi.useFakeTimers();
  wires = [];
  phases = [];
  joins = [];
  refusal = null;
  resumable = true;
  onJoined = async () => undefined;
  session = new Session(
    {
      dial: () => {
        const wire = new FakeWire();
        wires.push(wire);
        return wire;
      },
      whyRefused: async () => refusal,
    },
    {
      onPhase: (phase) => phases.push(phase),
      onEvent: () => undefined,
      prepare: async () => ({ codecs: [] }),
      canResume: () => resumable,
      onJoined: (answer) => {
        joins.push(answer);
        return onJoined(answer);
      },
    },
  );
});

afterEach(() => {
  vi.useRealTimers();
});

function wire(): FakeWire {
  const last = wires.at(-1);
  if (last === undefined) {
    throw new Error('nothing was dialled');
  }
  return last;
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const phase = () => phases.at(-1);

async function greet(): Promise<void> {
  wire().open();
  await settle();
  wire().answer('hello', HELLO);
  await settle();
}

async function admit(part: Partial<JoinAnswer> = {}): Promise<void> {
  await greet();
  const answer = { participantId: 'p', seat: 's1', seatGraceSeconds: 30, resumed: false, participants: [], ...part };
  wire().answer('join', answer);
  await settle();
}

async function joined(): Promise<void> {
  session.start('Ada');
  await admit();
}

describe('joining', () => {
  test('says hello, then joins with the name', async () => {
    session.start('Ada');
    expect(phase()).toEqual({ name: 'joining' });
    await greet();
    expect(wire().last('join').data).toEqual({ displayName: 'Ada', rtpCapabilities: { codecs: [] } });
    wire().answer('join', { participantId: 'p', seat: 's1', seatGraceSeconds: 30, resumed: false, participants: [] });
    await settle();
    expect(phase()).toEqual({ name: 'joined' });
    expect(session.heldSeat).toBe('s1');
  });

  test('after a reload takes the kept seat without resuming', async () => {
    session.start('Ada', 'kept');
    await greet();
    expect(wire().last('join').data).toMatchObject({ seat: 'kept', resume: false });
  });

  test('goes in anew where the seat has run out', async () => {
    session.start('Ada', 'kept');
    await greet();
    wire().refuse('join', 'seat-gone');
    await settle();
    expect(wire().last('join').data).not.toHaveProperty('seat');
    wire().answer('join', { participantId: 'p', seat: 's2', seatGraceSeconds: 30, resumed: false, participants: [] });
    await settle();
    expect(phase()).toEqual({ name: 'joined' });
    expect(session.heldSeat).toBe('s2');
  });

  test('ends where the room asks for a PIN', async () => {
    session.start('Ada');
    await greet();
    wire().refuse('join', 'pin-required', 'support asks for a PIN; join with pin');
    await settle();
    expect(phase()).toEqual({ name: 'ended', end: { kind: 'pin', problem: null } });
  });

  test('sends the PIN that was typed, and tells where it is wrong', async () => {
    session.start('Ada', null, '0000');
    await greet();
    expect(wire().last('join').data).toMatchObject({ pin: '0000' });
    wire().refuse('join', 'wrong-pin', 'that is not the PIN');
    await settle();
    expect(phase()).toEqual({ name: 'ended', end: { kind: 'pin', problem: 'that is not the PIN' } });
  });

  test('ends where the room is full, with the reason', async () => {
    session.start('Ada');
    await greet();
    wire().refuse('join', 'room-full', 'lobby takes 2');
    await settle();
    expect(phase()).toEqual({ name: 'ended', end: { kind: 'full', message: 'lobby takes 2' } });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('shows the refusal of an address that is not let in, and asks no more', async () => {
    refusal = { status: 403, title: 'Not let in', detail: 'access.browsers' };
    session.start('Ada');
    wire().drop();
    await settle();
    expect(phase()).toEqual({ name: 'ended', end: { kind: 'refused', refusal } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(wires).toHaveLength(1);
  });

  test('gives up after three tries where nothing answers', async () => {
    session.start('Ada');
    for (let each = 0; each < 3; each++) {
      wire().drop();
      await vi.advanceTimersByTimeAsync(3000);
    }
    expect(wires).toHaveLength(3);
    expect(phase()).toEqual({ name: 'ended', end: { kind: 'unreachable' } });
  });

  test('a socket that never opens counts as a try', async () => {
    session.start('Ada');
    await vi.advanceTimersByTimeAsync(8001);
    expect(wires).toHaveLength(2);
    expect(wires[0]?.closed).toBe(true);
  });
});

describe('a lost connection', () => {
  test('is made anew at once, with the seat, resuming', async () => {
    await joined();
    wire().drop();
    expect(phase()).toMatchObject({ name: 'reconnecting', attempt: 0 });
    await settle();
    expect(wires).toHaveLength(2);
    await greet();
    expect(wire().last('join').data).toMatchObject({ seat: 's1', resume: true });
    wire().answer('join', { participantId: 'p', seat: 's1', seatGraceSeconds: 30, resumed: true, participants: [] });
    await settle();
    expect(phase()).toEqual({ name: 'joined' });
    expect(joins.at(-1)?.resumed).toBe(true);
  });

  test('does not resume where the media are not known well enough', async () => {
    await joined();
    resumable = false;
    wire().drop();
    await settle();
    await greet();
    expect(wire().last('join').data).toMatchObject({ seat: 's1', resume: false });
  });

  test('is retried ever more slowly, eight seconds apart at most, without end', async () => {
    await joined();
    wire().drop();
    await settle();
    const times: number[] = [];
    for (let each = 0; each < 10; each++) {
      const [count, from] = [wires.length, Date.now()];
      wire().drop();
      while (wires.length === count) {
        await vi.advanceTimersByTimeAsync(50);
      }
      times.push(Date.now() - from);
    }
    expect(times[0]).toBeLessThanOrEqual(600);
    expect(times.at(-1)).toBeLessThanOrEqual(8100);
    expect(times.at(-1)).toBeGreaterThan(5000);
    expect(phase()?.name).toBe('reconnecting');
  });

  test('is retried at once when the network is back', async () => {
    await joined();
    wire().drop();
    await settle();
    for (let each = 0; each < 5; each++) {
      wire().drop();
      await vi.advanceTimersByTimeAsync(5000);
    }
    wire().drop();
    await settle();
    const count = wires.length;
    session.checkNow();
    expect(wires).toHaveLength(count + 1);
  });

  test('a dial that hangs is replaced when the network is back', async () => {
    await joined();
    wire().drop();
    await settle();
    const hanging = wire();
    session.checkNow();
    expect(hanging.closed).toBe(true);
    expect(wire()).not.toBe(hanging);
  });

  test('takes requests again once it has joined, and refuses them before', async () => {
    await joined();
    wire().drop();
    await settle();
    await expect(session.ask('pauseProducer', { producerId: 'x' })).rejects.toMatchObject({ code: 'disconnected' });
    wire().open();
    await expect(session.ask('pauseProducer', { producerId: 'x' })).rejects.toMatchObject({ code: 'disconnected' });
    await admit();
    const asked = session.ask('pauseProducer', { producerId: 'x' });
    wire().answer('pauseProducer');
    await expect(asked).resolves.toEqual({});
  });

  test('goes in as somebody new where the seat has run out', async () => {
    await joined();
    wire().drop();
    await settle();
    await greet();
    wire().refuse('join', 'seat-gone');
    await settle();
    wire().answer('join', { participantId: 'p2', seat: 's2', seatGraceSeconds: 30, resumed: false, participants: [] });
    await settle();
    expect(joins.at(-1)).toMatchObject({ participantId: 'p2', resumed: false });
    expect(session.heldSeat).toBe('s2');
  });

  test('a restart of the appliance is waited for', async () => {
    await joined();
    wire().event({ event: 'closing', data: { reason: 'the appliance shuts down' } });
    wire().drop(1001);
    expect(phase()).toMatchObject({ name: 'reconnecting', why: 'the appliance shuts down' });
    await vi.advanceTimersByTimeAsync(100);
    await admit();
    expect(phase()).toEqual({ name: 'joined' });
  });
});

describe('a silent connection', () => {
  test('is asked for life after five seconds, and kept when it answers', async () => {
    await joined();
    await vi.advanceTimersByTimeAsync(6000);
    wire().answer('ping');
    await vi.advanceTimersByTimeAsync(4500);
    expect(wires).toHaveLength(1);
    expect(phase()).toEqual({ name: 'joined' });
  });

  test('an error is a sign of life too', async () => {
    await joined();
    await vi.advanceTimersByTimeAsync(6000);
    wire().refuse('ping', 'unknown-method');
    await vi.advanceTimersByTimeAsync(4500);
    expect(phase()).toEqual({ name: 'joined' });
  });

  test('is taken for lost when it does not answer', async () => {
    await joined();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(wires.length).toBeGreaterThan(1);
    expect(wires[0]?.closed).toBe(true);
    expect(phase()?.name).toBe('reconnecting');
  });

  test('is asked at once after a change of network', async () => {
    await joined();
    session.checkNow();
    expect(wire().last('ping')).toBeDefined();
    await vi.advanceTimersByTimeAsync(2500);
    expect(phase()?.name).toBe('reconnecting');
  });
});

describe('media that cannot be set up', () => {
  test('make the session join from scratch with its seat', async () => {
    onJoined = async () => Promise.reject(new Error('no such transport'));
    await joined();
    await vi.advanceTimersByTimeAsync(1000);
    onJoined = async () => undefined;
    await greet();
    expect(wire().last('join').data).toMatchObject({ seat: 's1', resume: false });
  });

  test('end the stay when that goes on', async () => {
    onJoined = async () => Promise.reject(new Error('no codec'));
    session.start('Ada');
    for (let each = 0; each < 5 && phase()?.name !== 'ended'; each++) {
      await admit();
      await vi.advanceTimersByTimeAsync(3000);
    }
    expect(phase()).toEqual({ name: 'ended', end: { kind: 'failed', message: 'no codec' } });
  });
});

describe('the end', () => {
  test.each([
    [4001, 'taken-over'],
    [4003, 'removed'],
    [1000, 'closed'],
    [1008, 'limit'],
  ])('a socket closed with %i is not opened again: %s', async (code, kind) => {
    await joined();
    wire().event({ event: 'closing', data: { reason: 'because' } });
    wire().drop(code);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(phase()).toMatchObject({ name: 'ended', end: { kind } });
    expect(wires).toHaveLength(1);
    expect(session.heldSeat).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('leaving tells the server and leaves no timer behind', async () => {
    await joined();
    const left = session.leave();
    expect(phase()).toEqual({ name: 'ended', end: { kind: 'left' } });
    wire().answer('leave');
    await left;
    expect(wire().closed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('leaving while reconnecting stops trying', async () => {
    await joined();
    wire().drop();
    await session.leave();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(wires).toHaveLength(1);
  });
});
