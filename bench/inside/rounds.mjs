// Interleaved rounds of one program: every configuration runs once a round, in an order that rotates, so that drift of
// the machine hits all alike; each is divided by the bare runs of the same work in the same round (the median of three).
import { median, rotated } from '../lib/numbers.mjs';
import { Mismatch } from '../lib/options.mjs';
import { PROGRAMS } from './engine.mjs';
import { byHand, specFor } from './plan.mjs';

/** Configurations that slow down at least this much get less work, with bare runs of their own, or fewer rounds. */
const SLOW = { ratio: 4, seconds: 0.01 };
const VERY_SLOW = { ratio: 50, seconds: 0.0015, every: 3 };

/**
 * Measures a program.
 * @param engine an `Engine`
 * @param {string} program its name
 * @param combinations `{ scenarioName, scenario, backendName, backend }`
 * @param options `rounds`, and `full`: seconds of bare work where nothing is slow
 * @returns the sizes of the work, and for each combination the seconds, and those of its bare and handwritten peers
 */
export function measure(engine, program, combinations, { rounds, full }) {
  const outputs = new Map();
  const runOnce = (spec, size, stops = false) => {
    const run = engine.run({ ...spec, args: [String(size), ...(spec.imports ?? [])] });
    const expected = outputs.get(size) ?? run; // the first run of each size is a bare one
    outputs.set(size, expected);
    const what = `${program} with ${JSON.stringify(spec.settings ?? {})}`;
    if (run.output !== expected.output) {
      throw new Mismatch(`${what} printed ${JSON.stringify(run.output)}, bare ${JSON.stringify(expected.output)}`);
    }
    if (run.exit !== 0) throw new Mismatch(`${what} ended with exit code ${run.exit}`);
    if (run.stops > 0 !== stops) throw new Mismatch(`${what} stopped ${run.stops} times`);
    return run.seconds;
  };
  const bare = { path: `${PROGRAMS}/${program}.py` };
  const sizeFor = calibrate((size) => runOnce(bare, size));
  const tasks = combinations.map((combination) => {
    const { scenarioName, scenario, backend } = combination;
    const hand = scenario.byHand && byHand(program, scenarioName, scenario);
    if (hand) engine.write(hand.path, hand.text);
    const spec = specFor(program, scenario, backend);
    return { ...combination, spec, hand, target: VERY_SLOW.seconds, seconds: [], bare: [], byHand: [] };
  });
  const once = (task, size) => runOnce(task.spec, size, task.spec.pilot.length > 0);
  // The first runs warm up, and show which configurations are slow.
  for (const task of tasks) {
    const size = sizeFor(VERY_SLOW.seconds);
    const alone = Math.max(runOnce(bare, size), runOnce(bare, size));
    let ratio = once(task, size) / alone;
    if (ratio < VERY_SLOW.ratio) ratio = Math.min(ratio, once(task, size) / alone);
    if (ratio < SLOW.ratio) task.target = (task.scenario.works ?? 1) * full;
    else if (ratio < VERY_SLOW.ratio) task.target = Math.min(SLOW.seconds, full);
  }
  for (let round = 0; round < rounds; round++) {
    const turn = tasks.filter(({ target }) => round % (target === VERY_SLOW.seconds ? VERY_SLOW.every : 1) === 0);
    const times = new Map();
    const note = (key, seconds) => times.set(key, [...(times.get(key) ?? []), seconds]);
    const peers = new Map(); // bare and handwritten runs, for each size of the work
    for (const { target, hand } of turn) {
      const size = sizeFor(target);
      for (const path of [bare.path, ...(hand ? [hand.path] : [])]) {
        peers.set(`${path} ${size}`, () => note(`${path} ${size}`, runOnce({ path }, size)));
      }
    }
    const runs = turn.map((task) => () => note(task, once(task, sizeFor(task.target))));
    for (const work of rotated(amid(runs, [...peers.values()]), round)) work();
    for (const task of turn) {
      const size = sizeFor(task.target);
      task.seconds.push(...times.get(task));
      task.bare.push(median(times.get(`${bare.path} ${size}`)));
      if (task.hand) task.byHand.push(median(times.get(`${task.hand.path} ${size}`)));
    }
  }
  return tasks.map(({ scenarioName, backendName, target, seconds, bare: alone, byHand: written }) => {
    const result = { scenario: scenarioName, backend: backendName, bareSeconds: target, size: sizeFor(target) };
    return { ...result, seconds, bare: alone, ...(written.length > 0 ? { byHand: written } : {}) };
  });
}

/** How much work takes how long: a function from seconds to a size, at least 1. */
function calibrate(run) {
  let size = 1;
  let seconds = run(size);
  while (seconds < 0.02) {
    size *= 2;
    seconds = run(size);
  }
  const again = Math.min(seconds, run(size));
  return (target) => Math.max(1, Math.round((target / again) * size));
}

/** The runs with their peers before each third of them: so much hangs on the peers that one run of each is too few. */
function amid(runs, peers) {
  const third = Math.ceil(runs.length / 3);
  return [0, 1, 2].flatMap((part) => [...peers, ...runs.slice(part * third, (part + 1) * third)]);
}
