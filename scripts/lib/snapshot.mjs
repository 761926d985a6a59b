// What lets the command line start fast: a snapshot of Pyodide's memory just after boot, with the debugger's modules
// imported, the machine code that V8 made of its interpreter, and V8's code of Pyodide's own script. A worker that has them
// boots in a fraction of the time and runs at full speed from the first line. They are private matters, so a worker must be
// able to do without.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { partsOf } from '../../src/worker/snapshot/memory-file.ts';
import { pyodideScript } from './pyodide-script.mjs';
import { cachedFile } from './python-cache.mjs';

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
      const parts = partsOf(new Uint8Array(readFileSync(memory)));
      this.emitFile({ type: 'asset', fileName: `snapshot-${version}.bin`, source: Buffer.concat(parts) });
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
 * What a script makes, in a separate process.
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
