// The part "start": how soon a person is stopped at a first line, on a first visit, on a later one, and by Restart, against
// a page that boots a bare Pyodide in a worker; and how much the page fetches before it can be seen and used.
import { version } from 'pyodide';
import { spread } from '../lib/numbers.mjs';
import { chosen, positive } from '../lib/options.mjs';
import { number, table } from '../lib/tables.mjs';
import { judge, verdictTable } from '../lib/targets.mjs';
import { BrowserPlace } from '../outside/browser-place.mjs';
import { BROWSERS } from '../outside/browsers.mjs';
import { writePrograms } from '../outside/source.mjs';
import { measureWaits, waits, weights } from './waits.mjs';
import { measureWeights } from './weights.mjs';

const QUICK_ROUNDS = '3';

const help = `  --quick               ${QUICK_ROUNDS} rounds
  --places NAMES        ${Object.keys(BROWSERS).join(', ')}; chromium when absent
  --rounds NUMBER       interleaved rounds (7)`;

/** See bench/main.mjs. */
export const part = {
  name: 'start',
  title: 'from opening the page, or from Restart, to the first stop, against a page that boots a bare Pyodide',
  options: { places: { type: 'string' } },
  help,
  readOptions,
  measure,
  markdown,
};

function readOptions({ places, rounds, quick }) {
  return {
    // Of the places of other parts, those that are browsers.
    places: chosen('places', places, Object.keys(BROWSERS), ['chromium']),
    rounds: positive('rounds', rounds ?? (quick ? QUICK_ROUNDS : '7'), Number.isInteger),
  };
}

async function measure({ places, rounds }, { kept, keep, tell }) {
  writePrograms();
  const report = { about: { rounds, pyodide: version, date: new Date().toISOString() }, places: kept?.places ?? [] };
  for (const kind of places.filter((each) => !report.places.some((done) => done.kind === each))) {
    const place = new BrowserPlace(kind);
    try {
      await place.open();
      tell(`${place.name} made ready`);
      const seconds = await measureWaits(place, rounds, tell);
      report.places.push({ name: place.name, kind, seconds, bytes: await measureWeights(place) });
      keep(report);
    } finally {
      await place.close();
    }
  }
  report.verdicts = report.places.flatMap((place) => judge(targetsOf(place), place));
  return report;
}

function targetsOf({ name }) {
  return [
    ...Object.values(waits).map(({ title, of, against, floor, aim }) => ({
      title: `${name}: ${title}`,
      values: ({ seconds }) => [{ value: ratios(seconds, of, against).median }],
      floor,
      aim,
    })),
    ...Object.entries(weights).map(([key, { title, floor, aim }]) => ({
      title: `${name}: ${title}, kB gzip`,
      values: ({ bytes }) => [{ value: bytes[key] / 1024 }],
      floor,
      aim,
    })),
  ];
}

/** Median and quartiles of the ratios within a round. */
function ratios(seconds, of, against) {
  return spread(seconds[of].map((value, round) => value / seconds[against][round]));
}

function markdown({ about, places, verdicts }, full) {
  const lines = [
    `Pyodide ${about.pyodide}, ${about.rounds} interleaved rounds, each visit in a new browser: median milliseconds, and median (quartiles) of the ratios within a round. "Bare again" is the noise.`,
    '',
    ...table(
      ['in', 'from … to stopped at line 1', 'here', 'a bare Pyodide boots', 'ratio', 'bare again'],
      places.flatMap(({ name, seconds }) =>
        Object.values(waits).map(({ title, of, against, again }) => {
          const { median, low, high } = ratios(seconds, of, against);
          return [
            name,
            title,
            milliseconds(seconds[of]),
            milliseconds(seconds[against]),
            `${number(median)} (${number(low)}–${number(high)})`,
            again ? number(ratios(seconds, again, against).median) : '',
          ];
        }),
      ),
    ),
    '',
    ...places.map(({ name, bytes }) => {
      const sizes = Object.entries(weights).map(([key, { title }]) => `${title} ${(bytes[key] / 1024).toFixed(0)} kB`);
      return `${name}, what the page itself fetches, compressed by gzip: ${sizes.join(', ')}.`;
    }),
  ];
  if (full) lines.push('', 'What is to be reached:', '', ...verdictTable(verdicts));
  return lines.join('\n');
}

function milliseconds(values) {
  return (1000 * spread(values).median).toFixed(0);
}
