/** How many rows as high as `row` can be seen of what it is scrolled in: so far Page Up and Page Down go. */
function rowsInView(row: HTMLElement): number {
  for (let at = row.parentElement; at; at = at.parentElement) {
    if (!/auto|scroll/.test(getComputedStyle(at).overflowY)) continue;
    return Math.max(1, Math.floor(at.clientHeight / row.offsetHeight) - 1);
  }
  return 10;
}

/** How many rows an arrow or a page key goes down from `row`, or up; undefined for another key. */
export function rowsToGo(key: string, row: HTMLElement): number | undefined {
  if (key === 'ArrowDown') return 1;
  if (key === 'ArrowUp') return -1;
  if (key === 'PageDown') return rowsInView(row);
  return key === 'PageUp' ? -rowsInView(row) : undefined;
}
