import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test.each([
  ['plain\nlines\n', 'plain\nlines\n'],
  ['\x1b[31mred\x1b[39m and \x1b[1;38:2:1:2:3mbold\x1b[0m', 'red and bold'],
  ['\x1b]8;;https://example.org\x07link\x1b]8;;\x1b\\ \x1b]0;title\x07end', 'link end'],
  ['before\n\x1bcbetween\x1bcafter\n', 'after\n'],
  ['10 %\r20 %\r30 %\r\nnext\r\n', '30 %\nnext\n'],
  ['10 %\r20 %', '20 %'],
  ['\r', ''],
  ['bell\x07 and\ttab\x7f', 'bell and\ttab'],
  ['<b>&amp;</b>', '<b>&amp;</b>'],
  ['', ''],
])('of %j a terminal shows %j', (written, shown) => {
  expect(plainText(written)).toBe(shown);
});
