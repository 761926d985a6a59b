// What lets the command line start fast: a snapshot of Pyodide's memory just after boot, with the debugger's modules
// imported, and the machine code that V8 made of its interpreter. A worker that has both boots in a fraction of the time
// and runs at full speed from the first line. Both are private matters, so a worker must be able to do without.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bootstrap, compiledPackage, FOLDER, writePackage } from './bytecode.mjs';
import { cachedFile } from './python-cache.mjs';

const COMPILER = fileURLToPath(new URL('../compile-interpreter.mjs', import.meta.url));

/** Besides the debugger, what it and most programs need sooner or later; and nothing is left of how it was made. */
const PREPARE = `
load_debugger(FOLDER)
import asyncio, json, linecache, os, sys, traceback
del os.environ["PYTHONHASHSEED"]
sys.path.remove("")  # each start puts it there
`;

/**
 * The seed of the hashes of strings. Each snapshot has one seed for good, and with it the luck of all programs: where two
 * of a module's names share a place in its dictionary, each use of the second takes longer, a loop with both by a tenth.
 * With this one, of the first 1,500, the fewest of the names collide that programs at module level are made of.
 */
const HASH_SEED = '18';

/** A page of memory: what an operating system gives at once, and takes long to give. */
const PAGE = Buffer.alloc(4096);
/** Fewer pages of zeros than this are not left out: each piece is a call. */
const GAP = 4;

/**
 * Vite plugin: puts `snapshot-VERSION.bin` into a build, and `code-VERSION.bin` where the engine gives its code; for this
 * very Node: they hold what its engine can do, so no other may use them.
 * @returns {import('vite').Plugin}
 */
export function dapperFastStart() {
  const { version } = process;
  return {
    name: 'dapper:fast-start',
    async generateBundle() {
      const memory = await cachedFile(`snapshot.node${version}`, snapshot);
      const code = await cachedFile(`code.node${version}`, async () => compiledInterpreter(memory));
      this.emitFile({ type: 'asset', fileName: `snapshot-${version}.bin`, source: withoutZeros(readFileSync(memory)) });
      const source = readFileSync(code);
      if (source.length > 0) this.emitFile({ type: 'asset', fileName: `code-${version}.bin`, source });
    },
  };
}

/**
 * @param {{path: string, text: string}[]} files
 * @returns {Promise<Uint8Array>}
 */
async function snapshot(files) {
  const { loadPyodide } = await import('pyodide');
  const env = { PYTHONHASHSEED: HASH_SEED };
  const pyodide = await loadPyodide({ _makeSnapshot: true, env });
  writePackage(pyodide, files);
  pyodide.FS.writeFile(`${FOLDER}/dapper.bin`, readFileSync(await compiledPackage()));
  const names = pyodide.toPy({ FOLDER, __name__: 'prepare' });
  pyodide.runPython(bootstrap, { globals: names });
  pyodide.runPython(PREPARE, { globals: names });
  names.destroy();
  return pyodide.makeMemorySnapshot();
}

/**
 * A snapshot without its pages of zeros, which are half of them and which a new memory has anyway. src/node/snapshot-file.ts
 * reads it: 32-bit numbers (bytes of Pyodide's own header, bytes of memory, pieces, then where each piece begins in memory
 * and its bytes), the header, the pieces.
 * @param {Uint8Array} whole as Pyodide makes it
 * @returns {Uint8Array}
 */
export function withoutZeros(whole) {
  const header = new Uint32Array(whole.buffer, whole.byteOffset, 2)[1];
  if (header === undefined) throw new Error('The snapshot is empty.');
  const memory = whole.subarray(header);
  const pieces = occupied(memory);
  const numbers = new Uint32Array([header, memory.length, pieces.length, ...pieces.flat()]);
  const parts = [numbers, whole.subarray(0, header), ...pieces.map(([at, size]) => memory.subarray(at, at + size))];
  return Buffer.concat(
    parts.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  );
}

/**
 * Where the pieces of a memory are that are not all zeros, and their bytes.
 * @param {Uint8Array} memory
 * @returns {[number, number][]}
 */
function occupied(memory) {
  /** @type {[number, number][]} */
  const pieces = [];
  for (let at = 0; at < memory.length; at += PAGE.length) {
    if (PAGE.equals(memory.subarray(at, at + PAGE.length))) continue;
    const last = pieces.at(-1);
    if (last && at - (last[0] + last[1]) < GAP * PAGE.length) last[1] = at + PAGE.length - last[0];
    else pieces.push([at, PAGE.length]);
  }
  return pieces;
}

/**
 * @param {string} memory the snapshot's file
 * @returns {Uint8Array} empty where the engine does not give it
 */
function compiledInterpreter(memory) {
  const folder = mkdtempSync(join(tmpdir(), 'dapper-code-'));
  try {
    const out = join(folder, 'code.bin');
    const options = { encoding: /** @type {const} */ ('utf8'), maxBuffer: Number.POSITIVE_INFINITY };
    const { status, stderr, error } = spawnSync(process.execPath, [COMPILER, memory, out], options);
    if (error) throw error;
    // Node shows the line of an error in its source, which in Pyodide is a megabyte: the message stands at the end.
    if (status !== 0) throw new Error(`The interpreter's code could not be made:\n${stderr.slice(-2000)}`);
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
