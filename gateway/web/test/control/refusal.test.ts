import { expect, test } from 'vitest';
import { isFinal, readRefusal } from '../../src/control/refusal';

test('a problem is read', () => {
  const body = '{"type":"about:blank","title":"Not let in","status":403,"detail":"see access.browsers"}';
  expect(readRefusal(403, body)).toEqual({ status: 403, title: 'Not let in', detail: 'see access.browsers' });
});

test.each(['', 'Forbidden', '[]', 'null', '{"title":7}'])('a body such as %j still makes a message', (body) => {
  expect(readRefusal(403, body).title).toBe('Refused with status 403');
});

test.each([
  [403, true],
  [404, true],
  [429, false],
  [503, false],
])('a %i is final: %s', (status, final) => {
  expect(isFinal({ status, title: '', detail: '' })).toBe(final);
});
