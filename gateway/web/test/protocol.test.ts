import { expect, test } from 'vitest';
import { SUBPROTOCOL } from '../src/control/protocol';

test('the subprotocol carries the version', () => {
  expect(SUBPROTOCOL).toMatch(/-1$/);
});
