import { describe, expect, test } from 'vitest';
import { reconcile, type Wanted } from '../../src/media/reconcile';

const audio = (producerId: string): Wanted => ({ participantId: `of-${producerId}`, producerId, kind: 'audio' });
const video = (producerId: string): Wanted => ({ participantId: `of-${producerId}`, producerId, kind: 'video' });
const held = (producerId: string, consumerId = `c-${producerId}`) => ({ consumerId, producerId });
const none = new Set<string>();

describe('reconciling consumers with producers', () => {
  test('nothing is done where both agree', () => {
    expect(reconcile([audio('a')], [held('a')], none)).toEqual({ missing: [], stale: [] });
  });

  test('sound is asked for before pictures, else in the order of coming', () => {
    const { missing } = reconcile([video('v1'), audio('a1'), video('v2'), audio('a2')], [], none);
    expect(missing.map((each) => each.producerId)).toEqual(['a1', 'a2', 'v1', 'v2']);
  });

  test('a consumer whose producer is gone is stale', () => {
    expect(reconcile([], [held('a')], none)).toEqual({ missing: [], stale: [held('a')] });
  });

  test('of two consumers of one producer the later is stale', () => {
    expect(reconcile([audio('a')], [held('a', 'one'), held('a', 'two')], none).stale).toEqual([held('a', 'two')]);
  });

  test('a producer being consumed is not asked for again', () => {
    expect(reconcile([audio('a'), audio('b')], [], new Set(['a'])).missing).toEqual([audio('b')]);
  });

  test('a producer told twice is asked for once', () => {
    expect(reconcile([audio('a'), audio('a')], [], none).missing).toEqual([audio('a')]);
  });
});
