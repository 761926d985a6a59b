// Interleaved rounds: every way runs once a round, in an order that rotates, each in a fresh process or worker.
import { rotated } from '../lib/numbers.mjs';
import { Mismatch } from '../lib/options.mjs';
import { JUDGED, measures, ways } from './ways.mjs';

/**
 * A machine that others use too has slow times, and a few rounds can lie in one. So a way whose best time came once only
 * runs on, alone, until it comes again: within this part of it, in each measure that is judged.
 */
const CONFIRMED = 0.04;
/** At most so many times the rounds that were asked for. */
const PATIENCE = 3;

/**
 * Measures a program in a place.
 * @param place a `NodePlace` or `BrowserPlace`
 * @param {string} program its name
 * @param {string[]} names of ways
 * @param {number} rounds
 * @returns for each way its runs: the program's own times and `total`, in seconds
 * @throws Mismatch if it printed something else in one way than in another
 */
export async function measureProgram(place, program, names, rounds) {
  const runs = Object.fromEntries(names.map((name) => [name, []]));
  let expected;
  for (let round = 0; round < PATIENCE * rounds; round++) {
    const turn = round < rounds ? names : names.filter((name) => !isConfirmed(runs[name]));
    for (const name of rotated(turn, round)) {
      const { output, ...times } = await place.run(program, ways[name]);
      expected ??= { name, output };
      if (output !== expected.output) {
        const texts = [expected.output, output].map((text) => JSON.stringify(text.slice(-200)));
        throw new Mismatch(
          `${program} in ${place.name} printed ${texts[0]} by "${expected.name}" and ${texts[1]} by "${name}"`,
        );
      }
      runs[name].push(times);
    }
  }
  return runs;
}

function isConfirmed(runs) {
  return JUDGED.every((measure) => {
    const [best, second] = runs.map(measures[measure].of).sort((a, b) => a - b);
    return second <= best * (1 + CONFIRMED);
  });
}

/**
 * Measures how soon a program stops at its first line, against a bare Pyodide that only boots.
 * @returns for each round seconds: `boot`, `again` (the same once more) and `stop`
 */
export async function measureStarts(place, program, rounds) {
  const starts = { boot: [], again: [], stop: [] };
  const works = { boot: () => place.boot(), again: () => place.boot(), stop: () => place.firstStop(program) };
  for (let round = 0; round < rounds; round++) {
    for (const name of rotated(Object.keys(works), round)) starts[name].push(await works[name]());
  }
  return starts;
}
