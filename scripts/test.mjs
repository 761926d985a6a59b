// npm test: installs what is missing, then checks everything. A step that fails does not keep the others from running,
// unless they need its result; the exit code and the last lines give the result.
import { ensureInstalled } from './lib/setup.mjs';

const start = performance.now();
ensureInstalled();
const { tasks } = await import('./lib/tasks.mjs');
const { step } = await import('./lib/steps.mjs');

/** @type {import('./lib/tests.mjs').Totals} */
const totals = { passed: 0, failed: 0, skipped: 0, failures: [] };
/** How many failures are named at the end. */
const SHOWN = 15;
/** @type {string[]} */
const failed = [];

/** @param {string} name */
async function perform(name) {
  const task = tasks[name];
  if (!task) throw new Error(`no task is called ${name}`);
  const done = await step(task.name, () => task.work(totals, []));
  if (!done) failed.push(task.name);
  return done;
}

for (const name of ['check', 'nodes', 'integration', 'matrix']) await perform(name);
if (await perform('build')) await perform('e2e');
else failed.push('end-to-end tests (not run: there is no build)');

const minutes = ((performance.now() - start) / 60_000).toFixed(1);
console.log(`\nAll steps took ${minutes} minutes.`);
if (totals.skipped > 0) console.log(`${totals.skipped} tests were skipped.`);
// The last lines are what is read first, and sometimes all that is kept: they name what failed, some of each step.
for (const failure of totals.failures.slice(0, SHOWN)) console.log(`✗ ${failure}`);
if (totals.failures.length > SHOWN) console.log(`… and ${totals.failures.length - SHOWN} more`);
for (const name of failed) console.log(`FAILED: ${name}`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(failed.length > 0 || totals.failed > 0 || totals.passed === 0 ? 1 : 0);
