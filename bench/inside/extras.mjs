// What is measured besides ratios: set-up, memory, and what the hook sees.
import { Mismatch } from '../lib/options.mjs';
import { marked, markedLines, programText } from '../lib/programs.mjs';
import { Engine, PROGRAMS } from './engine.mjs';
import { backends } from './scenarios.mjs';

/**
 * What the debugger costs before the program starts: imports, session, launch, twenty breakpoints.
 * @returns for each round seconds and bytes that Python has allocated
 */
export function setUp(engine, rounds) {
  const spec = specForSetUp();
  return Array.from({ length: rounds }, () => ({
    seconds: engine.run(spec, 'begin_timed').measured,
    bytes: engine.run(spec, 'begin_weighed').measured,
  }));
}

/**
 * The same for the first time in a fresh interpreter, as a person waits for it when the page opens: the JavaScript engine
 * has run none of that code before, and the hook is compiled and linked.
 * @returns for each round seconds
 */
export async function firstSetUp({ compiled }, release, rounds) {
  const seconds = [];
  for (let round = 0; round < rounds; round++) {
    const engine = await Engine.boot(release, compiled);
    seconds.push(engine.run(specForSetUp(), 'begin_timed').measured);
  }
  return seconds;
}

function specForSetUp() {
  const text = programText('calls');
  const path = `${PROGRAMS}/calls.py`;
  const breakpoints = { [path]: [...markedLines(text, 'hot', 10), ...markedLines(text, 'cold', 10)] };
  return { ...backends.eval_frame, path, args: ['1'], breakpoints };
}

/**
 * Frames that the hook sees while fib(22) runs with all breakpoints bound, by its own counter, between two stops.
 * @throws Mismatch if the hook does not count at all
 */
export function framesSeen(engine) {
  const path = '/bench/counted/recursion.py';
  const text = engine.pyodide.FS.readFile(path, { encoding: 'utf8' });
  const lines = ['hot', 'cold', 'before', 'after'].flatMap((mark) => marked(text, mark));
  const breakpoints = { [path]: lines.map(({ line }) => ({ line })) };
  const pilot = [['dapper/frameEvalStatus', 'continue']];
  const { hookStats, stops } = engine.run({ ...backends.eval_frame, path, breakpoints, pilot });
  const counts = hookStats.map(({ frames_evaluated: count }) => count);
  if (stops !== 2 || counts.length !== 2 || !(counts[0] > 0)) {
    throw new Mismatch(`the hook was to count its frames at two stops, but counted ${counts} at ${stops}`);
  }
  return counts[1] - counts[0];
}
