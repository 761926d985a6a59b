import { expect, test } from 'vitest';
import { columnsOf } from './character-width.ts';

const widths = (text: string) => [...text].map((character) => columnsOf(character.codePointAt(0) ?? 0));

test('characters take the columns that they are drawn in', () => {
  expect(widths('a~é\u00ad…€')).toEqual([1, 1, 1, 1, 1, 1]);
  expect(widths('日한ア（\u{20000}')).toEqual([2, 2, 2, 2, 2]);
  expect(widths('🐍✅🚀\u{1fae0}')).toEqual([2, 2, 2, 2]);
  expect(widths('\u0301\u200d\ufe0f\u200b')).toEqual([0, 0, 0, 0]);
  expect(widths('\x7f\x9b\x07')).toEqual([0, 0, 0]);
  expect(widths('\u303f\u10ff\u1160')).toEqual([1, 1, 0]);
});
