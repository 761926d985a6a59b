// Whether numbers are what they are to be: for each measure the floor, below which there is a fault, and the aim.
import { mean, median } from './numbers.mjs';
import { number, table } from './tables.mjs';

/** How much above an aim a ratio may be to count as there: below what a run can distinguish. */
const CLOSE = 0.005;

/**
 * Compares a report with what it is to show.
 * @param targets each with
 *   - title
 *   - values: from the report a list of `{ value, where }`
 *   - floor, aim
 *   - judged: `worst` (when absent) or `mean`, the one that must hold
 *   - higher: more is better
 *   - on: whether it holds for this report; always when absent
 * @param report a part's own
 * @returns for each measure that was taken its median, mean and worst value, and whether `aim`, `floor` or none is reached
 */
export function judge(targets, report) {
  return targets
    .filter(({ on }) => !on || on(report))
    .flatMap(({ title, values, floor, aim, higher, judged = 'worst' }) => {
      const all = values(report);
      if (all.length === 0) return [];
      const sign = higher ? -1 : 1;
      const numbers = all.map(({ value }) => value);
      const worst = all.reduce((found, each) => (sign * each.value > sign * found.value ? each : found));
      const figure = judged === 'worst' ? worst.value : mean(numbers);
      const holds = (limit) => sign * figure <= sign * limit + (higher ? 0 : CLOSE * limit);
      const verdict = holds(aim) ? 'aim' : holds(floor) ? 'floor' : 'missed';
      return [{ title, judged, median: median(numbers), mean: mean(numbers), worst, floor, aim, verdict }];
    });
}

/** The verdicts as lines of a table: the number that was judged, and the worst by name. */
export function verdictTable(verdicts) {
  const digits = (value) => (value < 10 ? value.toFixed(3) : number(value));
  return table(
    ['measure', 'median', 'mean', 'worst', 'floor', 'aim', 'reached'],
    verdicts.map(({ title, judged, median: middle, mean: average, worst, floor, aim, verdict }) => [
      `${title}, ${judged}`,
      digits(middle),
      digits(average),
      `${digits(worst.value)}${worst.where ? ` (${worst.where})` : ''}`,
      floor,
      aim,
      verdict,
    ]),
  );
}
