import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type KeptSeat, keepSeat, takeKeptSeat } from '../../src/room/kept-seat';

const SEAT: KeptSeat = {
  room: 'lobby',
  seat: 'secret',
  displayName: 'Ada',
  muted: true,
  microphone: true,
  camera: false,
  leftAt: 1_000_000,
};

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a reloaded page finds the seat, once', () => {
  keepSeat(SEAT);
  expect(takeKeptSeat('lobby', SEAT.leftAt + 2000)).toEqual(SEAT);
  expect(takeKeptSeat('lobby', SEAT.leftAt + 2000)).toBeNull();
});

test('a seat is good for thirty seconds', () => {
  keepSeat(SEAT);
  expect(takeKeptSeat('lobby', SEAT.leftAt + 30_000)).toBeNull();
});

test('a seat is good in its own room only', () => {
  keepSeat(SEAT);
  expect(takeKeptSeat('kitchen', SEAT.leftAt)).toBeNull();
});

test('a browser without storage has no seat, and no error', () => {
  vi.stubGlobal('sessionStorage', undefined);
  keepSeat(SEAT);
  expect(takeKeptSeat('lobby', SEAT.leftAt)).toBeNull();
});
