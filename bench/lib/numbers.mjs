// Few numbers from many measurements.

/** Half of the values are below, half above. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median and quartiles. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: median(sorted), low: sorted[sorted.length >> 2], high: sorted[(3 * sorted.length) >> 2] };
}

/** The arithmetic mean. */
export function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A list that begins elsewhere in each round, so that drift of the machine hits all its entries alike. */
export function rotated(list, round) {
  const shift = (round * 7) % list.length;
  return [...list.slice(shift), ...list.slice(0, shift)];
}
