// The part "inside": backends compared in one warm interpreter, where nothing but the debugger differs. What a person
// waits for who starts a program in a fresh interpreter is measured by the part "outside".
import { judge } from '../lib/targets.mjs';
import { Engine } from './engine.mjs';
import { firstSetUp, framesSeen, setUp } from './extras.mjs';
import { measureInteractive } from './interactive.mjs';
import { help, options, readOptions } from './options.mjs';
import { manyFiles } from './plan.mjs';
import { markdown, partGone, withRatios } from './report.mjs';
import { measure as measureProgram } from './rounds.mjs';
import { backends, programs as kinds, scenarios } from './scenarios.mjs';
import { TARGETS } from './targets.mjs';

/** Fresh interpreters for the first set-up, at most: each takes two seconds to boot. */
const FIRST = 5;

/** See bench/main.mjs. */
export const part = {
  name: 'inside',
  title: 'backends compared in one warm interpreter',
  options,
  help,
  readOptions,
  measure,
  markdown,
};

async function measure(options, { tell }) {
  const engine = await Engine.boot(options.release);
  const report = {
    about: {
      rounds: options.rounds,
      full: options.full,
      release: options.release,
      python: engine.python,
      node: process.version.slice(1),
      date: new Date().toISOString(),
    },
    // Before the programs have filled the heap.
    setUp: options.ratios ? setUp(engine, options.rounds) : [],
    firstSetUp: options.ratios ? await firstSetUp(engine, options.release, Math.min(options.rounds, FIRST)) : [],
    frames: framesSeen(engine),
    programs: options.ratios ? options.programs.map((program) => measured(engine, program, options, tell)) : [],
    interactive: options.interactive ? await measureInteractive(20, options.backends) : [],
  };
  report.gone = partGone(report.programs);
  report.verdicts = judge(TARGETS, report);
  return report;
}

function measured(engine, program, options, tell) {
  const combinations = options.scenarios.flatMap((scenarioName) => {
    const scenario = scenarios[scenarioName];
    if (scenario.programs && !scenario.programs.includes(program)) return [];
    for (const [path, { text }] of manyFiles(scenario)) engine.write(path, text);
    return options.backends.flatMap((backendName) => {
      const backend = backends[backendName];
      const isThere = !backend.since || engine.has(backend.since);
      const possible = isThere && (backend.kind === 'dap' || !scenario.dapOnly);
      if (!possible || (backend.scenarios && !backend.scenarios.includes(scenarioName))) return [];
      return [{ scenarioName, scenario, backendName, backend }];
    });
  });
  const results = measureProgram(engine, program, combinations, options).map(withRatios);
  tell(program);
  const kind = Object.keys(kinds).find((each) => kinds[each].includes(program));
  return { program, kind, results };
}
