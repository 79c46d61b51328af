import type { Refusal } from './refusal';

/** Why a stay in a room is over, so far as the page will not try again by itself. */
export type End =
  | { kind: 'left' }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'unreachable' }
  | { kind: 'full'; message: string }
  /** The room asks for a PIN; `problem` says what was wrong with the one given, null where none was. */
  | { kind: 'pin'; problem: string | null }
  | { kind: 'closed'; reason: string }
  | { kind: 'removed'; reason: string }
  | { kind: 'taken-over' }
  | { kind: 'limit'; reason: string }
  | { kind: 'failed'; message: string };

/**
 * Where a stay in a room stands.
 *
 * `joining → joined ⇄ reconnecting`, and from each of them `ended`, which is for good.
 */
export type Phase =
  | { name: 'idle' }
  | { name: 'joining' }
  | { name: 'joined' }
  | { name: 'reconnecting'; attempt: number; why: string }
  | { name: 'ended'; end: End };
