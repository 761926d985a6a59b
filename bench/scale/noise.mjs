// What else the machine does, seen in a piece of work that is always the same.
import { spread } from '../lib/numbers.mjs';

const TURNS = 20_000_000;

/** Milliseconds that the piece of work takes now. */
export function pulse() {
  const began = performance.now();
  let sum = 0;
  for (let turn = 0; turn < TURNS; turn++) sum = (sum + turn * turn) % 1_000_003;
  if (sum < 0) throw new Error('A sum of squares is not negative.');
  return performance.now() - began;
}

/** A sentence about `pulses`, taken all through a measurement. */
export function noiseText(pulses) {
  const { median, low, high } = spread(pulses);
  const relative = (ms) => `${(ms / median).toFixed(2)}`;
  const [least, most] = [Math.min(...pulses), Math.max(...pulses)];
  return (
    `Noise: the same work, done between the scenarios, took ${median.toFixed(0)} ms; ` +
    `quartiles ${relative(low)} and ${relative(high)} of that, extremes ${relative(least)} and ${relative(most)}.`
  );
}
