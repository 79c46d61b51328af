import { beforeEach, expect, test, vi } from 'vitest';
import { Receiving, type RemoteTrack } from '../../src/media/receiving';
import type { Wanted } from '../../src/media/reconcile';
import { FakeServer, FakeTransport } from './fake-transport';

const ADA: Wanted = { participantId: 'ada', producerId: 'ada-voice', kind: 'audio' };
const BOB: Wanted = { participantId: 'bob', producerId: 'bob-voice', kind: 'audio' };

let server: FakeServer;
let transport: FakeTransport;
let heard: RemoteTrack[];
let gone: RemoteTrack[];
let receiving: Receiving;

beforeEach(() => {
  server = new FakeServer();
  transport = new FakeTransport();
  heard = [];
  gone = [];
  receiving = new Receiving(server.ask, transport.asTransport, {
    onTrack: (track) => heard.push(track),
    onTrackGone: (track) => gone.push(track),
  });
});

const settled = () => new Promise((resolve) => setTimeout(resolve));
const open = () => transport.consumers.filter((consumer) => !consumer.closed);

test('each producer is consumed once, then resumed', async () => {
  receiving.want([ADA]);
  receiving.want([ADA, BOB]);
  await settled();
  receiving.want([ADA, BOB]);
  await settled();
  expect(heard.map((track) => track.participantId)).toEqual(['ada', 'bob']);
  expect(server.methods.filter((method) => method === 'consume')).toHaveLength(2);
  expect(server.methods.filter((method) => method === 'resumeConsumer')).toHaveLength(2);
});

test('a producer that goes takes its consumer along, without a word to the server, which knows', async () => {
  receiving.want([ADA, BOB]);
  await settled();
  receiving.want([BOB]);
  await settled();
  expect(gone.map((track) => track.participantId)).toEqual(['ada']);
  expect(open()).toHaveLength(1);
  expect(server.methods).not.toContain('closeConsumer');
});

test('a consumer is gone once, however often it is told', async () => {
  receiving.want([ADA]);
  await settled();
  receiving.want([]);
  const { length } = server.asked;
  receiving.consumerClosed(heard[0]?.consumerId ?? '');
  await settled();
  expect(server.asked).toHaveLength(length);
  expect(gone).toHaveLength(1);
});

test('a producer that goes while it is being consumed leaves nothing behind', async () => {
  server.hold('consume');
  receiving.want([ADA]);
  receiving.want([]);
  server.release('consume');
  await settled();
  expect(open()).toHaveLength(0);
  expect(gone).toEqual(heard);
});

test('a producer that went before it was consumed is no error', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  server.fail('consume', 'no-such-producer');
  receiving.want([ADA]);
  await settled();
  expect(warn).not.toHaveBeenCalled();
});

test('what this browser cannot decode is asked for once', async () => {
  server.fail('consume', 'cannot-consume');
  receiving.want([ADA]);
  await settled();
  receiving.want([ADA]);
  await settled();
  expect(server.methods).toEqual(['consume']);
});

test('after the end nothing new is made', async () => {
  server.hold('consume');
  receiving.want([ADA]);
  receiving.close();
  server.release('consume');
  await settled();
  receiving.want([BOB]);
  await settled();
  expect(transport.consumers).toHaveLength(0);
  expect(heard).toEqual([]);
});
