import { beforeEach, describe, expect, test, vi } from 'vitest';
import { LocalMedia } from '../../src/media/local';
import type { InputKind, Sources } from '../../src/media/sources';

class FakeTrack extends EventTarget {
  readyState: MediaStreamTrackState = 'live';

  stop(): void {
    this.readyState = 'ended';
  }

  unplug(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

interface Opening {
  kind: InputKind;
  deviceId: string | null;
  give(): FakeTrack;
  refuse(name: string): void;
}

let openings: Opening[];
let tracks: FakeTrack[];
let local: LocalMedia;

beforeEach(() => {
  openings = [];
  tracks = [];
  const open: Sources['open'] = (kind, deviceId) =>
    new Promise((resolve, reject) => {
      const give = () => {
        const track = new FakeTrack();
        tracks.push(track);
        resolve(track as unknown as MediaStreamTrack);
        return track;
      };
      openings.push({ kind, deviceId, give, refuse: (name) => reject(new DOMException(name, name)) });
    });
  const openBoth: Sources['openBoth'] = () => Promise.reject(new DOMException('', 'NotFoundError'));
  local = new LocalMedia({ open, openBoth }, { microphoneId: null, cameraId: null, muted: false });
});

const settled = () => new Promise((resolve) => setTimeout(resolve));
const live = () => tracks.filter((track) => track.readyState === 'live');

describe('a camera', () => {
  test('is opened and closed', async () => {
    void local.open('camera');
    expect(local.state.value.camera.status).toBe('opening');
    openings[0]?.give();
    await settled();
    expect(local.state.value.camera.status).toBe('on');
    local.close('camera');
    expect(local.state.value.camera).toMatchObject({ status: 'off', track: null });
    expect(live()).toEqual([]);
  });

  test('that comes after it was closed again is stopped', async () => {
    void local.open('camera');
    local.close('camera');
    openings[0]?.give();
    await settled();
    expect(local.state.value.camera.status).toBe('off');
    expect(live()).toEqual([]);
  });

  test('of two that were asked for the later is kept, in whatever order they come', async () => {
    void local.open('camera');
    void local.choose('camera', 'other');
    const [first, second] = openings;
    const kept = second?.give();
    first?.give();
    await settled();
    expect(second?.deviceId).toBe('other');
    expect(local.state.value.camera.track).toBe(kept);
    expect(live()).toEqual([kept]);
  });

  test('goes on while another is being opened, then gives way', async () => {
    void local.open('camera');
    const before = openings[0]?.give();
    await settled();
    void local.choose('camera', 'other');
    expect(local.state.value.camera.track).toBe(before);
    openings[1]?.give();
    await settled();
    expect(before?.readyState).toBe('ended');
    expect(live()).toHaveLength(1);
  });

  test('that is unplugged is reported', async () => {
    void local.open('camera');
    const track = openings[0]?.give();
    await settled();
    track?.unplug();
    expect(local.state.value.camera).toMatchObject({ status: 'failed', problem: 'lost', track: null });
  });

  test('chosen while off is opened the next time only', async () => {
    await local.choose('camera', 'other');
    expect(openings).toHaveLength(0);
    void local.open('camera');
    expect(openings[0]?.deviceId).toBe('other');
  });
});

test.each([
  ['NotAllowedError', 'refused'],
  ['NotFoundError', 'none'],
  ['NotReadableError', 'busy'],
  ['TypeError', 'failed'],
])('a browser that answers %s is told apart: %s', async (name, problem) => {
  void local.open('microphone');
  openings[0]?.refuse(name);
  await settled();
  expect(local.state.value.microphone).toMatchObject({ status: 'failed', problem });
});

test('where both cannot be had together, each is asked for alone', async () => {
  const done = local.openBoth();
  await vi.waitFor(() => expect(openings).toHaveLength(1));
  openings[0]?.give();
  await vi.waitFor(() => expect(openings).toHaveLength(2));
  openings[1]?.refuse('NotFoundError');
  await done;
  expect(local.state.value.microphone.status).toBe('on');
  expect(local.state.value.camera).toMatchObject({ status: 'failed', problem: 'none' });
});

test('closing everything stops every track', async () => {
  void local.open('microphone');
  void local.open('camera');
  for (const opening of openings) {
    opening.give();
  }
  await settled();
  local.closeAll();
  expect(live()).toEqual([]);
});
