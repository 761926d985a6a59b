// What lets the command line start fast: a snapshot of Pyodide's memory just after boot, with the debugger's modules
// imported, the machine code that V8 made of its interpreter, and V8's code of Pyodide's own script. A worker that has them
// boots in a fraction of the time and runs at full speed from the first line. They are private matters, so a worker must be
// able to do without.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pyodideScript } from './pyodide-script.mjs';
import { cachedFile } from './python-cache.mjs';

/** A page of memory: what an operating system gives at once, and takes long to give. */
const PAGE = Buffer.alloc(4096);
/** Fewer pages of zeros than this are not left out: each piece is a call. */
const GAP = 4;

/**
 * Vite plugin: puts `snapshot-VERSION.bin` into a build, `script-VERSION.bin` with `pyodide-script.js`, and `code-VERSION.bin`
 * where the engine gives its code; for this very Node: they hold what its engine can do, so no other may use them.
 * @param {readonly string[]} flags the engine's, as the command line sets them
 * @param {readonly string[]} uncompiledFlags what it sets besides where there is no such code
 * @returns {import('vite').Plugin}
 */
export function dapperFastStart(flags, uncompiledFlags) {
  const { version } = process;
  return {
    name: 'dapper:fast-start',
    async generateBundle() {
      const memory = await cachedFile(`snapshot.node${version}`, async () => made(flags, 'make-snapshot.mjs'));
      const code = await cachedFile(`code.node${version}`, async () => made(flags, 'compile-interpreter.mjs', memory));
      this.emitFile({ type: 'asset', fileName: `snapshot-${version}.bin`, source: withoutZeros(readFileSync(memory)) });
      const source = readFileSync(code);
      if (source.length > 0) this.emitFile({ type: 'asset', fileName: `code-${version}.bin`, source });
      // V8 takes no code that was made under other flags.
      const all = source.length > 0 ? flags : [...flags, ...uncompiledFlags];
      const script = await cachedFile(`script.node${version}`, async () => made(all, 'compile-script.mjs', memory));
      this.emitFile({ type: 'asset', fileName: `script-${version}.bin`, source: readFileSync(script) });
      this.emitFile({ type: 'asset', fileName: 'pyodide-script.js', source: pyodideScript() });
    },
  };
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
 * What a script makes, in a process of its own.
 * @param {readonly string[]} flags
 * @param {string} script in the folder `scripts`; its last argument is where it is to write
 * @param {string[]} args
 * @returns {Uint8Array}
 */
function made(flags, script, ...args) {
  const folder = mkdtempSync(join(tmpdir(), 'dapper-made-'));
  try {
    const out = join(folder, 'made.bin');
    const options = { encoding: /** @type {const} */ ('utf8'), maxBuffer: Number.POSITIVE_INFINITY };
    const file = fileURLToPath(new URL(`../${script}`, import.meta.url));
    const { status, stderr, error } = spawnSync(process.execPath, [...flags, file, ...args, out], options);
    if (error) throw error;
    // Node shows the line of an error in its source, which in Pyodide is a megabyte: the message stands at the end.
    if (status !== 0) throw new Error(`${script} failed:\n${stderr.slice(-2000)}`);
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
