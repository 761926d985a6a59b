// The report of what was measured at scale: verdicts, and Markdown.
import { median } from '../lib/numbers.mjs';
import { table } from '../lib/tables.mjs';
import { measures } from './measures.mjs';

/** A measure of a small number of values has its worst as the 99th of a hundred. */
function p99(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(0.99 * sorted.length) - 1];
}

const STATISTICS = { median, p99, worst: (values) => Math.max(...values) };

/**
 * Judges one measurement.
 * @param {{ measure: string, where: string, what: string, values: number[] }} found
 * @returns it, with its `median`, `p99` and `worst`, and whether it reaches `aim`, `floor` or none (`missed`); without a
 *   verdict where nothing was promised
 */
export function judged(found) {
  const numbers = Object.fromEntries(Object.entries(STATISTICS).map(([name, of]) => [name, of(found.values)]));
  const limits = Object.entries(measures[found.measure].limits ?? {});
  const verdicts = limits.map(([name, [floor = Number.POSITIVE_INFINITY, aim]]) =>
    numbers[name] <= aim ? 'aim' : numbers[name] <= floor ? 'floor' : 'missed',
  );
  const verdict = ['missed', 'floor', 'aim'].find((each) => verdicts.includes(each));
  return { ...found, ...numbers, ...(verdict ? { verdict } : {}) };
}

/** The report as a person reads it. */
export function scaleMarkdown({ about, results }) {
  return [
    `Node ${about.node}, ${about.browser ?? 'no browser'}; ${about.lines.toLocaleString('en')} lines where lines are printed.`,
    about.noise,
    '',
    ...table(['measure', 'where', 'of', 'n', 'median', 'p99', 'worst', 'floor', 'aim', 'reached'], results.map(row)),
  ].join('\n');
}

function row({ measure, where, what, values, verdict, ...numbers }) {
  const { title, unit, limits = {}, digits = 1 } = measures[measure];
  const text = (name) => `${numbers[name].toFixed(digits)}${unit && ` ${unit}`}`;
  const limit = (index) =>
    Object.entries(limits)
      .filter(([, each]) => each[index] !== undefined)
      .map(([name, each]) => `${each[index]} (${name})`)
      .join(', ');
  const shown = ['median', 'p99', 'worst'].map(text);
  return [title, where, what, values.length, ...shown, limit(0), limit(1), verdict ?? ''];
}
