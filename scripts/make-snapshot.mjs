// Makes a snapshot of Pyodide's memory just after boot, with the debugger's modules imported.
//
//   node FLAGS make-snapshot.mjs OUT
//
// In a separate process: the snapshot depends on the engine's features, which its flags determine.
import { readFileSync, writeFileSync } from 'node:fs';
import { bootstrap, compiledPackage, FOLDER, writePackage } from './lib/bytecode.mjs';
import { packageFiles } from './lib/python-cache.mjs';

const [outFile] = process.argv.slice(2);
if (outFile === undefined) throw new Error('make-snapshot.mjs OUT');

/**
 * The seed of the hashes of strings. Each snapshot has one seed for good, and with it the luck of all programs: where two
 * of a module's names share a place in its dictionary, each use of the second takes longer, a loop with both by a tenth.
 * With this one, of the first 1,500, the fewest of the names collide that programs at module level are made of.
 */
const HASH_SEED = '18';

const { loadPyodide } = await import('pyodide');
const pyodide = await loadPyodide({ _makeSnapshot: true, env: { PYTHONHASHSEED: HASH_SEED } });
writePackage(pyodide, packageFiles());
pyodide.FS.writeFile(`${FOLDER}/dapper.bin`, readFileSync(await compiledPackage()));
const names = pyodide.toPy({ FOLDER, __name__: 'prepare' });
pyodide.runPython(bootstrap, { globals: names });
pyodide.runPython('prepare(FOLDER); forget_start()', { globals: names });
names.destroy();
writeFileSync(outFile, pyodide.makeMemorySnapshot());
