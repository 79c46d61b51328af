import { beforeEach, expect, test, vi } from 'vitest';
import { Sending } from '../../src/media/sending';
import { FakeServer, FakeTransport, fakeTrack } from './fake-transport';

let server: FakeServer;
let transport: FakeTransport;
let microphone: Sending;

beforeEach(() => {
  server = new FakeServer();
  transport = new FakeTransport();
  microphone = new Sending('microphone', server.ask, transport.asTransport, {});
});

test('a track makes one producer, no matter how often it is set', async () => {
  const track = fakeTrack();
  await Promise.all([microphone.set({ track, paused: false }), microphone.set({ track, paused: false })]);
  await microphone.set({ track, paused: false });
  expect(transport.producers).toHaveLength(1);
});

test('a muted microphone is produced muted', async () => {
  await microphone.set({ track: fakeTrack(), paused: true });
  expect(transport.producers[0]?.paused).toBe(true);
  expect(server.methods).toEqual([]);
});

test('muting and unmuting is told to the server', async () => {
  const track = fakeTrack();
  await microphone.set({ track, paused: false });
  await microphone.set({ track, paused: true });
  await microphone.set({ track, paused: false });
  expect(server.methods).toEqual(['pauseProducer', 'resumeProducer']);
});

test('changes of mind while a request is on its way end at the last one', async () => {
  const track = fakeTrack();
  await microphone.set({ track, paused: false });
  server.hold('pauseProducer');
  const muted = microphone.set({ track, paused: true });
  await vi.waitFor(() => expect(server.methods).toContain('pauseProducer'));
  const done = [muted, ...[false, true, false].map((paused) => microphone.set({ track, paused }))];
  server.release('pauseProducer');
  await Promise.all(done);
  expect(transport.producers[0]?.paused).toBe(false);
  expect(server.methods.at(-1)).toBe('resumeProducer');
});

test('another device replaces the track and keeps the producer', async () => {
  const other = fakeTrack();
  await microphone.set({ track: fakeTrack(), paused: false });
  await microphone.set({ track: other, paused: false });
  expect(transport.producers).toHaveLength(1);
  expect(transport.producers[0]?.track).toBe(other);
});

test('taking the track away closes the producer at both ends', async () => {
  await microphone.set({ track: fakeTrack(), paused: false });
  await microphone.set({ track: null, paused: false });
  expect(transport.producers[0]?.closed).toBe(true);
  expect(server.methods).toEqual(['closeProducer']);
});

test('a producer that is gone already is closed all the same', async () => {
  await microphone.set({ track: fakeTrack(), paused: false });
  server.fail('closeProducer', 'no-such-producer');
  await microphone.set({ track: null, paused: false });
  await microphone.set({ track: fakeTrack(), paused: false });
  expect(transport.producers).toHaveLength(2);
});

test('after a reconnection the server is told again whether it is muted', async () => {
  const track = fakeTrack();
  await microphone.set({ track, paused: false });
  server.fail('pauseProducer', 'disconnected');
  await expect(microphone.set({ track, paused: true })).rejects.toMatchObject({ code: 'disconnected' });
  server.failures.clear();
  await microphone.repeat();
  expect(server.methods).toEqual(['pauseProducer', 'pauseProducer']);
});

test('a track that has ended is not sent', async () => {
  await microphone.set({ track: { ...fakeTrack(), readyState: 'ended' } as MediaStreamTrack, paused: false });
  expect(transport.producers).toHaveLength(0);
});

test('an intent is heard at whatever moment the one before it settles', async () => {
  for (let moment = 0; moment < 12; moment++) {
    const camera = new Sending('camera', server.ask, transport.asTransport, {});
    const before = camera.set({ track: null, paused: false });
    for (let turn = 0; turn < moment; turn++) {
      await Promise.resolve();
    }
    await Promise.all([before, camera.set({ track: fakeTrack(), paused: false })]);
    expect(transport.producers).toHaveLength(moment + 1);
  }
});
