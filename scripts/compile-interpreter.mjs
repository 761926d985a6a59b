// Compiles what programs use of Pyodide's interpreter with V8's optimizing compiler, and keeps the code in a file.
//
//   node compile-interpreter.mjs SNAPSHOT OUT
//
// A program that starts from a memory snapshot would else run in V8's baseline code to its end, at less than half the speed:
// V8 replaces code that has become hot, but not under a function that is running, and Python's calls all run in one.
// In a separate process, because V8's flags are per process.
// The file is for this Node only; src/node/fast-start.ts reads it.
/// <reference lib="dom" />
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import v8 from 'node:v8';
import { bootstrap, FOLDER } from './lib/bytecode.mjs';

const [snapshotFile, outFile] = process.argv.slice(2);
if (snapshotFile === undefined || outFile === undefined) throw new Error('compile-interpreter.mjs SNAPSHOT OUT');

const serialize = serializer();
// Newer engines keep that name to themselves: the caller takes an empty file for none, and the worker warms up instead.
if (serialize === undefined) {
  writeFileSync(outFile, '');
  process.exit();
}

/** Each function is optimized when it is first called, while the one flag is off; both are as they were before. */
const eager = ['--liftoff', '--wasm-dynamic-tiering'];
for (const flag of eager) v8.setFlagsFromString(flag.replace('--', '--no-'));

/** @type {WebAssembly.Module | undefined} */
let interpreter;
const hash = createHash('sha256');
const { instantiate } = WebAssembly;
WebAssembly.instantiate = /** @type {typeof WebAssembly.instantiate} */ (
  async (/** @type {any} */ source, /** @type {WebAssembly.Imports | undefined} */ imports) => {
    if (source instanceof WebAssembly.Module || interpreter || !imports?.env?._Py_CheckEmscriptenSignals_Helper) {
      return instantiate(source, imports);
    }
    interpreter = await WebAssembly.compile(source);
    hash.update(new Uint8Array(source));
    return { module: interpreter, instance: await instantiate(interpreter, imports) };
  }
);

const { loadPyodide } = await import('pyodide');
const quiet = () => {};
const snapshot = new Uint8Array(readFileSync(snapshotFile));
const pyodide = await loadPyodide(
  /** @type {any} */ ({ _loadSnapshot: snapshot, stdout: quiet, stderr: console.error }),
);
const names = pyodide.toPy({ FOLDER, __name__: 'prepare' });
pyodide.runPython(bootstrap, { globals: names });
/** @param {string} file */
const text = (file) => readFileSync(new URL(file, import.meta.url), 'utf8');
const warmUps = [`${text('../src/worker/warm.py')}\nfor _ in range(5):\n    warm()\n`, text('lib/warm.py')];
for (const warmUp of warmUps) pyodide.runPython(warmUp, { globals: pyodide.toPy({}) });

for (const flag of eager) v8.setFlagsFromString(flag);
const serialized = interpreter && serialize(interpreter);
if (!serialized) throw new Error('V8 did not give the code of the interpreter.');
const code = new Uint8Array(serialized);
writeFileSync(outFile, Buffer.concat([hash.update(code).digest(), code]));

/**
 * A name of V8's own, which only its tests use otherwise: Node has no other way to the code cache that browsers have.
 * @returns {((module: WebAssembly.Module) => ArrayBuffer | undefined) | undefined}
 */
function serializer() {
  v8.setFlagsFromString('--allow-natives-syntax');
  try {
    return /** @type {any} */ (new Function('module', 'return %SerializeWasmModule(module)'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  } finally {
    v8.setFlagsFromString('--no-allow-natives-syntax');
  }
}
