// What is made once of the Python package `dapper` and the pinned Pyodide, and kept until one of them changes.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = join(root, 'src', 'python');
const folder = join(root, 'node_modules', '.cache', 'dapper');

const MAKERS = [
  'scripts/compile-interpreter.mjs',
  'scripts/compile-script.mjs',
  'scripts/make-snapshot.mjs',
  'src/node/engine.ts',
  'src/node/suspension.ts',
  'scripts/lib/bytecode.mjs',
  'scripts/lib/pyodide-script.mjs',
  'scripts/lib/snapshot.mjs',
  'scripts/lib/warm.py',
  'src/worker/bootstrap.py',
  'src/worker/warm.py',
];

/** The package's files: path below `src/python`, with "/" between folders, and text. */
export function packageFiles() {
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py'))
    .sort()
    .map((name) => ({ path: name.replaceAll('\\', '/'), text: readFileSync(join(sources, name), 'utf8') }));
}

/** What the browser's snapshots of memory depend on, beside the package and Pyodide. */
const IN_SNAPSHOTS = [
  'public/dapper-hook.so',
  'scripts/lib/bytecode.mjs',
  'src/worker/bootstrap.py',
  'src/worker/snapshot/make.ts',
  'src/worker/snapshot/memory-file.ts',
];

/** What the library with its bytecode depends on, beside Pyodide. */
export const libraryVersion = () => digestOf(['scripts/lib/stdlib.mjs'], false);

/** Names the snapshots that fit a build: another name, another Pyodide, debugger, hook or format. */
export const snapshotVersion = () => digestOf(IN_SNAPSHOTS);

/**
 * Of what is installed, some files, and the package.
 * @param {readonly string[]} names of the files, from the root
 * @param {boolean} withPackage
 * @returns {string} 16 hexadecimal digits
 */
function digestOf(names, withPackage = true) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const files = names.map((name) => readFileSync(join(root, name)));
  const parts = [lock, ...files, ...(withPackage ? [JSON.stringify(packageFiles())] : [])];
  return parts
    .reduce((hash, part) => hash.update(part), createHash('sha256'))
    .digest('hex')
    .slice(0, 16);
}

/**
 * The bytes that `make` returns for the package as it is; made once. Older ones of the same kind are removed.
 * @param {string} kind the beginning of the file's name
 * @param {(files: {path: string, text: string}[]) => Promise<Uint8Array>} make
 * @param {string} [key] what the bytes depend on, if not on the package
 * @returns {Promise<string>} the file's path
 */
export async function cachedFile(kind, make, key = digestOf(MAKERS)) {
  const files = packageFiles();
  const name = `${kind}-${key}`;
  const path = join(folder, name);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const bytes = await make(files);
  // Two builds may run at once: the file appears whole or not at all.
  writeFileSync(`${path}.${process.pid}`, bytes);
  renameSync(`${path}.${process.pid}`, path);
  for (const old of readdirSync(folder)) {
    if (old.startsWith(`${kind}-`) && old !== name && /^[0-9a-f]{16}$/.test(old.slice(kind.length + 1))) {
      rmSync(join(folder, old), { force: true });
    }
  }
  return path;
}
