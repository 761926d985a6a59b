/**
 * The interpreter's WebAssembly module, compiled in the process's main thread while the worker's thread starts.
 *
 * Where the build has kept V8's machine code of it (scripts/lib/snapshot.mjs), that is taken: programs then run at full
 * speed from their first line.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import v8 from 'node:v8';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { besideBundle } from './bundle.ts';
import { engineFunction } from './engine.ts';

/** What a worker is told of the interpreter. */
export type InterpreterMessage = { readonly module: WebAssembly.Module } | { readonly problem: string };

/** Bytes of the SHA-256 of the interpreter's file and its code, which go before the code. V8 itself checks neither. */
const DIGEST = 32;

/**
 * About how many bytes of a function V8 runs before it optimizes it, where nothing is optimized before: a tenth of V8's own
 * number, so that programs are not slow for long.
 */
const TIERING_BUDGET = 1_000_000;

/**
 * Begins to compile.
 *
 * @param bundle - URL of the worker's bundle, which the build's files lie beside.
 * @returns where a worker hears `InterpreterMessage`, once; undefined where there is no snapshot for it.
 */
export function compileInterpreter(bundle: URL): MessagePort | undefined {
  if (!existsSync(besideBundle('snapshot', bundle))) return undefined;
  const { port1, port2 } = new MessageChannel();
  const tell = (message: InterpreterMessage) => {
    port1.postMessage(message);
    port1.close();
  };
  compiled(besideBundle('code', bundle)).then(
    (module) => tell({ module }),
    (error) => tell({ problem: String(error) }),
  );
  return port2;
}

/**
 * The installed release's interpreter, with the code in a file if there is one.
 *
 * @throws Error if the code is another interpreter's, or another engine's.
 */
async function compiled(code: URL): Promise<WebAssembly.Module> {
  const wasm = readFile(createRequire(import.meta.url).resolve('pyodide/pyodide.asm.wasm'));
  if (existsSync(code)) return withCode(await wasm, await readFile(code));
  // Code that was optimized on a guess falls back to baseline code when the guess fails, under a running program to its
  // end. A boot from nothing has seen all that there is to guess from; after a snapshot nearly all is yet to come.
  v8.setFlagsFromString('--no-wasm-deopt');
  v8.setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);
  return WebAssembly.compile(await wasm);
}

function withCode(wasm: Uint8Array<ArrayBuffer>, file: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  const code = new Uint8Array(file.subarray(DIGEST));
  const digest = createHash('sha256').update(wasm).update(code).digest();
  if (digest.some((byte, at) => byte !== file[at])) {
    throw new Error('the compiled code is damaged, or of another interpreter');
  }
  const deserialize = engineFunction<[ArrayBuffer, Uint8Array], WebAssembly.Module | undefined>(
    'DeserializeWasmModule',
    2,
  );
  const module = deserialize?.(code.buffer, wasm);
  if (module === undefined) throw new Error('the compiled code is of another JavaScript engine');
  return module;
}
