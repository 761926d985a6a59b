import { expect, test } from 'vitest';
import { colouredLines } from './highlight.ts';

/** Each line's words of one kind. */
function words(program: string, kind: string) {
  return colouredLines(program).map((line) => line.filter((piece) => piece.kind === kind).map(({ text }) => text));
}

test('all of the text is there, line by line', () => {
  const program = `def f(a):\n    """Say\n    it."""\n\n    return f"{a!r:>{4}}" 'x\n@deco\nclass A: x = 0x_ff + 1e-3j # no "string"\n`;
  const text = colouredLines(program).map((line) => line.map((piece) => piece.text).join(''));
  expect(text).toEqual(program.trimEnd().split('\n'));
});

test('a string of several lines is a string on each of them', () => {
  expect(words('a = """one # two\nthree"""\nb', 'str')).toEqual([['"""one # two'], ['three"""'], []]);
});

test('a word in a string or comment is not a keyword', () => {
  expect(words('x = "if" # for\nif x: pass', 'kwd')).toEqual([[], ['if', 'pass']]);
});

test('match is a keyword where it begins a statement, and a name elsewhere', () => {
  expect(words('match x:\n    case 1: pass\nmatch = 3', 'kwd')).toEqual([['match'], ['    case', 'pass'], []]);
});

test('a second program is coloured as the first', () => {
  expect(words('return 1', 'kwd')).toEqual(words('return 1', 'kwd'));
});
