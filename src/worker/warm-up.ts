/**
 * Makes the interpreter hot while nobody waits for it.
 *
 * A JavaScript engine runs WebAssembly in baseline code first and optimizes what is used a lot, in the background and
 * only for the next call. Python's calls stay in one call of the evaluator, so a program that starts too soon stays in
 * baseline
 * code: the evaluator must have been entered often, each time anew, before it.
 */
import type { PyCallable, PyDict, PySequence } from 'pyodide/ffi';
import type { Pyodide } from './platform.ts';

/** When warming up ends, in milliseconds. */
export interface Patience {
  /** After so long without a gain, at least. */
  readonly calm: number;
  /** After so long in any case. */
  readonly longest: number;
}
/** Where nothing tells when the interpreter is hot. */
const DEFAULT_PATIENCE: Patience = { calm: 600, longest: 2500 };
/** A round gains if it takes at most this part of the fastest one so far. */
const GAIN = 0.95;
/**
 * A round that takes so many times as long as the fastest one is no calm: the engine has given up what it had made of the
 * evaluator, and makes it anew.
 */
const SETBACK = 1.4;
/** As long as so many rounds an engine's background compiler takes for the evaluator at most, on any machine. */
const COMPILATION = 40;

/**
 * Runs a little Python again and again until it does not get faster, with a turn of the event loop between its parts.
 *
 * @param turn - Lets the event loop turn.
 * @param wanted - Whether to go on.
 * @returns how many parts ran.
 */
export async function warmUp(
  pyodide: Pyodide,
  turn: () => Promise<void>,
  wanted: () => boolean,
  patience: Patience = DEFAULT_PATIENCE,
): Promise<number> {
  await turn();
  if (!wanted()) return 0;
  // Nothing waits for it: it is no part of what a worker is loaded with.
  const { default: warm } = await import('./warm.py?raw');
  const names: PyDict = pyodide.toPy({});
  pyodide.runPython(warm, { globals: names, filename: '<dapper warm>' });
  const list: PySequence = names.get('PARTS');
  const parts: PyCallable[] = Array.from({ length: list.length }, (_, at) => list.get(at));
  try {
    return await untilCalm(parts, turn, wanted, patience);
  } finally {
    for (const proxy of [...parts, list, names]) proxy.destroy();
  }
}

/** See `warmUp`; a round is each of the parts once, and `now` a clock in milliseconds. */
export async function untilCalm(
  parts: readonly (() => void)[],
  turn: () => Promise<void>,
  wanted: () => boolean,
  { calm, longest }: Patience = DEFAULT_PATIENCE,
  now: () => number = () => performance.now(),
): Promise<number> {
  const began = now();
  let fastest = Number.POSITIVE_INFINITY;
  let gained = began;
  let ran = 0;
  for (;;) {
    let spent = 0;
    for (const part of parts) {
      await turn();
      const start = now();
      const isCalm = start - gained > Math.max(calm, Number.isFinite(fastest) ? COMPILATION * fastest : 0);
      if (!wanted() || isCalm || start - began > longest) return ran;
      part();
      ran += 1;
      spent += now() - start;
    }
    if (spent <= fastest * GAIN || spent > fastest * SETBACK) gained = now();
    fastest = Math.min(fastest, spent);
  }
}
