import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { IceWatch } from '../../src/media/ice-watch';

let restarts: number;
let hopeless: number;
let watch: IceWatch;

beforeEach(() => {
  vi.useFakeTimers();
  restarts = 0;
  hopeless = 0;
  watch = new IceWatch({
    restart: async () => {
      restarts += 1;
    },
    giveUp: () => {
      hopeless += 1;
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
});

test('a short loss mends itself', () => {
  watch.onState('disconnected');
  vi.advanceTimersByTime(1500);
  watch.onState('connected');
  vi.advanceTimersByTime(60_000);
  expect(restarts).toBe(0);
});

test('a longer loss restarts ICE', () => {
  watch.onState('disconnected');
  vi.advanceTimersByTime(2000);
  expect(restarts).toBe(1);
});

test('a failure restarts at once, and again, and is given up after three', () => {
  watch.onState('failed');
  vi.advanceTimersByTime(0);
  expect(restarts).toBe(1);
  vi.advanceTimersByTime(24_000);
  expect(restarts).toBe(3);
  expect(hopeless).toBe(1);
});

test('coming back counts anew', () => {
  for (let each = 0; each < 5; each++) {
    watch.onState('failed');
    vi.advanceTimersByTime(100);
    watch.onState('connected');
  }
  expect(restarts).toBe(5);
  expect(hopeless).toBe(0);
});

test('a restart by somebody else is given time', () => {
  watch.onState('disconnected');
  watch.restarted();
  vi.advanceTimersByTime(7000);
  expect(restarts).toBe(0);
  vi.advanceTimersByTime(1000);
  expect(restarts).toBe(1);
});

test('closing leaves no timer', () => {
  watch.onState('failed');
  watch.close();
  expect(vi.getTimerCount()).toBe(0);
});
