// node scripts/run.mjs TASK… [-- ARGUMENTS]: does the tasks one after the other, up to the first that fails.
import { ensureInstalled } from './lib/setup.mjs';

ensureInstalled();
const { tasks } = await import('./lib/tasks.mjs');
const { step } = await import('./lib/steps.mjs');

// npm adds what follows its own "--" at the end, so the first word that is not a task starts the arguments.
const words = process.argv.slice(2);
const known = words.findIndex((word) => !(word in tasks));
const names = known < 0 ? words : words.slice(0, known);
const args = (known < 0 ? [] : words.slice(known)).filter((word, at) => at > 0 || word !== '--');
if (names.length === 0) {
  console.error(`Name a task: ${Object.keys(tasks).join(', ')}.`);
  process.exit(2);
}
/** @type {import('./lib/tests.mjs').Totals} */
const totals = { passed: 0, failed: 0, skipped: 0, failures: [] };
for (const name of names) {
  const task = tasks[name];
  // Arguments are for the last task: "build e2e -- breakpoints" runs one spec on a fresh build.
  const done = task && (await step(task.name, () => task.work(totals, name === names.at(-1) ? args : [])));
  if (!done) process.exit(1);
}
