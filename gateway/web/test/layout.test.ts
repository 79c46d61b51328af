import { expect, test } from 'vitest';
import { gridLayout } from '../src/ui/layout';

const SCREENS = [
  ['a phone', 336, 590],
  ['a phone on its side', 700, 220],
  ['a laptop', 1240, 620],
  ['a large screen', 2520, 1240],
] as const;

test.each(SCREENS)('tiles on %s fit, or have their least size and scroll', (_, width, height) => {
  for (let count = 1; count <= 60; count++) {
    const { columns, tileWidth, tileHeight } = gridLayout(count, width, height, 8);
    const rows = Math.ceil(count / columns);
    expect(columns * tileWidth + (columns - 1) * 8).toBeLessThanOrEqual(width);
    if (rows * tileHeight + (rows - 1) * 8 > height) {
      expect(tileWidth).toBeLessThan(2 * 132 + 8);
    }
    expect(tileWidth).toBeGreaterThanOrEqual(132);
    expect(tileWidth / tileHeight).toBeLessThanOrEqual(16 / 9 + 0.02);
  }
});

test('two lie side by side where it is wide and one above the other where it is high', () => {
  expect(gridLayout(2, 1240, 620, 12).columns).toBe(2);
  expect(gridLayout(2, 336, 590, 8).columns).toBe(1);
});

test('a box without a size is no error', () => {
  expect(gridLayout(3, 0, 0, 8).columns).toBeGreaterThanOrEqual(1);
});
