/**
 * What the build has put beside the bundle for a fast start under this very Node (scripts/lib/snapshot.mjs): a snapshot of
 * Pyodide's memory, and the machine code of its interpreter. The one without the other would leave programs in V8's
 * baseline code to their end; an engine that does not give its code says when it has optimized the interpreter, and is
 * warmed up until then.
 */
import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import v8 from 'node:v8';
import type { Snapshot } from '../worker/platform.ts';

/** Bytes of the SHA-256 of the interpreter's file, which go before its code. */
const DIGEST = 32;

const beside = (name: string) => new URL(`${name}-${process.version}.bin`, import.meta.url);

/**
 * The snapshot; undefined where this Node has none, or programs would run slowly after it.
 *
 * @throws Error if it cannot be used.
 */
export async function readSnapshot(): Promise<Snapshot | undefined> {
  const [memory, code] = [beside('snapshot'), beside('code')];
  if (!(await exists(memory))) return undefined;
  const bytes = readFile(memory);
  // Awaited when the interpreter is there, which may never be.
  bytes.catch(() => {});
  if (await exists(code)) {
    const wasm = createRequire(import.meta.url).resolve('pyodide/pyodide.asm.wasm');
    return { bytes, interpreter: await withCode(await readFile(wasm), await readFile(code)) };
  }
  const isOptimized = engineFunction<[unknown], boolean>('IsTurboFanFunction', 1);
  if (isOptimized === undefined) return undefined;
  // Code that was optimized on a guess falls back to baseline code when the guess fails, under a running program to its
  // end. A boot from nothing has seen all that there is to guess from; after a snapshot nearly all is yet to come.
  v8.setFlagsFromString('--no-wasm-deopt');
  return { bytes, isOptimized };
}

function exists(file: URL): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
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
  const deserialize = engineFunction<[ArrayBuffer, Uint8Array], WebAssembly.Module | undefined>(
    'DeserializeWasmModule',
    2,
  );
  const module = deserialize?.(code, wasm);
  if (module === undefined) throw new Error('the compiled code is of another JavaScript engine');
  return module;
}

/**
 * A function of V8's own: Node has no other way to the code cache that browsers have, nor to what V8 has optimized. Only
 * V8's tests use these names otherwise.
 *
 * @returns undefined where this V8 has none of that name.
 */
function engineFunction<Arguments extends unknown[], Result>(name: string, size: number) {
  const names = ['a', 'b'].slice(0, size).join();
  v8.setFlagsFromString('--allow-natives-syntax');
  try {
    return new Function(names, `return %${name}(${names})`) as (...values: Arguments) => Result;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  } finally {
    v8.setFlagsFromString('--no-allow-natives-syntax');
  }
}
