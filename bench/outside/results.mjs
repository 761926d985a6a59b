// From runs to ratios.
import { mean, spread } from '../lib/numbers.mjs';
import { measures } from './ways.mjs';

/**
 * A way against bare: median and quartiles of the ratios within a round, and `best` of all rounds to best.
 * Where bare ran twice a round, a way's peer is the mean of both; bare again is told against bare, which shows the noise.
 * @returns undefined where it was not measured
 */
export function ratioOf(runs, way, measure) {
  if (!(runs[way]?.length > 0)) return undefined;
  const values = (name) => runs[name].map(measures[measure].of);
  return against(values(way), way === 'again' || !runs.again ? [values('bare')] : [values('bare'), values('again')]);
}

/** How soon the first stop is, against the boot of a bare Pyodide; `again` for the noise. */
export function startRatio(starts, name) {
  return against(starts[name], name === 'again' ? [starts.boot] : [starts.boot, starts.again]);
}

function against(values, peers) {
  const ratios = values.map((value, round) => value / mean(peers.map((peer) => peer[round])));
  return { ...spread(ratios), best: Math.min(...values) / Math.min(...peers.flat()) };
}
