import { expect, test } from 'vitest';
import { programText } from './program-text.ts';

test('blank lines around a program and the indentation that its lines share are taken off', () => {
  expect(programText('\n\n    def f():\n        return 1\n\n    f()\n  \n')).toBe('def f():\n    return 1\n\nf()\n');
});

test('a program without indentation stays as it is, and has one line break at its end', () => {
  expect(programText('a = 1\nb = 2')).toBe('a = 1\nb = 2\n');
});

test('tabs and spaces are different, as they are for Python', () => {
  expect(programText('\tif a:\n\t    b\n    c\n')).toBe('\tif a:\n\t    b\n    c\n');
});

test('line breaks of other systems are line breaks', () => {
  expect(programText('  a\r\n  b\r\n')).toBe('a\nb\n');
});

test('nothing is nothing', () => {
  expect(programText(' \n\t\n')).toBe('');
});
