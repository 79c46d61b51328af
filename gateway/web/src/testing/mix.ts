import type { RemoteTrack } from '../media/receiving';
import type { Sound } from '../media/sound';
import { Spectrum } from './spectrum';

const BLOCK = 8192;

/** All remote sound of the page in one place, to be measured. Costs nothing before the first measurement. */
export class Mix {
  private analyser: AnalyserNode | null = null;
  private readonly sources = new Map<string, MediaStreamAudioSourceNode>();

  constructor(
    private readonly sound: Sound,
    private readonly tracks: () => RemoteTrack[],
  ) {}

  /** Loudness near each frequency in dBFS, averaged over `seconds`. */
  async levels(frequencies: readonly number[], seconds = 1): Promise<number[]> {
    const context = this.sound.context();
    const analyser = this.analyserOf(context);
    this.connect(context, analyser);
    const spectrum = new Spectrum(context.sampleRate, frequencies);
    const samples = new Float32Array(BLOCK);
    const blockMs = (1000 * BLOCK) / context.sampleRate;
    await pause(2 * blockMs); // whatever was in the buffer before
    for (let block = 0; block < Math.max(1, Math.round((1000 * seconds) / blockMs)); block++) {
      await pause(blockMs);
      this.connect(context, analyser);
      analyser.getFloatTimeDomainData(samples);
      spectrum.add(samples);
    }
    return spectrum.levels();
  }

  private analyserOf(context: AudioContext): AnalyserNode {
    if (this.analyser === null) {
      this.analyser = new AnalyserNode(context, { fftSize: BLOCK, smoothingTimeConstant: 0 });
      const silence = new GainNode(context, { gain: 0 });
      this.analyser.connect(silence).connect(context.destination);
    }
    return this.analyser;
  }

  private connect(context: AudioContext, analyser: AnalyserNode): void {
    const tracks = this.tracks().filter((remote) => remote.kind === 'audio');
    const here = new Set(tracks.map((remote) => remote.consumerId));
    for (const [consumerId, source] of this.sources) {
      if (!here.has(consumerId)) {
        source.disconnect();
        this.sources.delete(consumerId);
      }
    }
    for (const { consumerId, track } of tracks) {
      if (!this.sources.has(consumerId)) {
        const source = context.createMediaStreamSource(new MediaStream([track]));
        source.connect(analyser);
        this.sources.set(consumerId, source);
      }
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
