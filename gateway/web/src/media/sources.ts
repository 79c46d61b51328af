import type { Switches } from '../switches';
import { InsecureError } from './problem';
import type { Sound } from './sound';
import { colourPicture, testTone } from './test-sources';

export type InputKind = 'microphone' | 'camera';

/** Where tracks come from. Whoever opens one stops it. */
export interface Sources {
  open(kind: InputKind, deviceId: string | null): Promise<MediaStreamTrack>;
  /** Both with one question to the user, where the browser can; rejects when either cannot be had. */
  openBoth(microphoneId: string | null, cameraId: string | null): Promise<Record<InputKind, MediaStreamTrack>>;
}

/** The browser's devices, with a tone or a picture in their place where the page's address asks for it. */
export function sourcesFor(switches: Switches, sound: Sound): Sources {
  const synthetic: Partial<Record<InputKind, () => Promise<MediaStreamTrack>>> = {};
  const { testTone: hertz, toneSwing, toneLevel, videoColour } = switches;
  if (hertz !== null) {
    synthetic.microphone = () => testTone(sound.context(), hertz, toneSwing, toneLevel);
  }
  if (videoColour !== null) {
    synthetic.camera = async () => colourPicture(videoColour);
  }
  const open = (kind: InputKind, deviceId: string | null) => synthetic[kind]?.() ?? fromDevice(kind, deviceId);
  return {
    open,
    async openBoth(microphoneId, cameraId) {
      if (synthetic.microphone !== undefined || synthetic.camera !== undefined) {
        const microphone = await open('microphone', microphoneId);
        try {
          return { microphone, camera: await open('camera', cameraId) };
        } catch (error) {
          microphone.stop();
          throw error;
        }
      }
      const stream = await devices().getUserMedia({
        audio: microphoneConstraints(microphoneId),
        video: cameraConstraints(cameraId),
      });
      return { microphone: first(stream.getAudioTracks()), camera: first(stream.getVideoTracks()) };
    },
  };
}

async function fromDevice(kind: InputKind, deviceId: string | null): Promise<MediaStreamTrack> {
  const stream = await devices().getUserMedia(
    kind === 'microphone' ? { audio: microphoneConstraints(deviceId) } : { video: cameraConstraints(deviceId) },
  );
  return first(stream.getTracks());
}

function devices(): MediaDevices {
  // Undefined outside a secure context, whatever the type says.
  const found: MediaDevices | undefined = navigator.mediaDevices;
  if (found === undefined) {
    throw new InsecureError();
  }
  return found;
}

/** `ideal`, so that a device that has been unplugged is replaced and not missed. */
function microphoneConstraints(deviceId: string | null): MediaTrackConstraints {
  return {
    ...(deviceId === null ? {} : { deviceId: { ideal: deviceId } }),
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
  };
}

function cameraConstraints(deviceId: string | null): MediaTrackConstraints {
  return {
    ...(deviceId === null ? { facingMode: 'user' } : { deviceId: { ideal: deviceId } }),
    width: { ideal: 1280, max: 1280 },
    height: { ideal: 720, max: 720 },
    frameRate: { ideal: 30, max: 30 },
  };
}

function first(tracks: MediaStreamTrack[]): MediaStreamTrack {
  const track = tracks[0];
  if (track === undefined) {
    throw new Error('the browser gave a stream without a track');
  }
  return track;
}
