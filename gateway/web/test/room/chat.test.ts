import { describe, expect, test } from 'vitest';
import type { ChatMessage } from '../../src/control/protocol';
import { continues, merged, unread } from '../../src/room/chat';
import { pieces } from '../../src/room/links';

function message(id: string, part: Partial<ChatMessage> = {}): ChatMessage {
  return { id, participantId: 'a', displayName: 'Ann', text: id, at: `2027-01-02T12:00:0${id}.000Z`, ...part };
}

const ids = (messages: readonly ChatMessage[]) => messages.map(({ id }) => id);

describe('the chat', () => {
  test('what a join hands over comes once, in order', () => {
    expect(ids(merged([message('2'), message('3')], [message('1'), message('2'), message('4')]))).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
  });

  test('nothing new is the same list', () => {
    const known = [message('1')];
    expect(merged(known, [message('1')])).toBe(known);
  });

  test('keeps the latest 500', () => {
    const many = Array.from({ length: 510 }, (_, i) => message(String(i), { at: new Date(i * 1000).toISOString() }));
    expect(merged([], many)).toHaveLength(500);
    expect(merged([], many).at(-1)?.id).toBe('509');
  });

  test('what one person writes in one go belongs together', () => {
    const first = message('1');
    expect(continues(undefined, first)).toBe(false);
    expect(continues(first, message('2'))).toBe(true);
    expect(continues(first, message('2', { displayName: 'Bob', participantId: 'b' }))).toBe(false);
    expect(continues(first, message('2', { at: '2027-01-02T12:10:00.000Z' }))).toBe(false);
  });

  test('counts what the others wrote since the message read last', () => {
    const all = [message('1'), message('2', { participantId: 'self' }), message('3', { participantId: null })];
    expect(unread(all, null, 'self')).toBe(2);
    expect(unread(all, '1', 'self')).toBe(1);
    expect(unread(all, '3', 'self')).toBe(0);
    expect(unread(all, null, null)).toBe(3);
  });
});

describe('addresses in a text', () => {
  test.each([
    ['no address here', []],
    ['see https://example.com/a?b=c#d.', ['https://example.com/a?b=c#d']],
    ['(http://example.com/x_(y)) and "https://example.org"', ['http://example.com/x_(y)', 'https://example.org']],
    ['javascript:alert(1) ftp://x data:text/html,x', []],
    ['<b>https://example.com</b>', ['https://example.com']],
    ['https://', []],
  ])('%s', (text, wanted) => {
    const found = pieces(text);
    expect(found.flatMap(({ href }) => href ?? [])).toEqual(wanted);
    expect(found.map((piece) => piece.text).join('')).toBe(text);
  });
});
