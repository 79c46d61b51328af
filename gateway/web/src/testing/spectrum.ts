/** Half the width, in hertz, of the band around a frequency whose power counts as that frequency's. */
const HALF_BAND_HZ = 15;

/** Sums the power near frequencies over any number of blocks of samples. */
export class Spectrum {
  private readonly power: number[];
  private blocks = 0;

  constructor(
    private readonly sampleRate: number,
    private readonly frequencies: readonly number[],
  ) {
    this.power = frequencies.map(() => 0);
  }

  add(samples: Float32Array): void {
    const windowed = hann(samples);
    this.frequencies.forEach((frequency, index) => {
      this.power[index] = (this.power[index] ?? 0) + bandPower(windowed, frequency, this.sampleRate);
    });
    this.blocks += 1;
  }

  /** The mean power near each frequency in dBFS: 0 for a sine of full amplitude, -120 at the least. */
  levels(): number[] {
    return this.power.map((sum) => Math.max(-120, 10 * Math.log10(sum / Math.max(1, this.blocks) + 1e-12)));
  }
}

/** Scaled so that the bins around a sine of amplitude 1 sum up to power 1. */
function bandPower(windowed: Float32Array, frequency: number, sampleRate: number): number {
  const resolution = sampleRate / windowed.length;
  const lowest = Math.max(1, Math.ceil((frequency - HALF_BAND_HZ) / resolution));
  const highest = Math.floor((frequency + HALF_BAND_HZ) / resolution);
  let power = 0;
  for (let bin = lowest; bin <= highest; bin++) {
    power += binPower(windowed, (2 * Math.PI * bin) / windowed.length);
  }
  // The Hann window keeps 3/8 of a signal's power; a sine of amplitude 1 has its power in two mirrored bins.
  return (4 * power) / (windowed.length * windowed.length) / 1.5;
}

/** Goertzel's algorithm: squared magnitude of one bin of the discrete Fourier transform. */
function binPower(samples: Float32Array, omega: number): number {
  const coefficient = 2 * Math.cos(omega);
  let [before, last] = [0, 0];
  for (const sample of samples) {
    [before, last] = [last, sample + coefficient * last - before];
  }
  return last * last + before * before - coefficient * last * before;
}

/** With a Hann window of mean 1. */
function hann(samples: Float32Array): Float32Array {
  return samples.map((sample, index) => sample * (1 - Math.cos((2 * Math.PI * index) / samples.length)));
}
