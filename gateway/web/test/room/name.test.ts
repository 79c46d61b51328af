import { expect, test } from 'vitest';
import { roomName, roomOfPath } from '../../src/room/name';

test.each([
  ['lobby', 'lobby'],
  [' Lobby ', 'lobby'],
  ['a.b_c-1', 'a.b_c-1'],
  ['', null],
  ['two words', null],
  ['ä', null],
  ['x'.repeat(64), 'x'.repeat(64)],
  ['x'.repeat(65), null],
])('%j names the room %j', (text, name) => {
  expect(roomName(text)).toBe(name);
});

test.each([
  ['/', null],
  ['/rooms/', null],
  ['/rooms/lobby', 'lobby'],
  ['/rooms/Lobby/', 'lobby'],
  ['/rooms/a%2Eb', 'a.b'],
  ['/rooms/two%20words', undefined],
  ['/rooms/%zz', undefined],
])('the path %j leads to %j', (path, room) => {
  expect(roomOfPath(path)).toBe(room);
});
