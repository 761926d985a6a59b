// From runs to ratios.
import { mean, spread } from '../lib/numbers.mjs';
import { measures, ways } from './ways.mjs';

/**
 * A way against bare: median and quartiles of the ratios within a round, and `best` of all rounds to best.
 * Some ways have another peer than bare. Where bare ran twice a round, a way's peer is the mean of both; bare again is
 * reported against bare, which shows the noise.
 * @returns undefined where it was not measured
 */
export function ratioOf(runs, way, measure) {
  if (!(runs[way]?.length > 0)) return undefined;
  const values = (name) => runs[name].map(measures[measure].of);
  return against(values(way), peersOf(runs, way).map(values));
}

function peersOf(runs, way) {
  const { peer } = ways[way];
  if (peer) return [peer];
  return way === 'again' || !runs.again ? ['bare'] : ['bare', 'again'];
}

/** How soon the first stop is, against the boot of a bare Pyodide; `again` for the noise. */
export function startRatio(starts, name) {
  return against(starts[name], name === 'again' ? [starts.boot] : [starts.boot, starts.again]);
}

function against(values, peers) {
  // Some ran more rounds than others.
  const shared = values.slice(0, Math.min(...peers.map(({ length }) => length)));
  const ratios = shared.map((value, round) => value / mean(peers.map((peer) => peer[round])));
  return { ...spread(ratios), best: Math.min(...values) / Math.min(...peers.flat()) };
}
