/**
 * Where the lines of a text that is edited come from in the text as it was: a program that runs knows only the latter.
 */

/** A change of a text as an editor reports it; lines and columns are 1-based. */
export interface TextChange {
  readonly range: {
    readonly startLineNumber: number;
    readonly startColumn: number;
    readonly endLineNumber: number;
    readonly endColumn: number;
  };
  /** What is there now. */
  readonly text: string;
}

/** What an editor reports of one edit. */
export interface TextEdit {
  readonly changes: readonly TextChange[];
  /** The lines of the text before and after it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The edits so far. */
export interface LineMap {
  /** For each of the first lines of the text its line in the text as it was; `undefined` for one that is new. */
  readonly origins: readonly (number | undefined)[];
  /** How many more lines there are now: the lines after `origins` are the same, and this much further down. */
  readonly shift: number;
  /** The lines of the text as it was, once it was edited: what was deleted is known again when it comes back. */
  readonly started?: readonly string[];
}

/** How files were edited, by path; one that was not is absent. */
export type Edits = ReadonlyMap<string, LineMap>;

/** The map of a text before it is edited. */
export const unchangedLines: LineMap = { origins: [], shift: 0 };

/** The line in the text as it was of the present `line`, if it had it. */
export function originOf(map: LineMap, line: number): number | undefined {
  return line <= map.origins.length ? map.origins[line - 1] : line - map.shift;
}

/** The present line of `origin`, a line in the text as it was, if it is still there. */
export function presentLine(map: LineMap, origin: number): number | undefined {
  const index = map.origins.indexOf(origin);
  if (index >= 0) return index + 1;
  const line = origin + map.shift;
  return line > map.origins.length ? line : undefined;
}

/** `map` after a further edit. */
export function afterEdit(map: LineMap, { changes, before, after }: TextEdit): LineMap {
  // Of changes that were made at once, each is given in the lines before all of them: the lowest goes first.
  const sorted = [...changes].sort((a, b) => b.range.startLineNumber - a.range.startLineNumber);
  const next = sorted.reduce((so, change) => afterChange(so, change, before), map);
  const started = map.started ?? before;
  return { ...next, origins: withKnownLines(next, started, after), started };
}

/** Whether the text that was edited so, which has these lines now, is the text as it was. */
export function isAsStarted({ shift, started = [] }: LineMap, after: readonly string[]): boolean {
  return shift === 0 && after.length === started.length && after.every((line, index) => line === started[index]);
}

/**
 * Where a line of the text before an edit is after it: `null` if all that was written there is gone, `undefined` if the
 * edit left some of it, and does not say.
 */
export function lineAfter(line: number, edit: TextEdit): number | null | undefined {
  const { before, after } = edit;
  if (!edit.changes.some((change) => covers(change, line, before))) return undefined;
  const map = afterEdit(unchangedLines, edit);
  const present = presentLine(map, line);
  if (present !== undefined) return present;
  // It may have been moved past its neighbours.
  const text = before[line - 1]?.trim();
  const same = after.flatMap((each, index) =>
    text && each.trim() === text && originOf(map, index + 1) === undefined ? [index + 1] : [],
  );
  return same.length === 1 ? (same[0] ?? null) : null;
}

/** Whether `change` replaces all that is written on `line`, and more than that line. */
function covers({ range }: TextChange, line: number, before: readonly string[]): boolean {
  const { startLineNumber: first, startColumn, endLineNumber: last, endColumn } = range;
  if (first === last || line < first || line > last) return false;
  const text = before[line - 1] ?? '';
  const fromStart = line > first || startColumn <= text.length - text.trimStart().length + 1;
  return fromStart && (line < last || endColumn > text.length);
}

function afterChange(map: LineMap, change: TextChange, before: readonly string[]): LineMap {
  const { startLineNumber: first, startColumn, endLineNumber: last, endColumn } = change.range;
  const origins = Array.from({ length: Math.max(map.origins.length, last) }, (_, index) => originOf(map, index + 1));
  const lines = change.text.split(/\r\n|\r|\n/).length;
  const replaced = new Array<number | undefined>(lines).fill(undefined);
  // What is left of a line is still that line: of the last one if nothing was taken from it, or it was joined to another.
  const joined = lines === 1 && !covers(change, last, before);
  if (endColumn === 1 || joined) replaced[lines - 1] = origins[last - 1];
  if (startColumn > 1 && !covers(change, first, before)) replaced[0] = origins[first - 1];
  return {
    origins: [...origins.slice(0, first - 1), ...replaced, ...origins.slice(last)],
    shift: map.shift + lines - (last - first + 1),
  };
}

/**
 * The origins of `map` with lines that are new by the edits, and yet as they were: deleted and brought back, say, or in
 * a text that was replaced as a whole.
 */
function withKnownLines(map: LineMap, started: readonly string[], after: readonly string[]): LineMap['origins'] {
  const origins = [...map.origins];
  for (let index = 0; index < origins.length; index++) {
    if (origins[index] !== undefined) continue;
    let end = index;
    while (end < origins.length && origins[end] === undefined) end++;
    const nextKnown = end < after.length ? (originOf(map, end + 1) ?? started.length + 1) : started.length + 1;
    const knownFrom = (from: number, lastKnown: number) =>
      [...commonLines(after.slice(from, end), started.slice(lastKnown, nextKnown - 1))].map(
        ([present, origin]) => [from + present, lastKnown + origin + 1] as const,
      );
    // A line that was split is where its text is: something else may have been written before it.
    const head = index > 0 ? origins[index - 1] : undefined;
    const split = head !== undefined && after[index - 1] !== started[head - 1];
    let known = split ? knownFrom(index - 1, (index > 1 ? origins[index - 2] : 0) ?? head - 1) : [];
    if (known.some(([, origin]) => origin === head)) origins[index - 1] = undefined;
    else known = knownFrom(index, head ?? 0);
    for (const [present, origin] of known) origins[present] = origin;
    index = end;
  }
  return origins;
}

/** More comparisons than these are not made at an edit. */
const mostComparisons = 250_000;

/** Which of the lines `a` are which of `b`, by index, in the order of both: a longest common subsequence. */
function commonLines(a: readonly string[], b: readonly string[]): Map<number, number> {
  const same = (i: number, j: number) => a[i]?.trim() === b[j]?.trim();
  const pairs = new Map<number, number>();
  let start = 0;
  while (start < a.length && start < b.length && same(start, start)) {
    pairs.set(start, start);
    start++;
  }
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && same(endA - 1, endB - 1)) pairs.set(--endA, --endB);
  const [rows, columns] = [endA - start, endB - start];
  if (rows * columns === 0 || rows * columns > mostComparisons) return pairs;
  const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const best = same(start + i, start + j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
      (lengths[i] as Uint32Array)[j] = best;
    }
  }
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (same(start + i, start + j)) pairs.set(start + i++, start + j++);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
