// The command-line options of the part "inside".
import { chosen, positive } from '../lib/options.mjs';
import { backends, programs, scenarios } from './scenarios.mjs';

const NAMES = {
  programs: Object.values(programs).flat(),
  scenarios: Object.keys(scenarios),
  backends: Object.keys(backends),
};
const USUAL = NAMES.backends.filter((name) => !backends[name].onlyWhenNamed);

export const help = `  --quick               some programs and backends, 3 rounds of little work, no browser
  --programs NAMES      ${NAMES.programs.join(', ')}
  --scenarios NAMES     ${NAMES.scenarios.join(', ')}
  --backends NAMES      ${USUAL.join(', ')}; bdb_monitoring only when named
  --rounds NUMBER       interleaved rounds (9)
  --full SECONDS        bare work of a run (0.2), where no debugger is slow; stepping over one long call does five times that
  --no-interactive      without the measurements in the browser; --only-interactive: nothing else
  --pyodide PACKAGE     another release of Pyodide, as it is installed: pyodide-0.25`;

const text = { type: 'string' };
const flag = { type: 'boolean', default: false };

/** As `parseArgs` wants them, besides those that all parts have. */
export const options = {
  scenarios: text,
  backends: text,
  full: text,
  'no-interactive': flag,
  'only-interactive': flag,
  pyodide: text,
};

const QUICK = {
  programs: 'calls,exceptions,tokens',
  backends: 'run,eval_frame,sys_monitoring,settrace',
  rounds: '3',
  full: '0.05',
};

/**
 * @param values what `parseArgs` found
 * @returns the options, checked
 * @throws Usage with what to print
 */
export function readOptions(values) {
  const asked = { ...(values.quick ? QUICK : {}), ...values };
  return {
    programs: chosen('programs', asked.programs, NAMES.programs),
    scenarios: chosen('scenarios', asked.scenarios, NAMES.scenarios),
    backends: chosen('backends', asked.backends, NAMES.backends, USUAL),
    rounds: positive('rounds', asked.rounds ?? '9', Number.isInteger),
    full: positive('full', asked.full ?? '0.2'),
    ratios: !asked['only-interactive'],
    interactive: asked['only-interactive'] || !(asked.quick || asked['no-interactive'] || asked.pyodide),
    release: asked.pyodide ?? 'pyodide',
  };
}
