import { describe, expect, it } from 'vitest';
import { goesOn, indentAfter, spacesToInsert, spacesToRemove } from '../../../src/ui/terminal/continuation.ts';

describe('what is written at the prompt', () => {
  it.each([
    'n + 1',
    '',
    'x: int = 3',
    'a = 1\nb = 2',
    "d['a:']  # for x in y:",
    'print("a # b:")',
    'def f():\n    return 1\n\nf()',
    'match = 3',
    'format(1)',
    'iffy',
    'x = """a\nb"""',
    'f\'{d["a"]}\'',
    'for n in x:\n    print(n)\n',
    'for n in x:\n    print(n)\n    ',
    'for n in x: print(n)\n',
    '  indented',
    ')',
    '"never closed (',
    "'\\\\'",
    'r"\\d"',
  ])('%j is run', (text) => {
    expect(goesOn(text)).toBe(false);
  });

  it.each([
    'for n in range(3):',
    'for n in range(3):  # count',
    'for n in range(3): print(n)',
    'for n in x:\n    print(n)',
    'if a:\n    b\nelse:',
    'class A:',
    'async def f():',
    'try:',
    'match point:',
    '@cached',
    '@cached\ndef f():',
    'total = (1 +',
    'total = (1 +\n',
    'f(a,\n\n',
    "d = {'a': [1, ')',",
    'text = """a',
    "text = '''a\n\n",
    'a = 1 + \\',
    'a = 1 + \\\n',
    'a = 1\nwhile a:\n    a -= 1',
    'while(a):',
  ])('%j goes on', (text) => {
    expect(goesOn(text)).toBe(true);
  });
});

describe('a new line at the prompt', () => {
  it.each([
    ['for n in x:', 4],
    ['for n in x:\n    if n:', 8],
    ['for n in x:\n    print(n)', 4],
    ['f(1,', 0],
    ['@cached', 0],
    ['text = """\n    a', 0],
  ])('after %j begins with %i spaces', (text, spaces) => {
    expect(indentAfter(text)).toBe(' '.repeat(spaces));
  });

  it('gains and loses its indentation by levels', () => {
    expect([spacesToRemove('    '), spacesToRemove('      '), spacesToRemove('    x'), spacesToRemove('')]).toEqual([
      4, 2, 0, 0,
    ]);
    expect([spacesToInsert(''), spacesToInsert('  '), spacesToInsert('    ')]).toEqual([4, 2, 4]);
  });
});
