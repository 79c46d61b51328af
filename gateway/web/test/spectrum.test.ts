import { expect, test } from 'vitest';
import { Spectrum } from '../src/testing/spectrum';

const RATE = 48_000;

function sine(hertz: number, amplitude: (seconds: number) => number): Float32Array {
  return Float32Array.from(
    { length: 8192 },
    (_, at) => amplitude(at / RATE) * Math.sin((2 * Math.PI * hertz * at) / RATE),
  );
}

function levels(samples: Float32Array, ...frequencies: number[]): number[] {
  const spectrum = new Spectrum(RATE, frequencies);
  spectrum.add(samples);
  return spectrum.levels();
}

test('a sine has its amplitude at its frequency and nothing elsewhere', () => {
  const [at, beside] = levels(
    sine(440, () => 0.5),
    440,
    660,
  );
  expect(at).toBeCloseTo(-6.02, 1);
  expect(beside).toBeLessThan(-80);
});

test('a frequency between two bins loses little', () => {
  expect(
    levels(
      sine(443, () => 1),
      443,
    )[0],
  ).toBeGreaterThan(-0.3);
});

test('silence is -120', () => {
  expect(levels(new Float32Array(8192), 440)).toEqual([-120]);
});
