/** The package for npm, from its files to a page that each bundler has made with it. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { type PreviewServer, preview } from 'vite';
import { buildExample, installPacked, type Packed, root, typeErrors } from './packed.ts';

const KB = 1000;

/** Bytes that a file, or what a module needs at once, may have. */
const MOST = { packed: 12_000 * KB, unpacked: 29_000 * KB, worker: 2900 * KB, session: 150 * KB, element: 15 * KB };

/** Where the page of an example is, from its folder. */
const PAGES = { vite: 'dist/', webpack: 'dist/', esbuild: 'dist/', 'import-map': '' };

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

let packed: Packed;
let server: PreviewServer;

test.beforeAll(async () => {
  packed = await installPacked();
  server = await preview({
    configFile: false,
    root: packed.folder,
    logLevel: 'error',
    build: { outDir: '.' },
    preview: { host: '127.0.0.1', port: 0, headers: isolation },
  });
});

test.afterAll(async () => {
  await server?.close();
  packed?.remove();
});

/** The modules that come with one at once, itself among them. */
function closure(path: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, from] of packed
    .text(path)
    .matchAll(/(?:^|[;}\n])(?:import|export)\b[^;"'`()]*["'`](\.[^"'`]+)["'`]/g)) {
    if (from) closure(posix.join(posix.dirname(path), from), found);
  }
  return found;
}

test('the package has what can be imported or read, and nothing else', () => {
  const folders = new Set(packed.files.map(({ path }) => path.split('/').slice(0, 2).join('/')));
  const kinds = [...folders].filter((path) => !path.startsWith('types/') && !/^lib\/[\w-]+-part\d*\.js$/.test(path));
  expect(kinds.sort()).toEqual(
    [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin/dapper-web-dap.mjs',
      'lib/assets',
      'lib/element.js',
      'lib/index.js',
      'lib/node',
      'lib/own-worker.js',
      'lib/ui.js',
      'package.json',
      'third-party-licenses.txt',
    ].sort(),
  );
  expect(packed.files.filter(({ path }) => /\.(map|tsbuildinfo|bin)$|\.test\.|(?<!\.d)\.ts$/.test(path))).toEqual([]);
});

test('everything that is exported is there', () => {
  const paths = packed.files.map(({ path }) => path);
  const { exports, bin } = JSON.parse(packed.text('package.json'));
  const targets = [...Object.values<string | Record<string, string>>(exports), ...Object.values<string>(bin)]
    .flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)))
    .map((target) => target.replace(/^\.\//, ''));
  expect(targets.length).toBeGreaterThan(8);
  const isThere = (target: string) =>
    target.endsWith('/*') ? paths.some((path) => path.startsWith(target.slice(0, -1))) : paths.includes(target);
  expect(targets.filter((target) => !isThere(target))).toEqual([]);
});

test('no file names a folder of the machine that made it', () => {
  expect(packed.files.filter(({ path }) => packed.text(path).includes(root))).toEqual([]);
});

test('a session brings no editor, the element little before it is used, and all is as small as it was', () => {
  const bytes = (path: string) => [...closure(path)].reduce((sum, part) => sum + packed.text(part).length, 0);
  const gzip = (path: string) =>
    [...closure(path)].reduce((sum, part) => sum + gzipSync(packed.text(part), { level: 9 }).length, 0);
  expect([...closure('lib/index.js')].length).toBeGreaterThan(2);
  expect(bytes('lib/index.js')).toBeLessThan(MOST.session);
  expect(gzip('lib/element.js')).toBeLessThan(MOST.element);
  const size = (path: string) => packed.files.find((file) => file.path === path)?.size;
  expect(size('lib/assets/worker.js')).toBeLessThan(MOST.worker);
  expect(packed.size).toBeLessThan(MOST.packed);
  expect(packed.files.reduce((sum, file) => sum + file.size, 0)).toBeLessThan(MOST.unpacked);
});

test('the command runs a program', async () => {
  const program = join(packed.folder, 'program.py');
  writeFileSync(program, 'print(6 * 7)\n');
  const command = join(packed.folder, 'node_modules', 'dapper-web', 'bin', 'dapper-web-dap.mjs');
  const adapter = spawn(process.execPath, [command], { stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  adapter.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const requests = [
    ['initialize', { adapterID: 'test' }],
    ['launch', { program, noDebug: true }],
    ['configurationDone', {}],
  ];
  for (const [at, [name, args]] of requests.entries()) {
    const text = JSON.stringify({ seq: at + 1, type: 'request', command: name, arguments: args });
    adapter.stdin.write(`Content-Length: ${text.length}\r\n\r\n${text}`);
  }
  await expect.poll(() => said, { timeout: 45_000 }).toContain('"output":"42\\n"');
  adapter.kill();
});

for (const [moduleResolution, module] of [
  ['bundler', 'esnext'],
  ['nodenext', 'nodenext'],
]) {
  test(`what docs/library.md shows compiles with the resolution "${moduleResolution}"`, async () => {
    const page = readFileSync(join(root, 'docs', 'library.md'), 'utf8');
    const samples = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code ?? '');
    expect(samples.length).toBeGreaterThan(3);
    const files = samples.map((code, at) => {
      const name = `sample-${moduleResolution}-${at}.mts`;
      writeFileSync(join(packed.folder, name), `${code}\nexport {};\n`);
      return name;
    });
    const project = `tsconfig.${moduleResolution}.json`;
    const compilerOptions = {
      ...{ target: 'es2023', lib: ['es2023', 'dom'], types: [], strict: true, noEmit: true, skipLibCheck: false },
      ...{ module, moduleResolution, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    };
    writeFileSync(join(packed.folder, project), JSON.stringify({ compilerOptions, files }));
    expect(await typeErrors(packed.folder, project)).toEqual([]);
  });
}

for (const [name, page] of Object.entries(PAGES)) {
  test(`the example "${name}" stops at its breakpoint`, async ({ page: browser }) => {
    await buildExample(packed, name);
    await browser.goto(new URL(`${name}/${page}`, server.resolvedUrls?.local[0]).href);
    await expect(browser.locator('output')).toHaveText('Stopped at line 3', { timeout: 30_000 });
    if (name !== 'import-map') return;
    await browser.getByRole('button', { name: 'Debug' }).click();
    await expect(browser.locator('python-debugger').getByRole('status')).toContainText('Paused');
  });
}

/** Python's worker as an embedder writes it, with a module of its own in the interpreter. */
const OWN_WORKER = `
import { serveDebugger } from '/node_modules/dapper-web/lib/own-worker.js';
import { loadPyodide } from '/node_modules/dapper-web/lib/assets/pyodide/pyodide.mjs';

serveDebugger(async (options) => {
  const pyodide = await loadPyodide({ ...options, indexURL: '/node_modules/dapper-web/lib/assets/pyodide/' });
  pyodide.registerJsModule('given', { answer: 42 });
  return pyodide;
});
`;

/** A page that says what a name is worth at the second line. */
const OWN_PAGE = (options: string, program: string) => `<!doctype html>
<title>A Pyodide of the page's own</title>
<output>Not stopped yet</output>
<script type="module">
import { createSession, startProgram } from '/node_modules/dapper-web/lib/index.js';

const path = '/home/pyodide/main.py';
const assets = { base: new URL('/node_modules/dapper-web/lib/assets/', location.href) };
const session = await createSession({ assets, ${options} });
session.on('stopped', async ({ threadId }) => {
  const { stackFrames: [{ id: frameId }] } = await session.request('stackTrace', { threadId });
  const { result } = await session.request('evaluate', { expression: 'answer', frameId });
  document.querySelector('output').textContent = result;
});
await startProgram(session, {
  files: [{ path, text: ${JSON.stringify(program)} }],
  launch: { program: path },
  breakpoints: () => [{ source: { path }, breakpoints: [{ line: 2 }] }],
});
</script>
`;

test('a program is debugged in a Pyodide that a worker of the page has loaded', async ({ page }) => {
  writeFileSync(join(packed.folder, 'own-worker.js'), OWN_WORKER);
  const program = 'from given import answer\nprint(answer)\n';
  writeFileSync(
    join(packed.folder, 'own-worker.html'),
    OWN_PAGE("workerUrl: new URL('/own-worker.js', location.href)", program),
  );
  await page.goto(new URL('own-worker.html', server.resolvedUrls?.local[0]).href);
  await expect(page.locator('output')).toHaveText('42', { timeout: 30_000 });
});

// The oldest, whose files have other names, and one since then.
for (const release of ['0.23', '0.29']) {
  test(`a program is debugged in the release of Pyodide that the page names: ${release}`, async ({ page }) => {
    const program = "answer = __import__('pyodide').__version__\nprint(answer)\n";
    const options = `pyodide: new URL('/node_modules/pyodide-${release}/', location.href)`;
    writeFileSync(join(packed.folder, 'own-release.html'), OWN_PAGE(options, program));
    await page.goto(new URL('own-release.html', server.resolvedUrls?.local[0]).href);
    const folder = join(root, 'node_modules', `pyodide-${release}`);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    await expect(page.locator('output')).toHaveText(`'${version}'`, { timeout: 30_000 });
  });
}
