import type { Phase } from '../control/phase';
import type { ChatMessage, JoinAnswer, Participant, ProducerInfo, RoomEvent } from '../control/protocol';
import { merged } from './chat';

/** How the media of this page fares, apart from the control connection. */
export type MediaHealth = 'idle' | 'connecting' | 'connected' | 'failing';

/** All that the page shows of a room. Never mutated: each change makes a new one. */
export interface RoomState {
  readonly room: string;
  readonly phase: Phase;
  readonly selfId: string | null;
  readonly displayName: string;
  /** The others, in the order in which they came. */
  readonly participants: ReadonlyMap<string, Participant>;
  /** dBov by participant, of those heard lately. */
  readonly levels: ReadonlyMap<string, number>;
  readonly activeSpeaker: string | null;
  /** Oldest first. */
  readonly chat: readonly ChatMessage[];
  readonly dialIn: readonly string[];
  readonly media: MediaHealth;
  /** True where the browser plays no sound until somebody clicks. */
  readonly playbackBlocked: boolean;
}

export function emptyRoom(room: string): RoomState {
  return {
    room,
    phase: { name: 'idle' },
    selfId: null,
    displayName: '',
    participants: new Map(),
    levels: new Map(),
    activeSpeaker: null,
    chat: [],
    dialIn: [],
    media: 'idle',
    playbackBlocked: false,
  };
}

/** The state after a join: who is there is taken from the answer alone. */
export function afterJoin(state: RoomState, answer: JoinAnswer): RoomState {
  return {
    ...state,
    selfId: answer.participantId,
    participants: new Map(answer.participants.map((participant) => [participant.id, participant])),
    levels: new Map(),
    activeSpeaker: null,
    chat: merged(state.chat, answer.chat ?? []),
  };
}

/** The state after an event. Events about somebody unknown change nothing. */
export function afterEvent(state: RoomState, event: RoomEvent): RoomState {
  switch (event.event) {
    case 'participantJoined':
      return withParticipant(state, event.data.participant);
    case 'participantLeft':
      return withoutParticipant(state, event.data.participantId);
    case 'participantChanged': {
      const { displayName, connection } = event.data;
      return change(state, event.data.participantId, (participant) => ({ ...participant, displayName, connection }));
    }
    case 'producerAdded':
      return changeProducers(state, event.data.participantId, (producers) => [
        ...producers.filter((producer) => producer.id !== event.data.producer.id),
        event.data.producer,
      ]);
    case 'producerClosed':
      return changeProducers(state, event.data.participantId, (producers) =>
        producers.filter((producer) => producer.id !== event.data.producerId),
      );
    case 'producerPaused':
      return setPaused(state, event.data.participantId, event.data.producerId, true);
    case 'producerResumed':
      return setPaused(state, event.data.participantId, event.data.producerId, false);
    case 'audioLevels':
      return { ...state, levels: new Map(event.data.levels.map(({ participantId, level }) => [participantId, level])) };
    case 'activeSpeaker':
      return { ...state, activeSpeaker: event.data.participantId };
    case 'chatMessage':
      return { ...state, chat: merged(state.chat, [event.data]) };
    default:
      return state;
  }
}

function withParticipant(state: RoomState, participant: Participant): RoomState {
  return { ...state, participants: new Map(state.participants).set(participant.id, participant) };
}

function withoutParticipant(state: RoomState, id: string): RoomState {
  const participants = new Map(state.participants);
  participants.delete(id);
  const levels = new Map(state.levels);
  levels.delete(id);
  return { ...state, participants, levels, activeSpeaker: state.activeSpeaker === id ? null : state.activeSpeaker };
}

function change(state: RoomState, id: string, how: (participant: Participant) => Participant): RoomState {
  const participant = state.participants.get(id);
  return participant === undefined ? state : withParticipant(state, how(participant));
}

function changeProducers(state: RoomState, id: string, how: (producers: ProducerInfo[]) => ProducerInfo[]): RoomState {
  return change(state, id, (participant) => ({ ...participant, producers: how(participant.producers) }));
}

function setPaused(state: RoomState, participantId: string, producerId: string, paused: boolean): RoomState {
  return changeProducers(state, participantId, (producers) =>
    producers.map((producer) => (producer.id === producerId ? { ...producer, paused } : producer)),
  );
}
