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

/** Besides the debugger, what it and most programs need sooner or later. */
const PREPARE = `
load_debugger(FOLDER)
import asyncio, json, linecache, traceback
`;

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
      this.emitFile({ type: 'asset', fileName: `snapshot-${version}.bin`, source: readFileSync(memory) });
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
  const pyodide = await loadPyodide({ _makeSnapshot: true });
  writePackage(pyodide, files);
  pyodide.FS.writeFile(`${FOLDER}/dapper.bin`, readFileSync(await compiledPackage()));
  const names = pyodide.toPy({ FOLDER, __name__: 'prepare' });
  pyodide.runPython(bootstrap, { globals: names });
  pyodide.runPython(PREPARE, { globals: names });
  names.destroy();
  return pyodide.makeMemorySnapshot();
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
