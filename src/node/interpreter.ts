/**
 * The interpreter's WebAssembly module, compiled in the process's main thread while the worker's thread starts.
 *
 * Where the build has kept V8's machine code of it (scripts/lib/snapshot.mjs), that is taken: programs then run at full
 * speed from their first line.
 */
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import v8 from 'node:v8';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { besideBundle } from './bundle.ts';
import { engineFunction, UNCOMPILED_FLAGS } from './engine.ts';

/** What a worker receives of the interpreter: its module, then that this is sound; or instead of either what is wrong.
 * */
export type InterpreterMessage =
  | { readonly module: WebAssembly.Module }
  | { readonly sound: true }
  | { readonly problem: string };

/**
 * V8's own reading of its machine code; undefined where it has none. Asked for here, before any thread starts: V8
 * computes afresh what flags are set, which the code has to agree with, and another thread that did so meanwhile would
 * have it wrong.
 */
const deserialize = engineFunction<[ArrayBuffer, Uint8Array], WebAssembly.Module | undefined>(
  'DeserializeWasmModule',
  2,
);

/** Bytes of the SHA-256 of the interpreter's file and its code, which go before the code. V8 itself checks neither. */
const DIGEST = 32;

/**
 * Begins to compile.
 *
 * @param bundle - URL of the worker's bundle, which the build's files lie beside.
 * @returns where a worker hears `InterpreterMessage`; undefined where there is no snapshot for it.
 */
export function compileInterpreter(bundle: URL): MessagePort | undefined {
  if (!existsSync(besideBundle('snapshot', bundle))) return undefined;
  const { port1, port2 } = new MessageChannel();
  const tell = (message: InterpreterMessage) => port1.postMessage(message);
  compile(besideBundle('code', bundle), tell)
    .catch((error) => tell({ problem: String(error) }))
    .finally(() => port1.close());
  return port2;
}

/**
 * Tells of the installed release's interpreter, with the code in a file if there is one.
 *
 * @throws Error if the code is another interpreter's, or another engine's.
 */
async function compile(code: URL, tell: (message: InterpreterMessage) => void): Promise<void> {
  const wasm = readPart(createRequire(import.meta.url).resolve('pyodide/pyodide.asm.wasm'));
  if (existsSync(code)) {
    const [digest, bytes] = await Promise.all([readPart(code, 0, DIGEST), readPart(code, DIGEST)]);
    tell({ module: withCode(await wasm, bytes) });
    // Nothing of it runs before the worker hears this, and it has enough to do until then.
    const { createHash } = await import('node:crypto');
    const hash = createHash('sha256').update(await wasm);
    if (!hash.update(bytes).digest().equals(digest)) {
      throw new Error('the compiled code is damaged, or of another interpreter');
    }
    return tell({ sound: true });
  }
  for (const flag of UNCOMPILED_FLAGS) v8.setFlagsFromString(flag);
  tell({ module: await WebAssembly.compile(await wasm) });
  tell({ sound: true });
}

/** Bytes of a file, in one piece: `readFile` comes back to this thread for each half of a megabyte. */
async function readPart(file: URL | string, start = 0, end?: number): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await open(file);
  try {
    const stop = end ?? (await handle.stat()).size;
    const bytes = new Uint8Array(Math.max(0, stop - start));
    await handle.read(bytes, 0, bytes.length, start);
    return bytes;
  } finally {
    await handle.close();
  }
}

function withCode(wasm: Uint8Array<ArrayBuffer>, code: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  const module = deserialize?.(code.buffer, wasm);
  if (module === undefined) throw new Error('the compiled code is of another JavaScript engine');
  return module;
}
