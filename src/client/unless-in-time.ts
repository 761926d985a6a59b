/** A deadline for a program that is asked to stop. */
import type { Engine } from './engine.ts';

/** Milliseconds that a program has to stop when asked to. */
const STOP_WITHIN = 1000;

/**
 * Does `late` when so many milliseconds are over, also if the worker leaves no turn for timers by a flood of messages.
 *
 * @returns what calls that off.
 */
export function unlessInTime(engine: Engine, late: () => void, milliseconds = STOP_WITHIN): () => void {
  const end = performance.now() + milliseconds;
  const callOff = () => {
    clearTimeout(timer);
    engine.onTraffic = null;
  };
  const finish = () => {
    callOff();
    late();
  };
  const timer = setTimeout(finish, milliseconds);
  engine.onTraffic = () => {
    if (performance.now() > end) finish();
  };
  return callOff;
}
