import { describe, expect, test } from 'vitest';
import type { Participant, RoomEvent } from '../../src/control/protocol';
import { afterEvent, afterJoin, emptyRoom, type RoomState } from '../../src/room/state';
import { hue, initials, isMuted, isSpeaking, showsVideo } from '../../src/room/view';

const microphone = { id: 'm', kind: 'audio', source: 'microphone', paused: false } as const;
const camera = { id: 'c', kind: 'video', source: 'camera', paused: false } as const;

function someone(id: string, part: Partial<Participant> = {}): Participant {
  return { id, kind: 'browser', displayName: id, connection: 'connected', producers: [microphone], ...part };
}

function roomWith(...participants: Participant[]): RoomState {
  return afterJoin(emptyRoom('lobby'), {
    participantId: 'self',
    seat: 's',
    seatGraceSeconds: 30,
    resumed: false,
    participants,
  });
}

function following(state: RoomState, ...events: RoomEvent[]): RoomState {
  return events.reduce(afterEvent, state);
}

describe('the state of a room', () => {
  test('a join replaces whoever was there', () => {
    const before = roomWith(someone('a'), someone('b'));
    const state = afterJoin(before, {
      participantId: 'self',
      seat: 's',
      seatGraceSeconds: 30,
      resumed: true,
      participants: [someone('b'), someone('c')],
    });
    expect([...state.participants.keys()]).toEqual(['b', 'c']);
  });

  test('participants come and go', () => {
    const state = following(
      roomWith(someone('a')),
      { event: 'participantJoined', data: { participant: someone('b', { kind: 'phone' }) } },
      { event: 'activeSpeaker', data: { participantId: 'a' } },
      { event: 'participantLeft', data: { participantId: 'a', reason: 'left' } },
    );
    expect([...state.participants.keys()]).toEqual(['b']);
    expect(state.activeSpeaker).toBeNull();
  });

  test('somebody who drops is away, keeping place and producers', () => {
    const state = following(roomWith(someone('a'), someone('b')), {
      event: 'participantChanged',
      data: { participantId: 'a', displayName: 'Ada', connection: 'away' },
    });
    expect([...state.participants.values()][0]).toEqual(someone('a', { displayName: 'Ada', connection: 'away' }));
  });

  test('producers are added once, paused, resumed and closed', () => {
    const added: RoomEvent = { event: 'producerAdded', data: { participantId: 'a', producer: camera } };
    const about = { participantId: 'a', producerId: 'c' };
    let state = following(roomWith(someone('a')), added, added);
    expect(state.participants.get('a')?.producers).toEqual([microphone, camera]);
    state = following(state, { event: 'producerPaused', data: about });
    expect(state.participants.get('a')?.producers[1]?.paused).toBe(true);
    state = following(state, { event: 'producerResumed', data: about });
    expect(state.participants.get('a')?.producers[1]?.paused).toBe(false);
    state = following(state, { event: 'producerClosed', data: about });
    expect(state.participants.get('a')?.producers).toEqual([microphone]);
  });

  test('events about somebody unknown change nothing', () => {
    const before = roomWith(someone('a'));
    const state = following(before, { event: 'producerAdded', data: { participantId: 'x', producer: camera } });
    expect(state.participants).toBe(before.participants);
  });

  test('loudness alone leaves the participants as they are', () => {
    const before = roomWith(someone('a'));
    const state = following(before, { event: 'audioLevels', data: { levels: [{ participantId: 'a', level: -30 }] } });
    expect(state.participants).toBe(before.participants);
    expect(isSpeaking(state.levels.get('a'))).toBe(true);
    expect(isSpeaking(following(state, { event: 'audioLevels', data: { levels: [] } }).levels.get('a'))).toBe(false);
  });
});

test('what a tile shows follows from the producers', () => {
  expect(isMuted(someone('a', { producers: [] }))).toBe(true);
  expect(isMuted(someone('a', { producers: [{ ...microphone, paused: true }] }))).toBe(true);
  expect(isMuted(someone('a'))).toBe(false);
  expect(showsVideo(someone('a'))).toBe(false);
  expect(showsVideo(someone('a', { producers: [camera] }))).toBe(true);
  expect(showsVideo(someone('a', { producers: [{ ...camera, paused: true }] }))).toBe(false);
});

test.each([
  ['Ada Lovelace', 'AL'],
  ['ada', 'A'],
  ['  grace  brewster  hopper ', 'GH'],
  ['+49 30 901820', '+9'],
  ['Łukasz', 'Ł'],
  ['👩‍🚀', '?'],
  ['', '?'],
])('%j is drawn as %j', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test('a name keeps its colour', () => {
  expect(hue('Ada')).toBe(hue('Ada'));
  expect(hue('Ada')).toBeGreaterThanOrEqual(0);
  expect(hue('Ada')).toBeLessThan(360);
});

describe('the chat of a room', () => {
  const said = { id: '1', participantId: 'a', displayName: 'a', text: 'hello', at: '2027-01-02T12:00:00.000Z' };

  test('grows by each message, once', () => {
    const event: RoomEvent = { event: 'chatMessage', data: said };
    expect(following(roomWith(someone('a')), event, event).chat).toEqual([said]);
  });

  test('outlives a lost connection, and takes what came meanwhile', () => {
    const before = following(roomWith(someone('a')), { event: 'chatMessage', data: said });
    const later = { ...said, id: '2', at: '2027-01-02T12:00:05.000Z' };
    const state = afterJoin(before, {
      participantId: 'self',
      seat: 's',
      seatGraceSeconds: 30,
      resumed: true,
      participants: [],
      chat: [said, later],
    });
    expect(state.chat).toEqual([said, later]);
  });

  test('an appliance without a chat is no trouble', () => {
    expect(roomWith().chat).toEqual([]);
  });
});
