// Pyodide's own files, which every build for browsers has beside its scripts.
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { libraryWithBytecode } from './stdlib.mjs';

/** The one that is served with bytecode beside the sources. */
const LIBRARY = 'python_stdlib.zip';

/** What `loadPyodide` fetches from its `indexURL`. */
const files = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', LIBRARY, 'pyodide-lock.json'].map(
  (name) => `node_modules/pyodide/${name}`,
);

/**
 * Pyodide's file, or the one that is served in its place.
 * @param {string} file
 */
const served = async (file) => (basename(file) === LIBRARY ? await libraryWithBytecode() : file);

/** Puts them into the folder `pyodide` of a build: a target of vite-plugin-static-copy. */
export const pyodideCopies = {
  src: files,
  dest: 'pyodide',
  transform: {
    encoding: /** @type {const} */ ('buffer'),
    /** @param {Buffer} _content @param {string} file */
    handler: async (_content, file) => readFileSync(await served(file)),
  },
};

/**
 * Bytes of those that are counted while they load.
 * @returns {Promise<Record<string, number>>} by name
 */
export async function pyodideSizes() {
  const counted = files.filter((file) => !file.endsWith('.mjs'));
  return Object.fromEntries(
    await Promise.all(counted.map(async (file) => [basename(file), statSync(await served(file)).size])),
  );
}
