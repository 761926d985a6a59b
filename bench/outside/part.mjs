// The part "outside": what you get if you start a program here instead of in a bare Pyodide. Every run is a process or
// a separate page, and the two differ by nothing but the product.
import { version } from 'pyodide';
import { judge } from '../lib/targets.mjs';
import { BrowserPlace } from './browser-place.mjs';
import { BROWSERS } from './browsers.mjs';
import { NodePlace } from './node-place.mjs';
import { help, options, readOptions } from './options.mjs';
import { START } from './programs.mjs';
import { markdown } from './report.mjs';
import { measureProgram, measureStarts } from './rounds.mjs';
import { writePrograms } from './source.mjs';
import { targetsOf } from './targets.mjs';

/** See bench/main.mjs. */
export const part = {
  name: 'outside',
  title: 'the product as a person starts it, against bare Pyodide in processes and pages of its own',
  options,
  help,
  readOptions,
  measure,
  markdown,
};

async function measure(options, { kept, keep, tell }) {
  writePrograms();
  const about = { rounds: options.rounds, pyodide: version, date: new Date().toISOString() };
  const report = { about, places: kept?.places ?? [] };
  for (const place of placesOf(options)) {
    try {
      await place.open();
      tell(`${place.name} made ready`);
      await measureIn(place, report, options, { keep: () => keep(report), tell });
    } finally {
      await place.close();
    }
  }
  report.verdicts = report.places
    .filter(({ kind }) => kind !== 'firefox')
    .flatMap((each) => judge(targetsOf(each), report));
  return report;
}

async function measureIn(place, report, { programs, ways, rounds, starts }, { keep, tell }) {
  let measured = report.places.find(({ name }) => name === place.name);
  if (!measured) {
    measured = { name: place.name, kind: place.kind, programs: [] };
    report.places.push(measured);
  }
  if (starts && !measured.starts) {
    measured.starts = await measureStarts(place, START, rounds);
    tell(`${place.name}, first stop`);
    keep();
  }
  const missing = programs.filter((name) => !measured.programs.some(({ program }) => program === name));
  for (const program of missing.filter((name) => place.measures(name))) {
    const names = ways.filter((way) => place.offers(way, program));
    measured.programs.push({ program, runs: await measureProgram(place, program, names, rounds) });
    tell(`${place.name}, ${program}`);
    keep();
  }
}

function placesOf({ places, nodes, releases }) {
  const browsers = places.filter((name) => name in BROWSERS);
  return [
    ...(places.includes('node') ? nodes.map((node) => new NodePlace(node)) : []),
    ...(places.includes('node') ? releases.map((release) => new NodePlace(process.execPath, release)) : []),
    ...browsers.map((name) => new BrowserPlace(name)),
  ];
}
