/**
 * Makes the interpreter hot while nobody waits for it.
 *
 * A JavaScript engine runs WebAssembly in baseline code first and optimizes what is used much, in the background and only
 * for the next call. Python's calls stay in one call of the evaluator, so a program that starts too soon stays in baseline
 * code: the evaluator must have been entered often, each time anew, before it.
 */
import type { PyCallable, PyDict } from 'pyodide/ffi';
import type { Pyodide } from './platform.ts';
import warm from './warm.py?raw';

/** When warming up ends, in milliseconds. */
export interface Patience {
  /** After so long without a gain: an engine's background compiler takes a while for the evaluator. */
  readonly calm: number;
  /** After so long in any case. */
  readonly longest: number;
}
/** Where nobody tells when the interpreter is hot. */
const UNTOLD: Patience = { calm: 150, longest: 1000 };
/** A run gains if it takes at most this part of the fastest one so far. */
const GAIN = 0.95;

/**
 * Runs a little Python again and again until it does not get faster, with a turn of the event loop between two runs.
 *
 * @param turn - Lets the event loop turn.
 * @param wanted - Whether to go on.
 * @returns how often it ran.
 */
export async function warmUp(
  pyodide: Pyodide,
  turn: () => Promise<void>,
  wanted: () => boolean,
  patience: Patience = UNTOLD,
): Promise<number> {
  await turn();
  if (!wanted()) return 0;
  const names: PyDict = pyodide.toPy({});
  pyodide.runPython(warm, { globals: names, filename: '<dapper warm>' });
  const run: PyCallable = names.get('warm');
  try {
    return await untilCalm(run, turn, wanted, patience);
  } finally {
    run.destroy();
    names.destroy();
  }
}

/** See `warmUp`; `now` is a clock in milliseconds. */
export async function untilCalm(
  run: () => void,
  turn: () => Promise<void>,
  wanted: () => boolean,
  { calm, longest }: Patience = UNTOLD,
  now: () => number = () => performance.now(),
): Promise<number> {
  const began = now();
  let fastest = Number.POSITIVE_INFINITY;
  let gained = began;
  let runs = 0;
  for (;;) {
    await turn();
    const start = now();
    if (!wanted() || start - gained > calm || start - began > longest) return runs;
    run();
    runs += 1;
    const end = now();
    if (end - start <= fastest * GAIN) {
      fastest = end - start;
      gained = end;
    }
  }
}
