/** The interpreter's question for signals, in the interpreter of a release. Only one release can be loaded into a process. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { loadPyodide } from 'pyodide';
import { expect, test } from 'vitest';
import { instantiating } from '../../src/worker/instantiation.ts';
import { type Countdown, Signals } from '../../src/worker/signals.ts';
import type { Release } from './releases.ts';

const require = createRequire(import.meta.url);
/** Questions between two looks. */
const STRIDE = { loop: 1000, others: 200 };
const SIGNAL = 62;

/** Pyodide of a release; with a source that counts its looks, and gives a signal when asked to. */
async function counted(folder: string) {
  const file = require.resolve(`${folder || 'pyodide'}/package.json`);
  const module = (await import(pathToFileURL(join(dirname(file), 'pyodide.mjs')).href)) as {
    loadPyodide: typeof loadPyodide;
  };
  const signals = new Signals();
  const pyodide = await instantiating(
    {
      signals: () => signals.check,
      made: ({ instance }) => {
        signals.instance = instance;
      },
    },
    () => module.loadPyodide({ indexURL: dirname(file) }),
  );
  const seen = { looks: 0, signal: 0 };
  const countdown: Countdown = signals.connect(pyodide, {
    urgent: () => false,
    look: () => {
      seen.looks += 1;
      const { signal } = seen;
      seen.signal = 0;
      return signal;
    },
  });
  countdown.every(STRIDE.loop, STRIDE.others);
  const looks = (code: string) => {
    seen.looks = 0;
    pyodide.runPython(code);
    return seen.looks;
  };
  return { signals, countdown, seen, looks };
}

/** Defines the test. */
export function checkSignals({ folder, exportsClock }: Release): void {
  test('it asks JavaScript a few hundred times while a hundred thousand values become text', async () => {
    const { signals, countdown, seen, looks } = await counted(folder);
    expect(signals.exchanged).toBe(true);
    expect(countdown.tellsApart).toBe(exportsClock);
    const asked = looks('for i in range(100_000): str(i)');
    // CPython asks once or twice for each, and the loop has turns and calls besides.
    expect(asked).toBeGreaterThan(100_000 / STRIDE.others - 50);
    expect(asked).toBeLessThan((2 * 100_000) / STRIDE.others + 400);
    expect(looks('",".join(map(repr, range(100_000)))')).toBeGreaterThan(400);
    const turns = looks('for i in range(1_000_000): pass');
    expect(turns).toBeGreaterThan(90);
    expect(turns).toBeLessThan(1_100);
    looks(`import signal\nheard = []\nsignal.signal(${SIGNAL}, lambda number, frame: heard.append(number))`);
    seen.signal = SIGNAL;
    looks('for i in range(200_000): str(i)');
    looks(`assert heard == [${SIGNAL}], heard`);
  });
}
