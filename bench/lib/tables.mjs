// Numbers and tables as Markdown.

/** The lines of a table. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)];
}

/** A ratio: two digits, none where it is large. */
export function number(ratio) {
  return ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0);
}

/** A ratio's median, with its quartiles where it is small enough for them to matter; empty if there is none. */
export function cell(ratio) {
  if (!ratio) return '';
  const { median: middle, low, high } = ratio;
  return middle < 10 ? `${number(middle)} (${number(low)}–${number(high)})` : number(middle);
}

/** Milliseconds: median and quartiles. */
export function milliseconds({ median: middle, low, high }) {
  if (low === high) return middle.toFixed(1);
  return `${middle.toFixed(1)} (${low.toFixed(1)}–${high.toFixed(1)})`;
}

/** A share of 1 in per cent. */
export function percent(part) {
  return `${(100 * part).toFixed(2)} %`;
}
