import type { Participant, ProducerInfo } from '../control/protocol';

/** From here on somebody is shown as speaking, in dBov. */
const SPEAKING_DBOV = -50;

export function isSpeaking(level: number | undefined): boolean {
  return level !== undefined && level > SPEAKING_DBOV;
}

function find(participant: Participant, kind: ProducerInfo['kind']): ProducerInfo | undefined {
  return participant.producers.find((producer) => producer.kind === kind);
}

/** True where nothing of this participant can be heard: a muted microphone, or none. */
export function isMuted(participant: Participant): boolean {
  return find(participant, 'audio')?.paused ?? true;
}

export function showsVideo(participant: Participant): boolean {
  const video = find(participant, 'video');
  return video !== undefined && !video.paused;
}

/** One or two letters that stand for a name. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return (
    [first, last]
      .map((word) => [...(word ?? '')][0] ?? '')
      .join('')
      .toLocaleUpperCase() || '?'
  );
}

/** A hue from 0 to 359 that stays the same for the same name. */
export function hue(name: string): number {
  let hash = 0;
  for (const character of name) {
    hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  }
  return (hash * 137) % 360;
}
