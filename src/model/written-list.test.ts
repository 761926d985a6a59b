import { expect, test } from 'vitest';
import { expressionsText, writtenExpressions, writtenList } from './written-list.ts';

test('the parts of a list have no spaces around them, and empty ones are none', () => {
  expect(writtenList(' a, b c ,,')).toEqual(['a', 'b c']);
  expect(writtenExpressions(' f(a, b) ; ;len(c);')).toEqual(['f(a, b)', 'len(c)']);
});

test.each([
  [`'; '.join(x); y`, [`'; '.join(x)`, 'y']],
  [`x.split(";"); "it's;"; y`, ['x.split(";")', `"it's;"`, 'y']],
  [String.raw`'\';'; y`, [String.raw`'\';'`, 'y']],
  [`it's; x`, [`it's; x`]],
  [`it's;\nx; y`, [`it's;\nx`, 'y']],
  [`"\\`, ['"\\']],
])('a semicolon in a text parts nothing: %s', (text, expressions) => {
  expect(writtenExpressions(text)).toEqual(expressions);
});

test('what would not be read as it was meant is left out', () => {
  const expressions = ['x', 'y.split(";")', "it's", 'a; b', 'x < 2'];
  expect(expressionsText(expressions)).toEqual({ text: 'x; y.split(";"); x < 2', leftOut: 2 });
});
