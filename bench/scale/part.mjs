// The part "scale": large programs and values, what a person waits for, the page's own work, and what sessions leave behind.
import { existsSync } from 'node:fs';
import { chosen, positive, Usage } from '../lib/options.mjs';
import { table } from '../lib/tables.mjs';
import { measureScale, names, places } from './measure.mjs';
import { measureMemory } from './memory.mjs';
import { scaleMarkdown } from './report.mjs';
import { measureTasks } from './tasks.mjs';

/** Measured in the built page, by programs of their own. */
const OF_THE_PAGE = ['tasks', 'memory'];
const WHERE = { 'command-line': places[0], 'shared-memory': places[1], jspi: places[2] };
const DEFAULTS = { rounds: '20', steps: '300', repeats: '5', lines: '1000000', sessions: '100' };
const QUICK = { rounds: '10', steps: '100', repeats: '2', lines: '100000', sessions: '20' };

const help = `  --quick               less of everything
  --where NAMES         ${Object.keys(WHERE).join(', ')}
  --only NAMES          ${[...names, ...OF_THE_PAGE].join(', ')}
  --rounds NUMBER       how often something short is timed (${DEFAULTS.rounds})
  --steps NUMBER        steps (${DEFAULTS.steps})
  --repeats NUMBER      fresh sessions for what takes one (${DEFAULTS.repeats})
  --lines NUMBER        lines that are printed (${DEFAULTS.lines})
  --sessions NUMBER     sessions of which the memory is measured (${DEFAULTS.sessions})`;

const text = { type: 'string' };

/** See bench/main.mjs. */
export const part = {
  name: 'scale',
  title: 'large programs and values, what a person waits for, and what sessions leave behind',
  options: { where: text, only: text, steps: text, repeats: text, lines: text, sessions: text },
  help,
  readOptions,
  measure,
  markdown,
};

function readOptions(values) {
  const asked = { ...DEFAULTS, ...(values.quick ? QUICK : {}), ...values };
  const numbers = Object.keys(DEFAULTS).map((name) => [name, positive(name, asked[name], Number.isInteger)]);
  const only = chosen('only', asked.only, [...names, ...OF_THE_PAGE]);
  if (only.some((name) => OF_THE_PAGE.includes(name)) && !existsSync('dist/web/index.html')) {
    throw new Usage('--only tasks, memory: they measure the built page, and there is none. Run "npm run build" first.');
  }
  const where = chosen('where', asked.where, Object.keys(WHERE)).map((name) => WHERE[name]);
  return { ...Object.fromEntries(numbers), only, where };
}

async function measure({ only, where, ...numbers }, { tell }) {
  const { rounds, steps, repeats, lines, sessions } = numbers;
  const scenarios = only.filter((name) => !OF_THE_PAGE.includes(name));
  const asked = { places: where, only: scenarios, rounds, steps, repeats, lines, tell };
  const scale = scenarios.length > 0 ? await measureScale(asked) : undefined;
  const tasks = only.includes('tasks') ? await measureTasks({ rounds: repeats }) : [];
  if (tasks.length > 0) tell("the page's longest tasks");
  const memory = [];
  for (const way of only.includes('memory') ? ['run', 'restart', 'bare'] : []) {
    memory.push(await measureMemory({ way, sessions, every: Math.max(1, Math.floor(sessions / 10)) }));
    tell(`memory of sessions, ${way}`);
  }
  return { scale, tasks, memory };
}

function markdown({ scale, tasks, memory }) {
  const parts = [];
  if (scale) parts.push(scaleMarkdown(scale));
  if (tasks.length > 0) {
    const rows = tasks.map(({ phase, longest }) => [phase, `${Math.max(...longest)} ms`, longest.join(', ')]);
    parts.push("The page's longest task of its own thread (0: none above 50 ms).");
    parts.push(table(['while it', 'longest', 'of the rounds'], rows).join('\n'));
  }
  if (memory.length > 0) {
    const kilobytes = (bytes) => (bytes === undefined ? '?' : `${(bytes / 1024).toFixed(0)} kB`);
    const rows = memory.map(({ way, samples, heapRise, processRise }) => {
      return [way, samples.at(-1).sessions, kilobytes(heapRise), kilobytes(processRise)];
    });
    parts.push('What each session leaves in the page (bare: a worker with nothing but Pyodide in it).');
    parts.push(table(['way', 'sessions', "the page's heap", 'the process'], rows).join('\n'));
  }
  return parts.join('\n\n');
}
