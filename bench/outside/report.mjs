// The report of the part "outside" as Markdown.
import { mean, spread } from '../lib/numbers.mjs';
import { number, table } from '../lib/tables.mjs';
import { verdictTable } from '../lib/targets.mjs';
import { ratioOf, startRatio } from './results.mjs';
import { measures, ways } from './ways.mjs';

const INTRODUCTION =
  'The product as a person starts it, against bare Pyodide as its documentation starts it: a fresh process or page for ' +
  'each run. Ratios to bare.';

/** The report as a person reads it; `full` with each program. */
export function markdown({ about, places, verdicts }, full) {
  const lines = [
    `Pyodide ${about.pyodide}. ${INTRODUCTION} ${about.rounds} interleaved rounds or more of up to ${count(places)} programs; best to best, and "bare again" is the noise.`,
    '',
    ...overview(places),
  ];
  for (const place of places) lines.push(...startLines(place));
  if (full) {
    for (const place of places) {
      for (const measure of Object.keys(measures)) lines.push(...byProgram(place, measure));
    }
    lines.push('', 'What is to be reached:', '', ...verdictTable(verdicts));
  }
  return lines.join('\n');
}

function count(places) {
  return Math.max(...places.map(({ programs }) => programs.length));
}

/** For each place and measure the mean of the programs' ratios of best to best, and the worst by name. */
function overview(places) {
  const names = Object.keys(ways).filter((way) => way !== 'bare' && shows(places, way));
  return table(
    ['in', 'measured', ...names.map((name) => `${ways[name].title}: mean (worst)`)],
    places
      .filter(({ programs }) => programs.length > 0)
      .flatMap(({ name: where, programs }) =>
        Object.entries(measures).map(([measure, { title }]) => [
          where,
          title,
          ...names.map((way) => {
            const values = programs.flatMap(({ program, runs }) => {
              const ratio = ratioOf(runs, way, measure);
              return ratio ? [{ program, value: ratio.best }] : [];
            });
            if (values.length === 0) return '';
            const worst = values.reduce((found, each) => (each.value > found.value ? each : found));
            return `${number(mean(values.map(({ value }) => value)))} (${number(worst.value)} ${worst.program})`;
          }),
        ]),
      ),
  );
}

function shows(places, way) {
  return places.some(({ programs }) => programs.some(({ runs }) => runs[way]));
}

function startLines({ name, kind, starts }) {
  if (!starts) return [];
  const [stop, again] = [startRatio(starts, 'stop'), startRatio(starts, 'again')];
  const begun = kind === 'node' ? 'the start of the process' : 'loading the page';
  const milliseconds = (seconds) => (1000 * spread(seconds).median).toFixed(0);
  return [
    '',
    `${name}: from ${begun} to the first stop ${milliseconds(starts.stop)} ms, a bare Pyodide boots in ` +
      `${milliseconds(starts.boot)} ms: ${number(stop.median)} of it (best to best ${number(stop.best)}; ` +
      `bare again ${number(again.median)}).`,
  ];
}

function byProgram({ name, programs }, measure) {
  if (programs.length === 0) return [];
  const names = Object.keys(ways).filter((way) => way !== 'bare' && programs.some(({ runs }) => runs[way]));
  const { title, of } = measures[measure];
  return [
    '',
    `${name}, ${title}: milliseconds in bare Pyodide (best and median), then ratios: median (quartiles), best to best.`,
    '',
    ...table(
      ['program', 'bare', ...names.map((way) => ways[way].title)],
      programs.map(({ program, runs }) => {
        const bare = [...runs.bare, ...(runs.again ?? [])].map((run) => 1000 * of(run));
        return [
          program,
          `${Math.min(...bare).toFixed(1)}, ${spread(bare).median.toFixed(1)}`,
          ...names.map((way) => {
            const ratio = ratioOf(runs, way, measure);
            if (!ratio) return '';
            const { median, low, high, best } = ratio;
            return `${number(median)} (${number(low)}–${number(high)}), ${number(best)}`;
          }),
        ];
      }),
    ),
  ];
}
