import { expect, test } from 'vitest';
import type { Breakpoint } from '../model/breakpoint-list.ts';
import type { Debugger } from '../ui/session/debugger.ts';
import { ProgramTexts } from './program-texts.ts';

const path = (name: string) => `/home/pyodide/${name}`;

function made(files = [{ name: 'a.py', text: 'a' }]) {
  let all: readonly Breakpoint[] = [
    { id: 1, path: path('main.py'), line: 1, enabled: true },
    { id: 2, path: path('a.py'), line: 3, enabled: false, condition: 'x' },
  ];
  const change = ({ breakpoints }: { readonly breakpoints: readonly Breakpoint[] }) => {
    all = breakpoints;
  };
  const texts = new ProgramTexts(
    { id: 'own', text: 'main', files },
    () => ({ change }) as unknown as Debugger['breakpoints'],
    () => all,
  );
  let changes = 0;
  texts.onChange(() => changes++);
  return { texts, breakpoints: () => all, changes: () => changes };
}

test('the program’s own file is the first, and has the id of the program', () => {
  const { texts } = made();
  expect(texts.paths()).toEqual([path('main.py'), path('a.py')]);
  expect(texts.program).toEqual({ id: 'own', path: path('main.py'), text: 'main' });
  expect(texts.open(path('a.py'))).toEqual({ id: 'own /home/pyodide/a.py', path: path('a.py'), text: 'a' });
  expect(texts.open(path('none.py'))).toBeUndefined();
  expect(texts.text(path('none.py'))).toBeUndefined();
});

test('a file that is renamed keeps its place, its text and its breakpoints', () => {
  const { texts, breakpoints, changes } = made([
    { name: 'a.py', text: 'a' },
    { name: 'b.py', text: 'b' },
  ]);
  expect(texts.rename(path('a.py'), 'a.py')).toBe(path('a.py'));
  expect(changes()).toBe(0);
  expect(texts.rename(path('a.py'), 'pkg/a.py')).toBe(path('pkg/a.py'));
  expect(texts.beside).toEqual([
    { name: 'pkg/a.py', text: 'a' },
    { name: 'b.py', text: 'b' },
  ]);
  expect(breakpoints().map((each) => each.path)).toEqual([path('main.py'), path('pkg/a.py')]);
  expect(changes()).toBe(1);
});

test('what was removed last comes back with its text and breakpoints, until something else is done', () => {
  const { texts, breakpoints } = made();
  texts.remove(path('main.py'));
  texts.remove(path('none.py'));
  expect(texts.removed).toBeUndefined();
  const before = breakpoints();
  texts.remove(path('a.py'));
  expect(texts.removed).toBe(path('a.py'));
  expect(breakpoints()).toHaveLength(1);
  expect(texts.bringBack()).toBe(path('a.py'));
  expect(texts.text(path('a.py'))).toBe('a');
  expect(breakpoints()).toEqual(before);
  texts.remove(path('a.py'));
  texts.add('c.py');
  expect(texts.bringBack()).toBeUndefined();
});

test.each([
  ['', /is no name/],
  ['..', /is no name/],
  ['a/../b.py', /is no name/],
  ['/b.py', /is no name/],
  ['b\\c.py', /is no name/],
  ['a.py', /There is a file a\.py already/],
  ['main.py', /There is a file main\.py already/],
  ['a.py/b.py', /cannot both be there/],
])('a file cannot be called %j, and nothing is lost by it', (name, message) => {
  const { texts, changes } = made();
  expect(() => texts.add(name)).toThrow(message);
  expect(() => texts.rename(path('a.py'), name.startsWith('a.py') ? 'main.py' : name)).toThrow();
  expect(texts.beside).toEqual([{ name: 'a.py', text: 'a' }]);
  expect(changes()).toBe(0);
});

test('the files of another tab are taken over, and those of another program', () => {
  const { texts } = made([
    { name: 'a.py', text: 'a' },
    { name: 'b.py', text: 'b' },
  ]);
  texts.takeOver([
    { name: 'b.py', text: 'B' },
    { name: 'c.py', text: 'c' },
  ]);
  expect(texts.beside).toEqual([
    { name: 'b.py', text: 'B' },
    { name: 'c.py', text: 'c' },
  ]);
  expect(texts.mainText).toBe('main');
  texts.openProgram({ id: 'other', text: 'x', files: [] });
  expect(texts.paths()).toEqual([path('main.py')]);
  expect(texts.program.id).toBe('other');
});
