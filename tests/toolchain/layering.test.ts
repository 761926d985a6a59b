/** The compiler and the linter enforce which folder may import which; here both are given imports that run the wrong way. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folders = ['protocol', 'channel', 'worker', 'client', 'ui', 'playground', 'node'] as const;
type Folder = (typeof folders)[number];

/** A checkout with our configuration and one line of code in each folder. */
let checkout: string;

beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'dapper-layering-'));
  for (const file of ['tsconfig.base.json', 'biome.json', '.gitignore'])
    copyFileSync(join(root, file), join(checkout, file));
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  for (const folder of folders) {
    const path = join('src', folder);
    mkdirSync(join(checkout, path), { recursive: true });
    copyFileSync(join(root, path, 'tsconfig.json'), join(checkout, path, 'tsconfig.json'));
    writeFileSync(join(checkout, path, 'index.ts'), `export const ${folder} = 1;\n`);
  }
  const references = folders.map((folder) => ({ path: `src/${folder}` }));
  writeFileSync(join(checkout, 'tsconfig.json'), JSON.stringify({ files: [], references }));
});

afterAll(() => rmSync(checkout, { recursive: true, force: true }));

/** What the compiler and the linter say about a file in `from` that holds `code`; empty if they accept it. */
function complaints(from: Folder, code: string): string {
  const file = join('src', from, 'attempt.ts');
  writeFileSync(join(checkout, file), code);
  try {
    const tsc = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], {
      cwd: checkout,
      encoding: 'utf8',
    });
    const biome = spawnSync(
      process.execPath,
      [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'lint', '--vcs-enabled=false', file],
      { cwd: checkout, encoding: 'utf8' },
    );
    const said = (run: { status: number | null; stdout: string; stderr: string }) =>
      run.status === 0 ? '' : run.stdout + run.stderr;
    return said(tsc) + said(biome);
  } finally {
    rmSync(join(checkout, file));
  }
}

/** A file that imports another folder's code. */
function importing(to: Folder): string {
  return `import { ${to} } from '../${to}/index.ts';\nexport const copy = ${to};\n`;
}

test.each([
  ['channel', 'protocol'],
  ['worker', 'channel'],
  ['client', 'channel'],
  ['ui', 'client'],
  ['ui', 'protocol'],
  ['playground', 'ui'],
  ['node', 'worker'],
  ['node', 'client'],
] as const)('%s may import %s', (from, to) => {
  expect(complaints(from, importing(to))).toBe('');
});

test.each([
  ['protocol', 'channel'],
  ['channel', 'worker'],
  ['channel', 'client'],
  ['worker', 'client'],
  ['client', 'worker'],
  ['client', 'ui'],
  ['client', 'node'],
  ['ui', 'worker'],
  ['ui', 'channel'],
  ['ui', 'playground'],
  ['playground', 'worker'],
  ['playground', 'channel'],
] as const)('%s cannot import %s', (from, to) => {
  expect(complaints(from, importing(to))).toMatch(/TS6059|noRestrictedImports/);
});

test('protocol has no runtime imports but what schemas are made of', () => {
  expect(complaints('protocol', "import { wrap } from 'comlink';\nexport const it = wrap;\n")).toMatch(
    /noRestrictedImports/,
  );
  expect(complaints('protocol', "import * as v from 'valibot';\nexport const text = v.string();\n")).toBe('');
});

test('protocol knows no DOM', () => {
  expect(complaints('protocol', 'export const title = document.title;\n')).toMatch(/Cannot find name 'document'/);
});
