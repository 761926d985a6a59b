// What a run of the benchmark may be told on its command line.
import { parseArgs } from 'node:util';
import { backends, programs, scenarios } from './scenarios.mjs';

const NAMES = {
  programs: Object.values(programs).flat(),
  scenarios: Object.keys(scenarios),
  backends: Object.keys(backends),
};
const DEFAULTS = { ...NAMES, backends: NAMES.backends.filter((name) => !backends[name].onlyWhenNamed) };

const HELP = `npm run bench -- [OPTIONS]: what the debugger costs.

  --quick               some programs and backends, 3 rounds of little work, no browser
  --programs NAMES      ${NAMES.programs.join(', ')}
  --scenarios NAMES     ${NAMES.scenarios.join(', ')}
  --backends NAMES      ${DEFAULTS.backends.join(', ')}; bdb_monitoring only when named
  --rounds NUMBER       interleaved rounds (9)
  --full SECONDS        bare work of a run (0.2), where no debugger is slow; stepping over one long call does five times that
  --no-interactive      without the measurements in the browser; --only-interactive: nothing else
  --pyodide PACKAGE     another release of Pyodide, as it is installed: pyodide-0.25
  --json FILE           writes all numbers; --markdown FILE: writes the tables
  --readme              puts the tables into README.md, between its "measured" marks`;

const QUICK = {
  programs: 'calls,exceptions,tokens',
  backends: 'run,eval_frame,sys_monitoring,settrace',
  rounds: '3',
  full: '0.05',
};

/** What was asked for is wrong, or was help. */
export class Usage extends Error {}

/**
 * @param {string[]} args the command line's
 * @returns the options, checked
 * @throws Usage with what to print
 */
export function readOptions(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        help: flag,
        quick: flag,
        programs: text,
        scenarios: text,
        backends: text,
        rounds: text,
        full: text,
        'no-interactive': flag,
        'only-interactive': flag,
        pyodide: text,
        json: text,
        markdown: text,
        readme: flag,
      },
    }));
  } catch (error) {
    throw new Usage(`${error.message}\n\n${HELP}`);
  }
  if (values.help) throw new Usage(HELP);
  const asked = { ...(values.quick ? QUICK : {}), ...values };
  return {
    programs: chosen('programs', asked.programs),
    scenarios: chosen('scenarios', asked.scenarios),
    backends: chosen('backends', asked.backends),
    rounds: positive('rounds', asked.rounds ?? '9', Number.isInteger),
    full: positive('full', asked.full ?? '0.2'),
    ratios: !asked['only-interactive'],
    interactive: asked['only-interactive'] || !(asked.quick || asked['no-interactive'] || asked.pyodide),
    release: asked.pyodide ?? 'pyodide',
    json: asked.json,
    markdown: asked.markdown,
    readme: asked.readme,
  };
}

function chosen(what, text) {
  if (text === undefined) return DEFAULTS[what];
  const names = text.split(',');
  const unknown = names.find((name) => !NAMES[what].includes(name));
  if (unknown !== undefined) throw new Usage(`--${what}: "${unknown}" is unknown; allowed: ${NAMES[what].join(', ')}.`);
  return names;
}

function positive(what, text, holds = Number.isFinite) {
  const value = Number(text);
  if (!holds(value) || value <= 0) throw new Usage(`--${what} is "${text}"; allowed: a positive number.`);
  return value;
}
