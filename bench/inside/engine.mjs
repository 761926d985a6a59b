// Pyodide with the debugger and the benchmark's programs in it, and one run of one program.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bootstrap, compilePackage, FOLDER, writePackage } from '../../scripts/lib/bytecode.mjs';
import { packageFiles } from '../../scripts/lib/python-cache.mjs';
import { Mismatch } from '../lib/options.mjs';
import { FOLDER as SOURCES } from '../lib/programs.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Where the programs lie in Pyodide's file system. */
export const PROGRAMS = '/bench/programs';

const COMPILED = `${FOLDER}/dapper.bin`;

export class Engine {
  /**
   * Boots.
   * @param {string} release the npm package of Pyodide, or another name that it is installed under
   * @param {Uint8Array} [compiled] what another engine of this release has compiled of the debugger
   */
  static async boot(release = 'pyodide', compiled = undefined) {
    const { loadPyodide } = await import(release);
    const engine = new Engine(await loadPyodide());
    const { pyodide } = engine;
    writePackage(pyodide, packageFiles());
    if (compiled) engine.write(COMPILED, compiled);
    else compilePackage(pyodide);
    engine.copy(SOURCES, PROGRAMS);
    engine.copy(here('counted'), '/bench/counted');
    engine.copy(here('harness'), '/bench/harness');
    // The debugger is loaded as the worker loads it.
    engine.write('/bench/harness/bootstrap.py', bootstrap);
    engine.write(`${FOLDER}/hook/_dapper_hook.so`, readFileSync(here('../../public/dapper-hook.so')));
    pyodide.runPython(`import sys; sys.path.insert(0, '/bench/harness')`);
    pyodide.runPython('import harness');
    engine.harness = pyodide.globals.get('harness');
    engine.python = pyodide.runPython('sys.version.split()[0]');
    return engine;
  }

  constructor(pyodide) {
    this.pyodide = pyodide;
    this.bytes = [];
    const keep = { raw: (byte) => this.bytes.push(byte), isatty: false };
    pyodide.setStdout(keep);
    pyodide.setStderr(keep);
  }

  /** The debugger as it was compiled. */
  get compiled() {
    return this.pyodide.FS.readFile(COMPILED);
  }

  /** Writes a file, and the folders above it. */
  write(path, text) {
    this.pyodide.FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
    this.pyodide.FS.writeFile(path, text);
  }

  /** Whether this Python is at least `version`, such as "3.12". */
  has(version) {
    const [minor, needed] = [this.python, version].map((text) => Number(text.split('.')[1]));
    return minor >= needed;
  }

  /**
   * Runs a program once.
   * @param spec what `harness.begin` gets; absent parts are empty
   * @param prepare the function of the harness that begins: `begin`, or one that measures the beginning
   * @returns seconds of its work, all that it printed, its exit code, the stops, and what `prepare` measured
   * @throws Mismatch if it stopped at an unexpected place, or the debugger refused something
   */
  run(spec, prepare = 'begin') {
    const whole = { kind: 'bare', args: [], settings: {}, no_debug: false, entry: false, filters: [], pilot: [] };
    const text = JSON.stringify({ ...whole, breakpoints: {}, ...spec });
    this.bytes.length = 0;
    const begun = this.harness[prepare](text);
    const [run, measured] = prepare === 'begin' ? [begun, undefined] : [begun.get(0), begun.get(1)];
    const { program } = run;
    try {
      program();
    } catch (error) {
      throw new Mismatch(`${describe(spec)} failed: ${error.message}`);
    }
    const report = JSON.parse(this.harness.end(run));
    for (const proxy of new Set([program, run, begun])) proxy.destroy();
    if (report.unexpected.length > 0) throw new Mismatch(`${describe(spec)}: ${report.unexpected[0]}`);
    const output = new TextDecoder().decode(new Uint8Array(this.bytes));
    return { ...report, seconds: report.seconds[0], output, measured };
  }

  copy(from, to) {
    for (const name of readdirSync(from)) {
      const path = `${from}/${name}`;
      if (statSync(path).isDirectory()) this.copy(path, `${to}/${name}`);
      else if (name.endsWith('.py')) this.write(`${to}/${name}`, readFileSync(path));
    }
  }
}

function describe({ path, kind, settings }) {
  return `${path} (${kind} ${JSON.stringify(settings ?? {})})`;
}
