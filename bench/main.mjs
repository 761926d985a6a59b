// npm run bench: what the debugger costs, as ratios to the same program without it. See options.mjs for the options.
import { readFileSync, writeFileSync } from 'node:fs';
import { Engine, Mismatch } from './engine.mjs';
import { firstSetUp, framesSeen, setUp } from './extras.mjs';
import { measureInteractive } from './interactive.mjs';
import { readOptions, Usage } from './options.mjs';
import { manyFiles } from './plan.mjs';
import { markdown, partGone, withRatios } from './report.mjs';
import { measure } from './rounds.mjs';
import { backends, programs as kinds, scenarios } from './scenarios.mjs';
import { verdicts } from './targets.mjs';

const README = new URL('../README.md', import.meta.url);
/** Fresh interpreters for the first set-up, at most: each takes two seconds to boot. */
const FIRST = 5;
const MARKS = /(<!-- measured -->\n)[\s\S]*?(<!-- end of measured -->)/;

try {
  await main(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Usage || error instanceof Mismatch)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof Usage ? 2 : 1;
}

async function main(options) {
  const began = performance.now();
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
    programs: options.ratios ? options.programs.map((program) => measured(engine, program, options)) : [],
    interactive: options.interactive ? await measureInteractive(20, options.backends) : [],
  };
  report.gone = partGone(report.programs);
  report.verdicts = verdicts(report);
  const text = markdown(report, true);
  console.log(text);
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  if (options.markdown) writeFileSync(options.markdown, `${text}\n`);
  if (options.readme) intoReadme(markdown(report, false));
  tell(began, 'done');
}

function measured(engine, program, options) {
  const began = performance.now();
  const combinations = options.scenarios.flatMap((scenarioName) => {
    const scenario = scenarios[scenarioName];
    if (scenario.programs && !scenario.programs.includes(program)) return [];
    for (const [path, { text }] of manyFiles(scenario)) engine.write(path, text);
    return options.backends.flatMap((backendName) => {
      const backend = backends[backendName];
      const possible = !backend.since || engine.has(backend.since);
      if (!possible || (backend.scenarios && !backend.scenarios.includes(scenarioName))) return [];
      return [{ scenarioName, scenario, backendName, backend }];
    });
  });
  const results = measure(engine, program, combinations, options).map(withRatios);
  tell(began, program);
  const kind = Object.keys(kinds).find((each) => kinds[each].includes(program));
  return { program, kind, results };
}

function intoReadme(text) {
  const readme = readFileSync(README, 'utf8');
  if (!MARKS.test(readme)) throw new Usage('README.md has no "<!-- measured -->" and "<!-- end of measured -->".');
  writeFileSync(
    README,
    readme.replace(MARKS, (_all, start, end) => `${start}${text}\n${end}`),
  );
}

function tell(began, what) {
  process.stderr.write(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}
