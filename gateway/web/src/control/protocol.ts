/**
 * Every message of the control protocol, as docs/control-protocol.md describes it. Shapes of media parameters are
 * mediasoup's. Unknown fields are ignored by both sides.
 */
import type { types } from 'mediasoup-client';

/** The WebSocket subprotocol; its number is the version. */
export const SUBPROTOCOL = 'patchbay-control-1';

export type MediaKind = 'audio' | 'video';
export type ProducerSource = 'microphone' | 'camera' | 'phone';
export type ParticipantKind = 'browser' | 'phone';
export type ParticipantConnection = 'connected' | 'held' | 'away';

export interface ProducerInfo {
  id: string;
  kind: MediaKind;
  source: ProducerSource;
  paused: boolean;
}

export interface Participant {
  id: string;
  kind: ParticipantKind;
  displayName: string;
  connection: ParticipantConnection;
  producers: ProducerInfo[];
}

export type ErrorCode =
  | 'bad-request'
  | 'unknown-method'
  | 'not-joined'
  | 'already-joined'
  | 'no-such-transport'
  | 'no-such-producer'
  | 'no-such-consumer'
  | 'cannot-consume'
  | 'bad-rtp-parameters'
  | 'too-many-messages'
  | 'too-many-changes'
  | 'pin-required'
  | 'wrong-pin'
  | 'room-full'
  | 'room-closed'
  | 'seat-gone'
  | 'shutting-down'
  | 'internal';

export interface HelloAnswer {
  protocol: number;
  room: string;
  routerRtpCapabilities: types.RtpCapabilities;
  iceServers: RTCIceServer[];
  /** SIP addresses that lead a phone into this room, best first. */
  dialIn?: string[];
  /** Whether `join` has to carry the room's PIN. */
  pinRequired?: boolean;
}

export interface ChatMessage {
  id: string;
  /** Null for those who are no participants. */
  participantId: string | null;
  displayName: string;
  text: string;
  /** ISO 8601, UTC. */
  at: string;
}

export interface JoinAnswer {
  participantId: string;
  seat: string;
  seatGraceSeconds: number;
  resumed: boolean;
  participants: Participant[];
  /** What was written of late, oldest first. */
  chat?: ChatMessage[];
}

export interface TransportAnswer {
  id: string;
  iceParameters: types.IceParameters;
  iceCandidates: types.IceCandidate[];
  dtlsParameters: types.DtlsParameters;
}

export interface ConsumeAnswer {
  id: string;
  producerId: string;
  kind: MediaKind;
  rtpParameters: types.RtpParameters;
  type: string;
  producerPaused: boolean;
}

type Nothing = Record<string, never>;

/** What each request carries and what its answer brings. */
export interface Requests {
  hello: { data: Nothing; answer: HelloAnswer };
  join: {
    data: {
      displayName: string;
      rtpCapabilities: types.RtpCapabilities;
      seat?: string;
      resume?: boolean;
      pin?: string;
    };
    answer: JoinAnswer;
  };
  ping: { data: Nothing; answer: Nothing };
  createWebRtcTransport: { data: { direction: 'send' | 'recv' }; answer: TransportAnswer };
  connectWebRtcTransport: { data: { transportId: string; dtlsParameters: types.DtlsParameters }; answer: Nothing };
  restartIce: { data: { transportId: string }; answer: { iceParameters: types.IceParameters } };
  produce: {
    data: {
      transportId: string;
      kind: MediaKind;
      rtpParameters: types.RtpParameters;
      source: ProducerSource;
      paused?: boolean;
    };
    answer: { id: string };
  };
  pauseProducer: { data: { producerId: string }; answer: Nothing };
  resumeProducer: { data: { producerId: string }; answer: Nothing };
  closeProducer: { data: { producerId: string }; answer: Nothing };
  consume: { data: { transportId: string; producerId: string }; answer: ConsumeAnswer };
  resumeConsumer: { data: { consumerId: string }; answer: Nothing };
  pauseConsumer: { data: { consumerId: string }; answer: Nothing };
  closeConsumer: { data: { consumerId: string }; answer: Nothing };
  requestKeyFrame: { data: { consumerId: string }; answer: Nothing };
  setDisplayName: { data: { displayName: string }; answer: Nothing };
  chat: { data: { text: string }; answer: { id: string } };
  stats: { data: Nothing; answer: { transports: unknown[]; producers: unknown[]; consumers: unknown[] } };
  leave: { data: Nothing; answer: Nothing };
}

export type Method = keyof Requests;
export type DataOf<M extends Method> = Requests[M]['data'];
export type AnswerOf<M extends Method> = Requests[M]['answer'];

/** Sends one request and resolves with its answer; rejects with a `ControlError`. */
export type Ask = <M extends Method>(method: M, data: DataOf<M>, withinMs?: number) => Promise<AnswerOf<M>>;

/** What each event carries. */
export interface Events {
  participantJoined: { participant: Participant };
  participantLeft: { participantId: string; reason: string };
  participantChanged: { participantId: string; displayName: string; connection: ParticipantConnection };
  producerAdded: { participantId: string; producer: ProducerInfo };
  producerClosed: { participantId: string; producerId: string };
  producerPaused: { participantId: string; producerId: string };
  producerResumed: { participantId: string; producerId: string };
  consumerClosed: { consumerId: string; reason: string };
  consumerPaused: { consumerId: string };
  consumerResumed: { consumerId: string };
  audioLevels: { levels: { participantId: string; level: number }[] };
  activeSpeaker: { participantId: string | null };
  chatMessage: ChatMessage;
  closing: { reason: string };
}

export type RoomEvent = { [E in keyof Events]: { event: E; data: Events[E] } }[keyof Events];

export interface Request {
  id: number;
  method: Method;
  data: unknown;
}

export type Response =
  | { id: number; ok: true; data: unknown }
  | { id: number; ok: false; error: { code: ErrorCode; message: string } };

/** Why the server closes the WebSocket. */
export const CloseCode = {
  LEFT: 1000,
  SHUTTING_DOWN: 1001,
  LIMIT: 1008,
  TAKEN_OVER: 4001,
  REMOVED: 4003,
} as const;
