// The licences of all that a build contains and that is not ours: one file beside it.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './setup.mjs';

/** Where the file is, in the folder of the build. */
export const LICENSE_FILE = 'third-party-licenses.txt';

const MODULES = `${sep}node_modules${sep}`;
const TEXTS = fileURLToPath(new URL('../licenses/', import.meta.url));
const RULE = '='.repeat(100);

/** Names of the files in which packages keep their licence, and those of what they contain themselves. */
const OF_A_PACKAGE = /^(licen[cs]e|copying|notice|third-?party-?notices)/i;

/** What is in Pyodide's files, whose package has no licence text. */
const IN_PYODIDE = [
  { title: 'Pyodide (https://github.com/pyodide/pyodide), MPL-2.0', text: 'pyodide.txt' },
  { title: 'CPython (https://www.python.org), PSF-2.0, and what it contains', text: 'cpython.txt' },
  { title: 'Emscripten (https://emscripten.org), MIT', text: 'emscripten.txt' },
  { title: 'musl (https://musl.libc.org), MIT', text: 'musl.txt' },
];

/**
 * Two Vite plugins: `collect` for every bundle of a build, those of its workers too, and `write` for the outermost.
 * Pyodide is part of every build without being bundled: as its files, or as a snapshot of its memory.
 */
export function thirdPartyLicenses() {
  /** @type {Set<string>} */
  const folders = new Set();
  return {
    /** @returns {import('vite').Plugin} */
    collect: () => ({
      name: 'dapper:collect-licenses',
      generateBundle(_options, bundle) {
        for (const part of Object.values(bundle)) {
          for (const id of part.type === 'chunk' ? part.moduleIds : part.originalFileNames) {
            const folder = packageFolder(id);
            if (folder) folders.add(folder);
          }
        }
      },
    }),
    /** @returns {import('vite').Plugin} */
    write: () => ({
      name: 'dapper:write-licenses',
      generateBundle: {
        order: 'post',
        handler() {
          const texts = [...folders].sort().map(textOf);
          texts.push(...IN_PYODIDE.map(({ title, text }) => entry(title, [join(TEXTS, text)])));
          this.emitFile({ type: 'asset', fileName: LICENSE_FILE, source: texts.join('\n') });
        },
      },
    }),
  };
}

/**
 * The folder of the package that a module or asset is of; undefined if it is ours.
 * @param {string} id
 */
function packageFolder(id) {
  const path = resolve(root, id.replace(/^\0/, '').replace(/\?.*$/, ''));
  const at = path.lastIndexOf(MODULES);
  if (at < 0) return undefined;
  const inner = path.slice(at + MODULES.length).split(sep);
  const name = inner.slice(0, inner[0]?.startsWith('@') ? 2 : 1);
  return join(path.slice(0, at), 'node_modules', ...name);
}

/**
 * @param {string} folder
 * @throws Error if the package has no licence text
 */
function textOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => OF_A_PACKAGE.test(file));
  if (files.length === 0)
    throw new Error(`"${name}" is part of the build, and its package has no file with a licence.`);
  return entry(
    `${name} ${version}, ${license}`,
    files.sort().map((file) => join(folder, file)),
  );
}

/**
 * @param {string} title
 * @param {string[]} files
 */
function entry(title, files) {
  return [RULE, title, RULE, '', ...files.map((file) => readFileSync(file, 'utf8').trim()), ''].join('\n');
}
