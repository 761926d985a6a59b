// node bench/scale/main.mjs: measures scale and latency alone. See measure.mjs.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureScale, names, places } from './measure.mjs';
import { scaleMarkdown } from './report.mjs';

const HELP = `node bench/scale/main.mjs [OPTIONS]: scale and latency, as a person meets them.

  --places NAMES     separated by ";": ${places.join('; ')}
  --only NAMES       separated by ",": ${names.join(', ')}
  --rounds NUMBER    how often something short is timed (20)
  --steps NUMBER     steps (300)
  --repeats NUMBER   fresh sessions for what takes one (5)
  --lines NUMBER     that are printed (1000000)
  --json FILE        writes all numbers`;

const text = { type: 'string' };
const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    places: text,
    only: text,
    rounds: text,
    steps: text,
    repeats: text,
    lines: text,
    json: text,
  },
});
if (values.help) {
  console.log(HELP);
} else {
  const report = await measureScale({
    ...chosen('places', ';', places),
    ...chosen('only', ',', names),
    ...Object.fromEntries(['rounds', 'steps', 'repeats', 'lines'].flatMap(number)),
    tell: (line) => console.error(line),
  });
  console.log(scaleMarkdown(report));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}

function chosen(option, separator, allowed) {
  if (values[option] === undefined) return {};
  const asked = values[option].split(separator).map((name) => name.trim());
  const unknown = asked.find((name) => !allowed.includes(name));
  if (unknown !== undefined)
    throw new Error(`--${option}: "${unknown}" is unknown; allowed: ${allowed.join(`${separator} `)}`);
  return { [option]: asked };
}

function number(option) {
  if (values[option] === undefined) return [];
  const value = Number(values[option]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${option} is "${values[option]}"; allowed: 1, 2, 3 …`);
  return [[option, value]];
}
