import { expect, test } from 'vitest';
import { readSwitches } from '../src/switches';

test('an address without switches asks for nothing', () => {
  expect(readSwitches('')).toEqual({
    autojoin: false,
    name: null,
    audio: null,
    testTone: null,
    toneSwing: 4,
    toneLevel: 0.5,
    video: null,
    videoColour: null,
    codec: 'vp8',
  });
});

test('each switch is read', () => {
  expect(
    readSwitches(
      '?autojoin=1&name=Ada&audio=0&testTone=440&toneSwing=0&toneLevel=0.2&video=color:%23FF0000&codec=h264',
    ),
  ).toEqual({
    autojoin: true,
    name: 'Ada',
    audio: false,
    testTone: 440,
    toneSwing: 0,
    toneLevel: 0.2,
    video: true,
    videoColour: '#ff0000',
    codec: 'h264',
  });
});

test.each([
  ['?video=1', true],
  ['?video=0', false],
  ['?video=colour:00ff00', true],
  ['?video=color:red', null],
])('%s asks for a picture: %j', (query, video) => {
  expect(readSwitches(query).video).toBe(video);
});

test.each(['?testTone=', '?testTone=abc', '?testTone=5', '?testTone=1e9'])('%s is no tone', (query) => {
  expect(readSwitches(query).testTone).toBeNull();
});
