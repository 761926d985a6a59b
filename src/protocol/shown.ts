/** UTF-16 units of a value that are shown. */
const LONGEST = 60;
/** Nested objects and lists that are shown. */
const DEEPEST = 3;

/** A value of a message as JSON, cut short. It may be of any size and depth. */
export function shown(value: unknown): string {
  const text = written(value, DEEPEST);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function written(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, LONGEST));
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${inside(value, depth, (item) => written(item, depth - 1))}]`;
  const pair = ([key, item]: [string, unknown]) => `${written(key, 0)}:${written(item, depth - 1)}`;
  return `{${inside(Object.entries(value), depth, pair)}}`;
}

/** As many items as can be shown. */
function inside<Item>(items: readonly Item[], depth: number, write: (item: Item) => string): string {
  if (items.length > 0 && depth === 0) return '…';
  let text = '';
  for (const item of items) {
    if (text.length > LONGEST) break;
    text += `${text === '' ? '' : ','}${write(item)}`;
  }
  return text;
}
