// npm run bench: what the debugger costs. It consists of parts, each a folder with a `part.mjs`, whose `part` has
// - name, title: what `--part` calls it, and what it measures
// - options, help: its own options as `parseArgs` wants them, and the lines of help for all that it takes
// - readOptions(values): what it makes of them; throws Usage
// - measure(options, { kept, keep, tell }): its report, which is data and goes into JSON. `kept` is what an interrupted
//   run has measured, `keep` takes a report that is not finished yet, `tell` reports progress
// - markdown(report, full): the report for a person; without `full` as the README has it
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { part as inside } from './inside/part.mjs';
import { Mismatch, Usage } from './lib/options.mjs';
import { intoReadme } from './lib/readme.mjs';
import { part as outside } from './outside/part.mjs';
import { part as scale } from './scale/part.mjs';
import { part as start } from './start/part.mjs';

const parts = { outside, start, scale, inside };
const USUAL = 'outside';

const text = { type: 'string' };
const flag = { type: 'boolean', default: false };
const common = {
  help: flag,
  part: text,
  all: flag,
  start: flag,
  quick: flag,
  programs: text,
  rounds: text,
  json: text,
  continue: flag,
  markdown: text,
  readme: flag,
};

const HELP = `npm run bench -- [OPTIONS]: what the debugger costs.

  --part NAMES          ${USUAL} when absent; --all: ${Object.keys(parts).join(', ')}
  --start               as --part start
  --json FILE           writes all numbers; --continue: measures only what an interrupted run has not written there
  --markdown FILE       writes the tables
  --readme              puts the tables into README.md or docs/benchmarks.md, between the marks of each part
${Object.values(parts)
  .map(({ name, title, help }) => `\n${name}: ${title}\n\n${help}`)
  .join('\n')}`;

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Usage || error instanceof Mismatch)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof Usage ? 2 : 1;
}

async function main(args) {
  const names = partNames(args);
  const own = names.map((name) => parts[name].options);
  const values = parsed(args, Object.assign({}, common, ...own));
  if (values.help) throw new Usage(HELP);
  // All of them first: a wrong option is reported before an hour of measuring.
  const options = new Map(names.map((name) => [name, parts[name].readOptions(values)]));
  const { json } = values;
  const reports = values.continue && json && existsSync(json) ? JSON.parse(readFileSync(json, 'utf8')) : {};
  const texts = [];
  for (const name of names) {
    const keep = (report) => {
      reports[name] = report;
      if (json) writeFileSync(json, `${JSON.stringify(reports, null, 2)}\n`);
    };
    const report = await parts[name].measure(options.get(name), { kept: reports[name], keep, tell: teller() });
    keep(report);
    texts.push(parts[name].markdown(report, true));
    console.log(`${texts.at(-1)}\n`);
    if (values.readme) intoReadme(name, parts[name].markdown(report, false));
  }
  if (values.markdown) writeFileSync(values.markdown, `${texts.join('\n\n')}\n`);
}

function partNames(args) {
  const { values } = parseArgs({ args, options: { part: text, all: flag, start: flag }, strict: false });
  const usual = values.start ? 'start' : USUAL;
  const names = values.all ? Object.keys(parts) : String(values.part ?? usual).split(',');
  const unknown = names.find((name) => !(name in parts));
  if (unknown !== undefined) throw new Usage(`--part: "${unknown}" is unknown; allowed: ${Object.keys(parts)}.`);
  return names;
}

function parsed(args, options) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new Usage(`${error.message}\n\n${HELP}`);
  }
}

/** Says on standard error what was done, and how long after the one before. */
function teller() {
  let last = performance.now();
  return (what) => {
    const now = performance.now();
    process.stderr.write(`${what}: ${((now - last) / 1000).toFixed(1)} s\n`);
    last = now;
  };
}
