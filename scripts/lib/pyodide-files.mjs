// Pyodide's own files, which every build for browsers has beside its scripts.
import { statSync } from 'node:fs';

/** What `loadPyodide` fetches from its `indexURL`. */
export const pyodideFiles = [
  'pyodide.mjs',
  'pyodide.asm.mjs',
  'pyodide.asm.wasm',
  'python_stdlib.zip',
  'pyodide-lock.json',
];

/** Bytes of those that are counted while they load, by name. */
export function pyodideSizes() {
  const counted = pyodideFiles.filter((name) => !name.endsWith('.mjs'));
  return Object.fromEntries(counted.map((name) => [name, statSync(`node_modules/pyodide/${name}`).size]));
}
