// Keeps V8's code of Pyodide's own script after a boot: without it, reading that megabyte takes a tenth of a start.
//
//   node FLAGS compile-script.mjs SNAPSHOT OUT
//
// In a separate process, because V8's flags are the process's. src/node/pyodide-script.ts reads the file.
import { readFileSync, writeFileSync } from 'node:fs';
import vm from 'node:vm';
import { pyodideScript } from './lib/pyodide-script.mjs';

const [snapshotFile, outFile] = process.argv.slice(2);
if (snapshotFile === undefined || outFile === undefined) throw new Error('compile-script.mjs SNAPSHOT OUT');

const script = new vm.Script(pyodideScript());
const createPyodideModule = script.runInThisContext()(
  import.meta.resolve('pyodide/pyodide.asm.mjs'),
  (/** @type {string} */ name) => import(name),
);
const { loadPyodide } = await import('pyodide');
const snapshot = new Uint8Array(readFileSync(snapshotFile));
await loadPyodide(/** @type {any} */ ({ _loadSnapshot: snapshot, createPyodideModule }));
writeFileSync(outFile, script.createCachedData());
