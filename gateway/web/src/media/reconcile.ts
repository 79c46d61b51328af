import type { MediaKind } from '../control/protocol';

/** A producer of somebody else that this page should receive. */
export interface Wanted {
  participantId: string;
  producerId: string;
  kind: MediaKind;
}

/** A consumer that this page has. */
export interface Held {
  consumerId: string;
  producerId: string;
}

export interface Difference {
  /** Producers to consume. */
  missing: Wanted[];
  /** Consumers whose producer is gone. */
  stale: Held[];
}

/** What brings the consumers in line with the producers. `busy` are producers being consumed this moment, or given up. */
export function reconcile(wanted: Iterable<Wanted>, held: Iterable<Held>, busy: ReadonlySet<string>): Difference {
  const byProducer = new Map([...wanted].map((producer) => [producer.producerId, producer]));
  const stale: Held[] = [];
  const covered = new Set<string>();
  for (const consumer of held) {
    if (!byProducer.has(consumer.producerId) || covered.has(consumer.producerId)) {
      stale.push(consumer);
    } else {
      covered.add(consumer.producerId);
    }
  }
  const missing = [...byProducer.values()].filter(
    ({ producerId }) => !covered.has(producerId) && !busy.has(producerId),
  );
  // Sound first: it is what a call is for.
  missing.sort((a, b) => Number(a.kind === 'video') - Number(b.kind === 'video'));
  return { missing, stale };
}
