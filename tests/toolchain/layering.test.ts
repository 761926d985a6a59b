/** The compiler and the linter enforce which folder may import which; here both are given imports that run the wrong way. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folders = ['protocol', 'channel', 'worker', 'client', 'model', 'ui', 'playground', 'element', 'node'] as const;
type Folder = (typeof folders)[number];

/** A file of the folder `from` that holds `code`. */
interface Attempt {
  readonly from: Folder;
  readonly name: string;
  readonly code: string;
}

const MAY = [
  ['channel', 'protocol'],
  ['worker', 'channel'],
  ['client', 'channel'],
  ['model', 'client'],
  ['model', 'protocol'],
  ['ui', 'model'],
  ['ui', 'client'],
  ['ui', 'protocol'],
  ['playground', 'ui'],
  ['element', 'ui'],
  ['node', 'worker'],
  ['node', 'client'],
] as const;

const MUST_NOT = [
  ['protocol', 'channel'],
  ['channel', 'worker'],
  ['channel', 'client'],
  ['worker', 'client'],
  ['client', 'worker'],
  ['client', 'model'],
  ['client', 'ui'],
  ['model', 'channel'],
  ['model', 'worker'],
  ['model', 'ui'],
  ['client', 'node'],
  ['ui', 'worker'],
  ['ui', 'channel'],
  ['ui', 'playground'],
  ['playground', 'worker'],
  ['playground', 'channel'],
  ['element', 'worker'],
  ['element', 'channel'],
  ['element', 'playground'],
  ['ui', 'element'],
] as const;

/** A file that imports another folder's code. */
const importing = ([from, to]: readonly [Folder, Folder]): Attempt => ({
  from,
  name: `takes-${to}`,
  code: `import { ${to} } from '../${to}/index.ts';\nexport const copy = ${to};\n`,
});

const WITH_COMLINK: Attempt = {
  from: 'protocol',
  name: 'comlink',
  code: "import { wrap } from 'comlink';\nexport const it = wrap;\n",
};
const WITH_VALIBOT: Attempt = {
  from: 'protocol',
  name: 'valibot',
  code: "import * as v from 'valibot';\nexport const text = v.string();\n",
};
const WITH_DOM: Attempt = { from: 'protocol', name: 'dom', code: 'export const title = document.title;\n' };

const MODEL_WITH_DOM: Attempt = { ...WITH_DOM, from: 'model' };

/** What a panel must not reach for. */
const OF_THE_PAGE = [
  'document.activeElement',
  "document.body.append('')",
  "window.addEventListener('keydown', () => {})",
  "addEventListener('keydown', () => {})",
  "matchMedia('(width < 1px)')",
  'scrollBy(0, 1)',
  'self.origin',
  'globalThis.localStorage',
].map((code, index): Attempt => ({ from: 'ui', name: `page-${index}`, code: `export const it = ${code};\n` }));

const OF_ITS_HOST: Attempt = {
  from: 'ui',
  name: 'host',
  code: `export function fill(host: HTMLElement): void {
  const { ownerDocument } = host;
  host.append(ownerDocument.createElement('p'), getComputedStyle(host).color);
  requestAnimationFrame(() => host.addEventListener('click', () => host.focus()));
}
`,
};

const WITH_HASH: Attempt = {
  from: 'client',
  name: 'hash',
  code: 'export class Count {\n  #count = 0;\n\n  next(): number {\n    return this.#count++;\n  }\n}\n',
};

const pathOf = ({ from, name }: Attempt) => `src/${from}/${name}.ts`;

/** What the compiler and the linter say, all attempts being there at once. */
let said: readonly string[];

beforeAll(() => {
  const checkout = mkdtempSync(join(tmpdir(), 'dapper-layering-'));
  try {
    for (const file of ['tsconfig.base.json', 'biome.json', '.gitignore'])
      copyFileSync(join(root, file), join(checkout, file));
    cpSync(join(root, 'scripts/lint'), join(checkout, 'scripts/lint'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
    for (const folder of folders) {
      const path = join('src', folder);
      mkdirSync(join(checkout, path), { recursive: true });
      copyFileSync(join(root, path, 'tsconfig.json'), join(checkout, path, 'tsconfig.json'));
      writeFileSync(join(checkout, path, 'index.ts'), `export const ${folder} = 1;\n`);
    }
    const references = folders.map((folder) => ({ path: `src/${folder}` }));
    writeFileSync(join(checkout, 'tsconfig.json'), JSON.stringify({ files: [], references }));
    const attempts = [
      ...MAY.map(importing),
      ...MUST_NOT.map(importing),
      WITH_COMLINK,
      WITH_VALIBOT,
      WITH_DOM,
      MODEL_WITH_DOM,
      ...OF_THE_PAGE,
      OF_ITS_HOST,
      WITH_HASH,
    ];
    for (const attempt of attempts) writeFileSync(join(checkout, pathOf(attempt)), attempt.code);
    const run = (script: string, ...args: string[]) => {
      const file = join(root, 'node_modules', script);
      const { stdout, stderr } = spawnSync(process.execPath, [file, ...args], { cwd: checkout, encoding: 'utf8' });
      return (stdout + stderr).split('\n');
    };
    said = [
      ...run('typescript/bin/tsc', '-b', '--pretty', 'false'),
      ...run('@biomejs/biome/bin/biome', 'lint', '--vcs-enabled=false', '--max-diagnostics=none', 'src'),
    ];
  } finally {
    rmSync(checkout, { recursive: true, force: true });
  }
}, 60_000);

/** What they say of one; empty if they accept it. */
const complaints = (attempt: Attempt) => said.filter((line) => line.includes(pathOf(attempt))).join('\n');

test.each(MAY)('%s may import %s', (...pair) => {
  expect(complaints(importing(pair))).toBe('');
});

test.each(MUST_NOT)('%s cannot import %s', (...pair) => {
  expect(complaints(importing(pair))).toMatch(/TS6059|noRestrictedImports/);
});

test('protocol has no runtime imports but what schemas are made of', () => {
  expect(complaints(WITH_COMLINK)).toMatch(/noRestrictedImports/);
  expect(complaints(WITH_VALIBOT)).toBe('');
});

test.each([WITH_DOM, MODEL_WITH_DOM])('$from knows no DOM', (attempt) => {
  expect(complaints(attempt)).toMatch(/Cannot find name 'document'/);
});

test.each(OF_THE_PAGE)('a panel keeps off the page: $code', (attempt) => {
  expect(complaints(attempt)).toMatch(/noRestrictedGlobals/);
});

test('a panel may use its host, and what is nobody’s', () => {
  expect(complaints(OF_ITS_HOST)).toBe('');
});

test('private members have one style', () => {
  expect(complaints(WITH_HASH)).toMatch(/plugin/);
});
