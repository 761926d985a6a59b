/**
 * The rooms of the house: which folder may import which, in both languages, types included; and that nothing grows out of
 * what can be read in one sitting. The compiler holds the TypeScript side to its layers too (layering.test.ts).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const sources = join(root, 'src');
const python = join(sources, 'python');

/** Rooms of the Python package, lowest first: each may import itself and those before it. */
const ROOMS = [
  'wire',
  'code',
  'values',
  'delivery',
  'modified',
  'stopping',
  'frame_eval',
  '_frame_eval',
  'session',
] as const;

/** Says of a file that nobody has written it, and nobody has to read it. */
const GENERATED = 'Made of src/protocol by `npm run generate`';

/** Lines of a file, and of a function. */
const LONGEST_FILE = 400;
const LONGEST_FUNCTION = 60;

function files(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort();
}

/** What each file imports of the others, by path from the root. */
type Imports = ReadonlyMap<string, readonly string[]>;

const name = (file: string) => relative(root, file).replaceAll('\\', '/');

function pythonImports(): Imports {
  const paths = new Set(files(join(python, 'dapper'), '.py'));
  const found = new Map<string, string[]>();
  for (const file of paths) {
    const text = readFileSync(file, 'utf8').replaceAll(/\(\s*([^()]*?),?\s*\)/g, (_, inner: string) =>
      inner.replaceAll(/\s+/g, ' '),
    );
    const imports = new Set<string>();
    for (const [, module = '', names = ''] of text.matchAll(/^\s*from (dapper[\w.]*) import (.+)$/gm)) {
      const folder = join(python, ...module.split('.'));
      for (const each of names.replace(/#.*/, '').split(',')) {
        const inside = join(folder, `${each.trim().split(' ')[0]}.py`);
        const target = [inside, `${folder}.py`, join(folder, '__init__.py')].find((path) => paths.has(path));
        if (target === undefined) throw new Error(`${name(file)} imports ${module}, which is not a file`);
        imports.add(name(target));
      }
    }
    found.set(name(file), [...imports]);
  }
  return found;
}

function typeScriptImports(): Imports {
  const found = new Map<string, string[]>();
  for (const file of files(sources, '.ts')) {
    const text = readFileSync(file, 'utf8');
    const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g)].map(([, path = '']) => path);
    found.set(
      name(file),
      specifiers.map((path) => name(resolve(dirname(file), path))),
    );
  }
  return found;
}

/** Circles among files, each with the files that it is of (Tarjan's algorithm). */
function circles(imports: Imports): string[][] {
  const number = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): number => {
    const mine = number.size;
    number.set(file, mine);
    low.set(file, mine);
    stack.push(file);
    for (const other of imports.get(file) ?? []) {
      const reached = number.has(other) ? (stack.includes(other) ? (number.get(other) ?? mine) : mine) : visit(other);
      low.set(file, Math.min(low.get(file) ?? mine, reached));
    }
    const lowest = low.get(file) ?? mine;
    if (lowest === mine) {
      const circle = stack.splice(stack.indexOf(file));
      if (circle.length > 1 || imports.get(file)?.includes(file)) found.push(circle);
    }
    return lowest;
  };
  for (const file of imports.keys()) if (!number.has(file)) visit(file);
  return found;
}

test('a circle among imports is found', () => {
  const imports = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['b']],
    ['d', ['a', 'c']],
  ]);
  expect(circles(imports)).toEqual([['b', 'c']]);
});

test('no circle is among the imports of the Python package', () => {
  const imports = pythonImports();
  expect([...imports.values()].flat().length).toBeGreaterThan(200);
  expect(circles(imports)).toEqual([]);
});

test('no circle is among the imports of the TypeScript side', () => {
  const imports = typeScriptImports();
  expect([...imports.values()].flat().length).toBeGreaterThan(400);
  expect(circles(imports)).toEqual([]);
});

test('no room of the Python package imports a higher one', () => {
  const room = (file: string) => (ROOMS as readonly string[]).indexOf(file.split('/')[3] ?? '');
  const upwards: string[] = [];
  for (const [file, imports] of pythonImports()) {
    if (file.split('/').length < 5) continue;
    expect(room(file), `${file} is in no room`).toBeGreaterThanOrEqual(0);
    for (const other of imports) if (room(other) > room(file)) upwards.push(`${file} imports ${other}`);
  }
  expect(upwards).toEqual([]);
});

test('every file can be read in one sitting', () => {
  const long = [...files(sources, '.ts'), ...files(sources, '.py'), ...files(join(root, 'wasm-hook'), '.c')]
    .map((file) => ({ file: name(file), text: readFileSync(file, 'utf8') }))
    .filter(({ text }) => !text.includes(GENERATED))
    .map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > LONGEST_FILE);
  expect(long).toEqual([]);
});

test('every function of Python can be seen at once', () => {
  const long: string[] = [];
  for (const file of files(join(python, 'dapper'), '.py')) {
    const lines = readFileSync(file, 'utf8').split('\n');
    for (const [at, line] of lines.entries()) {
      const indent = /^( *)(?:async )?def (\w+)/.exec(line);
      if (indent === null) continue;
      const deeper = new RegExp(`^ {${(indent[1]?.length ?? 0) + 1},}\\S|^\\s*$|^ *\\)`);
      let end = at + 1;
      while (end < lines.length && deeper.test(lines[end] ?? '')) end += 1;
      while (lines[end - 1]?.trim() === '') end -= 1;
      if (end - at > LONGEST_FUNCTION) long.push(`${name(file)}:${at + 1} ${indent[2]} has ${end - at} lines`);
    }
  }
  expect(long).toEqual([]);
});
