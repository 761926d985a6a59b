import { expect, test } from 'vitest';
import { writtenIndex } from './ask-number.ts';

test('an index is counted from either end, and may have groups of digits', () => {
  expect(writtenIndex(' 54,321 ', 100_000)).toBe(54_321);
  expect(writtenIndex('54_321', 100_000)).toBe(54_321);
  expect(writtenIndex('-1', 100)).toBe(99);
  expect(writtenIndex('-100', 100)).toBe(0);
});

test.each(['100', '-101', '', 'x', '1.5', '0x1'])('%j is no index of a hundred things', (text) => {
  expect(writtenIndex(text, 100)).toBeUndefined();
});
