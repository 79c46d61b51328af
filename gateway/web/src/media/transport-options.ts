import type { Device, types } from 'mediasoup-client';
import type { Ask } from '../control/protocol';
import type { ProduceOptions, ProduceTag } from './sending';

const VIDEO_MAX_BITRATE = 1_200_000;
const VIDEO_START_KBITS = 600;

/** Opus with loss correction; silence is sent too (no DTX). */
export function microphoneOptions(): ProduceOptions {
  return { codecOptions: { opusFec: true, opusDtx: false, opusStereo: false } };
}

/** One encoding. `codec` is a codec's name without `video/`, such as `vp8`; the router's first where it has none such. */
export function videoOptions(device: Device, codec: string): ProduceOptions {
  const mimeType = `video/${codec}`.toLowerCase();
  const chosen = device.sendRtpCapabilities.codecs?.find((each) => each.mimeType.toLowerCase() === mimeType);
  return {
    ...(chosen === undefined ? {} : { codec: chosen }),
    encodings: [{ maxBitrate: VIDEO_MAX_BITRATE }],
    codecOptions: { videoGoogleStartBitrate: VIDEO_START_KBITS },
  };
}

/** Lets a transport tell the server its DTLS parameters when it first needs them. */
export function connectWith(transport: types.Transport, ask: Ask): void {
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    ask('connectWebRtcTransport', { transportId: transport.id, dtlsParameters }).then(done, failed);
  });
}

/** Lets a sending transport make producers at the server. */
export function produceWith(transport: types.Transport, ask: Ask): void {
  transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
    const { source, paused } = appData as ProduceTag;
    ask('produce', { transportId: transport.id, kind, rtpParameters, source, paused }).then(done, failed);
  });
}
