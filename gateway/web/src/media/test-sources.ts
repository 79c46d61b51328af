const PICTURE_WIDTH = 640;
const PICTURE_HEIGHT = 360;
const FRAMES_PER_SECOND = 15;

/**
 * A track with a sine tone. `swing` is how often a second its loudness goes down to a fifth and back, which keeps voice
 * detectors from taking it for noise. `level` is the amplitude at its loudest.
 */
export async function testTone(
  context: AudioContext,
  hertz: number,
  swing: number,
  level: number,
): Promise<MediaStreamTrack> {
  const destination = context.createMediaStreamDestination();
  const oscillator = new OscillatorNode(context, { frequency: hertz });
  const depth = swing > 0 ? 0.4 * level : 0;
  const loudness = new GainNode(context, { gain: level - depth });
  oscillator.connect(loudness).connect(destination);
  oscillator.start();
  const swinger = new OscillatorNode(context, { frequency: Math.max(swing, 0.01) });
  const swingDepth = new GainNode(context, { gain: depth });
  swinger.connect(swingDepth).connect(loudness.gain);
  swinger.start();
  const track = destination.stream.getAudioTracks()[0];
  if (track === undefined) {
    throw new Error('the audio context gave no track');
  }
  return withStop(track, () => {
    oscillator.stop();
    swinger.stop();
    loudness.disconnect();
  });
}

/** A track with a picture of one colour, and a number in its middle that counts frames. */
export function colourPicture(colour: string): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = PICTURE_WIDTH;
  canvas.height = PICTURE_HEIGHT;
  const context = canvas.getContext('2d');
  const track = canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks()[0];
  if (context === null || track === undefined) {
    throw new Error('the browser draws no pictures');
  }
  let frame = 0;
  const draw = () => {
    context.fillStyle = colour;
    context.fillRect(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT);
    context.fillStyle = '#ffffff';
    context.font = '48px monospace';
    context.textAlign = 'center';
    context.fillText(String(frame++), PICTURE_WIDTH / 2 + 60 * Math.sin(frame / 10), PICTURE_HEIGHT / 2);
  };
  draw();
  const timer = setInterval(draw, 1000 / FRAMES_PER_SECOND);
  return withStop(track, () => clearInterval(timer));
}

/** Ends what feeds a track when the track is stopped. */
function withStop(track: MediaStreamTrack, also: () => void): MediaStreamTrack {
  const stop = track.stop.bind(track);
  track.stop = () => {
    stop();
    also();
  };
  return track;
}
