/**
 * Runs Python test functions on the real Pyodide: each `def test_...` of a file is one test, named by its words.
 * No test runner inside: a test passes when the function returns.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPyodide, type PyodideInterface } from 'pyodide';
import { beforeAll, describe, it } from 'vitest';
import { HOME_FOLDER, SIGNALS } from '../../src/protocol/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Milliseconds between two signals after a deadline, as in the worker's tick. */
const REMIND_EVERY = 20;

/**
 * Stands in for the worker's tick: an interrupt buffer whose read says `SIGNALS.deadline` once a deadline has passed.
 * `polls` counts reads, for tests that must not depend on the clock.
 */
class TestTick {
  polls = 0;
  signals = 0;
  private due = Number.POSITIVE_INFINITY;

  /** Asks for a signal, `seconds` from now. */
  start(seconds: number): void {
    this.due = performance.now() + seconds * 1000;
  }

  /** Asks for none. */
  stop(): void {
    this.due = Number.POSITIVE_INFINITY;
  }

  get 0(): number {
    this.polls += 1;
    if (performance.now() < this.due) return 0;
    this.due = performance.now() + REMIND_EVERY;
    this.signals += 1;
    return SIGNALS.deadline;
  }

  set 0(_cleared: number) {}
}

async function boot(folder: string, helpers: string): Promise<PyodideInterface> {
  const indexURL = path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json'));
  const pyodide = await loadPyodide({ indexURL, env: { PYTHONDONTWRITEBYTECODE: '1', HOME: HOME_FOLDER } });
  for (const [at, from] of [
    ['/mnt/dapper/dapper', path.join(root, 'src/python/dapper')],
    ['/mnt/tests', folder],
    ['/mnt/helpers', helpers],
  ] as const) {
    pyodide.FS.mkdirTree(at);
    pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: from }, at);
  }
  // Where the package looks for it when no session says otherwise.
  pyodide.FS.mkdirTree('/mnt/dapper/hook');
  pyodide.FS.writeFile('/mnt/dapper/hook/_dapper_hook.so', readFileSync(path.join(root, 'public/dapper-hook.so')));
  const tick = new TestTick();
  pyodide.registerJsModule('test_tick', tick);
  pyodide.setInterruptBuffer(tick as unknown as Uint8Array);
  pyodide.runPython('import sys; sys.path[:0] = ["/mnt/dapper", "/mnt/tests", "/mnt/helpers"]');
  return pyodide;
}

/**
 * Declares one vitest test for each `def test_...` in the `test_*.py` files of `folder` (relative to this file), which may
 * import from the folder `helpers` too. `timeout`: milliseconds for each.
 */
export function pythonTests(folder: string, helpers = folder, timeout?: number): void {
  const directory = fileURLToPath(new URL(folder, import.meta.url));
  let pyodide: PyodideInterface;
  beforeAll(async () => {
    pyodide = await boot(directory, fileURLToPath(new URL(helpers, import.meta.url)));
  });
  for (const file of readdirSync(directory).filter((name) => /^test_\w+\.py$/.test(name))) {
    const source = readFileSync(path.join(directory, file), 'utf8');
    const names = [...source.matchAll(/^def (test_\w+)\(\)/gm)].map((match) => match[1] as string);
    describe(file, () => {
      for (const name of names) {
        const run = () => {
          pyodide.runPython(`import ${file.slice(0, -'.py'.length)} as module; module.${name}()`);
        };
        it(name.slice('test_'.length).replaceAll('_', ' '), run, timeout);
      }
    });
  }
}
