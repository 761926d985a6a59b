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

/** The edits so far. */
export interface LineMap {
  /** For each of the first lines of the text its line in the text as it was; `undefined` for one that is new. */
  readonly origins: readonly (number | undefined)[];
  /** How many more lines there are now: the lines after `origins` are the same, and this much further down. */
  readonly shift: number;
}

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
export function afterChanges(map: LineMap, changes: readonly TextChange[]): LineMap {
  // Of changes that were made at once, each is told in the lines before all of them: the lowest goes first.
  return [...changes].sort((a, b) => b.range.startLineNumber - a.range.startLineNumber).reduce(afterChange, map);
}

function afterChange(map: LineMap, { range, text }: TextChange): LineMap {
  const { startLineNumber: first, startColumn, endLineNumber: last, endColumn } = range;
  const origins = Array.from({ length: Math.max(map.origins.length, last) }, (_, index) => originOf(map, index + 1));
  const lines = text.split(/\r\n|\r|\n/).length;
  const replaced = new Array<number | undefined>(lines).fill(undefined);
  // What is left of a line is still that line: of the last one if nothing was taken from it, or it was joined to another.
  if (endColumn === 1 || lines === 1) replaced[lines - 1] = origins[last - 1];
  if (startColumn > 1) replaced[0] = origins[first - 1];
  return {
    origins: [...origins.slice(0, first - 1), ...replaced, ...origins.slice(last)],
    shift: map.shift + lines - (last - first + 1),
  };
}
