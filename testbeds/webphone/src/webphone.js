// A WebRTC SIP phone made of SIP.js, for tests: says a swinging tone, tells what it hears, and does what it is told through
// window.webphone. Everything it learns of the far end is in plain values, to be read from outside.
import { Inviter, Messager, Registerer, RegistererState, SessionState, UserAgent, Web } from 'sip.js';

const SWING_HZ = 4; // steady tones are taken for noise
const NEAR_HZ = 15;

const phone = {
  registration: 'none',
  call: 'none',
  refusal: '',
  holding: 'no',
  messages: [],
  start,
  dial,
  hold: (on) => renegotiate(on),
  press,
  pressByInfo,
  write,
  writeOutside,
  hangUp,
  level,
  stats,
};
window.webphone = phone;

let agent;
let registerer;
let session;
let audio;
let sound;

function tone(frequency, loudness) {
  audio = new AudioContext({ sampleRate: 48000 });
  const oscillator = new OscillatorNode(audio, { frequency });
  const swing = new OscillatorNode(audio, { frequency: SWING_HZ });
  const depth = new GainNode(audio, { gain: loudness * 0.4 });
  const gain = new GainNode(audio, { gain: loudness * 0.6 });
  swing.connect(depth).connect(gain.gain);
  sound = audio.createMediaStreamDestination();
  oscillator.connect(gain).connect(sound);
  oscillator.start();
  swing.start();
}

/** Connects and registers. */
async function start({ user, password, frequency, loudness }) {
  tone(frequency, loudness);
  const media = () => Promise.resolve(new MediaStream(sound.stream.getTracks().map((track) => track.clone())));
  agent = new UserAgent({
    uri: UserAgent.makeURI(`sip:${user}@${location.hostname}`),
    displayName: user,
    authorizationUsername: user,
    authorizationPassword: password,
    transportOptions: { server: `wss://${location.host}/sip` },
    sessionDescriptionHandlerFactory: Web.defaultSessionDescriptionHandlerFactory(media),
    sessionDescriptionHandlerFactoryOptions: { peerConnectionConfiguration: { iceServers: [] } },
    logLevel: 'warn',
    delegate: {
      onInvite: (invitation) => {
        follow(invitation);
        invitation.accept().catch((error) => console.error(`not accepted: ${error}`));
      },
      onMessage: (message) => read(message),
    },
  });
  await agent.start();
  registerer = new Registerer(agent, { expires: 120 });
  registerer.stateChange.addListener((state) => {
    phone.registration = state;
  });
  await registerer.register();
}

function read(message) {
  phone.messages.push(message.request.body);
  message.accept();
}

function follow(next) {
  session = next;
  phone.call = next.state;
  phone.refusal = '';
  phone.holding = 'no';
  next.delegate = { onMessage: (message) => read(message) };
  next.stateChange.addListener((state) => {
    if (next !== session) {
      return;
    }
    phone.call = state;
    if (state === SessionState.Established) {
      listen(next.sessionDescriptionHandler.remoteMediaStream);
    }
  });
}

async function dial(user) {
  const inviter = new Inviter(agent, UserAgent.makeURI(`sip:${user}@${location.hostname}`));
  follow(inviter);
  await inviter.invite({
    requestDelegate: {
      onReject: ({ message }) => {
        phone.refusal = `${message.statusCode} ${message.reasonPhrase}`;
      },
    },
  });
}

let analyser;

/** Chromium gives WebAudio a far end's track only while an element plays it too. */
function listen(stream) {
  const element = new Audio();
  element.muted = true;
  element.srcObject = stream;
  element.play().catch((error) => console.error(`not played: ${error}`));
  analyser?.disconnect();
  analyser = new AnalyserNode(audio, { fftSize: 32768, smoothingTimeConstant: 0 });
  audio.createMediaStreamSource(stream).connect(analyser);
  phone.element = element;
}

/** How loud it is near a frequency in what came last (0.7 s), in dB. */
function level(frequency) {
  if (analyser === undefined) {
    return -200;
  }
  const bins = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(bins);
  const width = audio.sampleRate / analyser.fftSize;
  const near = bins.slice(Math.floor((frequency - NEAR_HZ) / width), Math.ceil((frequency + NEAR_HZ) / width));
  return Math.max(-200, ...near);
}

/** On hold and back, by re-INVITE; silent meanwhile, as SIP.js' own simple phone is. */
async function renegotiate(on) {
  phone.holding = 'pending';
  for (const { track } of session.sessionDescriptionHandler.peerConnection.getSenders()) {
    track.enabled = !on;
  }
  session.sessionDescriptionHandlerOptionsReInvite = { hold: on };
  await session.invite({
    requestDelegate: {
      onAccept: () => {
        phone.holding = on ? 'yes' : 'no';
      },
      onReject: ({ message }) => {
        phone.holding = `refused ${message.statusCode}`;
      },
    },
  });
}

/** Telephone-events (RFC 4733), by the browser. */
function press(keys) {
  return session.sessionDescriptionHandler.sendDtmf(keys, { duration: 120 });
}

function pressByInfo(key) {
  return session.info({
    requestOptions: {
      body: {
        contentDisposition: 'render',
        contentType: 'application/dtmf-relay',
        content: `Signal=${key}\r\nDuration=160`,
      },
    },
  });
}

/** MESSAGE within the call. */
function write(text) {
  return session.message({
    requestOptions: { body: { contentDisposition: 'render', contentType: 'text/plain', content: text } },
  });
}

/** MESSAGE outside of it. */
function writeOutside(user, text) {
  return new Messager(agent, UserAgent.makeURI(`sip:${user}@${location.hostname}`), text).message();
}

async function hangUp() {
  await session.bye();
}

/** The transport of the call's media and what it has agreed on. */
async function stats() {
  const report = await session.sessionDescriptionHandler.peerConnection.getStats();
  const all = [...report.values()];
  const transport = all.find(({ type }) => type === 'transport');
  const codecs = all.filter(({ type }) => type === 'codec').map(({ mimeType }) => mimeType);
  return { dtls: transport?.dtlsState, srtp: transport?.srtpCipher, ice: transport?.iceState, codecs };
}

window.addEventListener('pagehide', () => {
  if (registerer?.state === RegistererState.Registered) {
    registerer.unregister();
  }
});
