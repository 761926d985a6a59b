/**
 * What the build has put beside the bundle for a fast start under this very Node (scripts/lib/snapshot.mjs): a snapshot of
 * Pyodide's memory, and the machine code of its interpreter. The one without the other would leave programs in V8's
 * baseline code to their end, so they are used together or not at all.
 */
import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import v8 from 'node:v8';
import type { Snapshot } from '../worker/platform.ts';

/** Bytes of the SHA-256 of the interpreter's file, which go before its code. */
const DIGEST = 32;

const beside = (name: string) => new URL(`${name}-${process.version}.bin`, import.meta.url);

/**
 * The snapshot; undefined where this Node has none.
 *
 * @throws Error if it cannot be used.
 */
export async function readSnapshot(): Promise<Snapshot | undefined> {
  const memory = beside('snapshot');
  const found = await access(memory).then(
    () => true,
    () => false,
  );
  if (!found) return undefined;
  const bytes = readFile(memory);
  // Awaited when the interpreter is there, which may never be.
  bytes.catch(() => {});
  const wasm = createRequire(import.meta.url).resolve('pyodide/pyodide.asm.wasm');
  const interpreter = withCode(await readFile(wasm), await readFile(beside('code')));
  return { bytes, interpreter: await interpreter };
}

/**
 * The interpreter's module with its machine code.
 *
 * @throws Error if the code is another interpreter's, or another engine's.
 */
async function withCode(wasm: Uint8Array<ArrayBuffer>, file: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', wasm));
  if (digest.some((byte, at) => byte !== file[at])) throw new Error('the compiled code is of another interpreter');
  const code = file.buffer.slice(file.byteOffset + DIGEST, file.byteOffset + file.byteLength);
  const module = deserializer()(code, wasm);
  if (module === undefined) throw new Error('the compiled code is of another JavaScript engine');
  return module;
}

type Deserialize = (code: ArrayBuffer, wasm: Uint8Array) => WebAssembly.Module | undefined;

/** V8's function for its code cache, which browsers use by themselves; Node has no other way to it than its test names. */
function deserializer(): Deserialize {
  v8.setFlagsFromString('--allow-natives-syntax');
  try {
    return new Function('code', 'wasm', 'return %DeserializeWasmModule(code, wasm)') as Deserialize;
  } finally {
    v8.setFlagsFromString('--no-allow-natives-syntax');
  }
}
