/** How large what crosses between the sides may be. Far above what a session needs; whoever sends more gets an error. */

/** Bytes of a message, or UTF-16 units where it is text already. */
export const LARGEST_MESSAGE = 8 * 1024 * 1024;
/** Objects and lists that may be nested in a message to the adapter. */
export const DEEPEST_REQUEST = 100;
/** The same in a message of the worker: exceptions have causes, and those have causes. */
export const DEEPEST_ANSWER = 1000;
/** Items of a list in a request's arguments, such as the breakpoints of a file. */
export const MOST_ITEMS = 10_000;
/** Bytes of memory in an answer. */
export const MOST_MEMORY = 2 * 1024 * 1024;
/** UTF-16 units of a path. */
export const LONGEST_PATH = 4096;
/** UTF-16 units of a command's name. */
export const LONGEST_COMMAND = 100;

/** Whether a value nests more than `most` objects and lists. A cycle does. */
export function isDeeperThan(most: number, value: unknown): boolean {
  let level = isContainer(value) ? [value] : [];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === most) return true;
    const next: object[] = [];
    for (const container of level) {
      for (const item of Object.values(container)) if (isContainer(item)) next.push(item);
    }
    level = next;
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
