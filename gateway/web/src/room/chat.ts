import type { ChatMessage } from '../control/protocol';

/** As many as a page keeps; the appliance hands over fewer. */
const MOST_KEPT = 500;
/** What one person writes within this belongs together. */
const SAME_BREATH_MS = 120_000;

export const LONGEST_TEXT = 2000;

/** What was there and what a join handed over, each once. */
export function merged(known: readonly ChatMessage[], handed: readonly ChatMessage[]): readonly ChatMessage[] {
  const missing = handed.filter(({ id }) => !known.some((each) => each.id === id));
  if (missing.length === 0) {
    return known;
  }
  const all = [...known, ...missing].sort((a, b) => a.at.localeCompare(b.at));
  return all.slice(-MOST_KEPT);
}

/** Whether `message` goes on from `before`: same person, shortly after. */
export function continues(before: ChatMessage | undefined, message: ChatMessage): boolean {
  return (
    before !== undefined &&
    before.participantId === message.participantId &&
    before.displayName === message.displayName &&
    Date.parse(message.at) - Date.parse(before.at) < SAME_BREATH_MS
  );
}

/** How many of the others' messages came after the one read last. */
export function unread(messages: readonly ChatMessage[], lastRead: string | null, selfId: string | null): number {
  const from = messages.findIndex(({ id }) => id === lastRead) + 1;
  return messages.slice(from).filter(({ participantId }) => participantId === null || participantId !== selfId).length;
}
