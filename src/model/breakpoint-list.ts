/**
 * The person's breakpoints in all files, as a pure list.
 *
 * A breakpoint is first of all what the person asked for: it exists before any session, survives the end of one and is
 * stored over a reload. What the adapter said about it (`answer`) lasts only as long as the session that said it.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ArgumentsOf } from '../protocol/index.ts';
import { type Edits, originOf, presentLine } from './line-map.ts';

/** What an adapter answered about a breakpoint. */
export interface BreakpointAnswer {
  /** Whether a line with code was found for it. */
  readonly verified: boolean;
  /** Why it is not verified, or what else there is to know. */
  readonly message?: string | undefined;
}

/** What a person can say about a breakpoint besides its line; absent or empty means "none". */
export interface BreakpointDetails {
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
}

/** The same as it is taken from a form or a list. */
type Asked = { readonly [Name in keyof BreakpointDetails]: BreakpointDetails[Name] | undefined };

/** Where a line breakpoint is. */
export interface Place {
  /** The file, as it is written in requests. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** Of a breakpoint at one of several places on its line: where that begins, 1-based, in units of UTF-16. */
  readonly column?: number;
}

/** One line breakpoint. */
export interface Breakpoint extends Place, BreakpointDetails {
  /** Its number, which it keeps, also when its line moves: the adapter's (see `newBreakpointId` of a session). */
  readonly id: number;
  /**
   * Its line in the program that runs, if the file was edited since; `null` if that has no such line. It is kept here,
   * not looked up, because the person may have deleted the line.
   */
  readonly startedLine?: number | null;
  /** Its column in that line, if it has one. */
  readonly startedColumn?: number;
  readonly enabled: boolean;
  /** Absent outside a session, and until the adapter has answered. */
  readonly answer?: BreakpointAnswer | undefined;
}

/** How a breakpoint looks and what it does: stop, stop if, or print. */
export type BreakpointKind = 'plain' | 'conditional' | 'log';

/** What `breakpoint` is: a log message makes it a logpoint whatever else it has. */
export function kindOf(breakpoint: BreakpointDetails): BreakpointKind {
  if (breakpoint.logMessage) return 'log';
  return breakpoint.condition || breakpoint.hitCondition ? 'conditional' : 'plain';
}

/** The breakpoint at `place`, if there is one: that of the whole line, or of the column. */
export function breakpointAt(list: readonly Breakpoint[], place: Place): Breakpoint | undefined {
  return breakpointsOn(list, place).find(({ column }) => column === place.column);
}

/** Those of a line: that of the whole line, and those at places on it. */
export function breakpointsOn(list: readonly Breakpoint[], { path, line }: Place): readonly Breakpoint[] {
  return list.filter((breakpoint) => breakpoint.path === path && breakpoint.line === line);
}

/** How a place is written: `7`, and `7:14` where it has a column. */
export function placeText({ line, column }: Pick<Place, 'line' | 'column'>): string {
  return column === undefined ? String(line) : `${line}:${column}`;
}

/** Those of one file. */
export function breakpointsOf(list: readonly Breakpoint[], path: string): readonly Breakpoint[] {
  return list.filter((breakpoint) => breakpoint.path === path);
}

/** The files that have any. */
export function breakpointPaths(list: readonly Breakpoint[]): readonly string[] {
  return [...new Set(list.map(({ path }) => path))];
}

/** The files whose breakpoints are not the same objects in both lists. */
export function changedPaths(before: readonly Breakpoint[], after: readonly Breakpoint[]): readonly string[] {
  return breakpointPaths([...before, ...after]).filter((path) => {
    const old = breakpointsOf(before, path);
    const now = breakpointsOf(after, path);
    return old.length !== now.length || now.some((breakpoint, index) => breakpoint !== old[index]);
  });
}

/** `list` with a new breakpoint at `place`, in a file that may be edited; unchanged if there is one already. */
export function addBreakpoint(
  list: readonly Breakpoint[],
  id: number,
  { path, line, column }: Place,
  details: BreakpointDetails = {},
  edits?: Edits,
): readonly Breakpoint[] {
  const place: Place = { path, line, ...(column !== undefined && { column }) };
  if (breakpointAt(list, place)) return list;
  const edited = edits?.get(path);
  const started = edited ? { startedLine: originOf(edited, line) ?? null } : {};
  const added: Breakpoint = { id, ...place, ...started, enabled: true, ...withoutEmpty(details) };
  return sorted([...list, added]);
}

/** `list` without the breakpoint `id`. */
export function removeBreakpoint(list: readonly Breakpoint[], id: number): readonly Breakpoint[] {
  return list.filter((breakpoint) => breakpoint.id !== id);
}

/** `list` with the breakpoint `id` switched on or off. */
export function enableBreakpoint(list: readonly Breakpoint[], id: number, enabled: boolean): readonly Breakpoint[] {
  return change(list, id, (breakpoint) => ({ ...breakpoint, enabled, answer: undefined }));
}

/** `list` with the details of the breakpoint `id` replaced. */
export function editBreakpoint(
  list: readonly Breakpoint[],
  id: number,
  details: BreakpointDetails,
): readonly Breakpoint[] {
  return change(list, id, ({ condition: _, hitCondition: __, logMessage: ___, answer: ____, ...kept }) => ({
    ...kept,
    ...withoutEmpty(details),
  }));
}

/**
 * `list` after the text changed under it: `lines` and `columns` say where each breakpoint is now, by its number; a line of
 * `null` if it went with its line. Two at one place become one.
 */
export function moveBreakpoints(
  list: readonly Breakpoint[],
  lines: ReadonlyMap<number, number | null>,
  columns: ReadonlyMap<number, number> = new Map(),
): readonly Breakpoint[] {
  const left = list.filter(({ id }) => lines.get(id) !== null);
  return onePerPlace(
    left.map((breakpoint) => {
      const line = lines.get(breakpoint.id) ?? breakpoint.line;
      const column = breakpoint.column === undefined ? undefined : (columns.get(breakpoint.id) ?? breakpoint.column);
      if (line === breakpoint.line && column === breakpoint.column) return breakpoint;
      return { ...breakpoint, line, ...(column !== undefined && { column }) };
    }),
  );
}

/** `list` with those that had gone with their lines, which are back; where another is by now, that stays. */
export function returnBreakpoints(
  list: readonly Breakpoint[],
  returned: readonly Breakpoint[],
  edits?: Edits,
): readonly Breakpoint[] {
  return returned.reduce((all, { id, enabled, ...place }) => {
    if (breakpointAt(all, place)) return all;
    const added = addBreakpoint(all, id, place, place, edits);
    return enabled ? added : enableBreakpoint(added, id, false);
  }, list);
}

/** The DAP form of the enabled breakpoints of one file that the program has a line for. */
export function requestedBreakpoints(
  list: readonly Breakpoint[],
  path: string,
): NonNullable<ArgumentsOf<'setBreakpoints'>['breakpoints']> {
  return breakpointsOf(list, path)
    .filter(({ enabled, startedLine }) => enabled && startedLine !== null)
    .map(({ id, line, startedLine, column, startedColumn = column, condition, hitCondition, logMessage }) => ({
      id,
      line: startedLine ?? line,
      ...(startedColumn !== undefined && { column: startedColumn }),
      ...withoutEmpty({ condition, hitCondition, logMessage }),
    }));
}

/** `list` after the adapter reported breakpoints, in an answer or by an event; of those that are gone nothing changes. */
export function answerBreakpoints(
  list: readonly Breakpoint[],
  answers: readonly DebugProtocol.Breakpoint[],
  edits?: Edits,
): readonly Breakpoint[] {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  return onePerPlace(
    list.map((breakpoint) => {
      const answer = byId.get(breakpoint.id);
      return answer ? withAnswer(breakpoint, answer, edits) : breakpoint;
    }),
  );
}

/** `list` as it is outside a session: what was asked for, nothing that an adapter answered. */
export function forgetAnswers(list: readonly Breakpoint[]): readonly Breakpoint[] {
  return list.map(({ answer: _, startedLine: __, startedColumn: ___, ...breakpoint }) => breakpoint);
}

/** `list` when a file is about to be edited for the first time since the start: until now the lines agreed. */
export function keepStartedLines(list: readonly Breakpoint[], path: string): readonly Breakpoint[] {
  return list.map((breakpoint) =>
    breakpoint.path === path ? { ...breakpoint, ...startedPlace(breakpoint) } : breakpoint,
  );
}

/** `list` when the text of a file is the one that runs again: the lines agree. */
export function withoutStartedLines(list: readonly Breakpoint[], path: string): readonly Breakpoint[] {
  return list.map((breakpoint) => {
    if (breakpoint.path !== path) return breakpoint;
    const { startedLine: _, startedColumn: __, ...kept } = breakpoint;
    return kept;
  });
}

function startedPlace({ line, column }: Place): Pick<Breakpoint, 'startedLine' | 'startedColumn'> {
  return { startedLine: line, ...(column !== undefined && { startedColumn: column }) };
}

function withAnswer(breakpoint: Breakpoint, answered: DebugProtocol.Breakpoint, edits?: Edits): Breakpoint {
  const edited = edits?.get(breakpoint.path);
  const answer = { verified: answered.verified, message: answered.message };
  const placed = { ...breakpoint, ...columnIn(breakpoint, answered, edited !== undefined), answer };
  if (answered.line === undefined || answered.line === breakpoint.startedLine) return placed;
  if (!edited) return { ...placed, line: answered.line };
  return {
    ...placed,
    line: presentLine(edited, answered.line) ?? breakpoint.line,
    startedLine: answered.line,
  };
}

/** The column to which an adapter has moved a breakpoint that has one; in a line that was edited it is as far as it was. */
function columnIn(
  { column, startedColumn }: Breakpoint,
  answered: DebugProtocol.Breakpoint,
  isEdited: boolean,
): Pick<Breakpoint, 'column' | 'startedColumn'> {
  if (column === undefined || answered.column === undefined) return {};
  if (!isEdited) return { column: answered.column };
  return { column: column + answered.column - (startedColumn ?? column), startedColumn: answered.column };
}

function change(
  list: readonly Breakpoint[],
  id: number,
  edit: (breakpoint: Breakpoint) => Breakpoint,
): readonly Breakpoint[] {
  return list.map((breakpoint) => (breakpoint.id === id ? edit(breakpoint) : breakpoint));
}

function sorted(list: readonly Breakpoint[]): readonly Breakpoint[] {
  // Not by `localeCompare`, which is slow the first time.
  return [...list].sort((a, b) => {
    if (a.path !== b.path) return a.path < b.path ? -1 : 1;
    return a.line - b.line || (a.column ?? 0) - (b.column ?? 0);
  });
}

/** Breakpoints that landed at one place of a file become one: the first that was there wins. */
function onePerPlace(list: readonly Breakpoint[]): readonly Breakpoint[] {
  return sorted(list).filter((each, index, all) => {
    const before = all[index - 1];
    return before?.path !== each.path || before.line !== each.line || before.column !== each.column;
  });
}

/** What there is of details. */
export function withoutEmpty({ condition, hitCondition, logMessage }: Asked): BreakpointDetails {
  return {
    ...(condition?.trim() ? { condition: condition.trim() } : {}),
    ...(hitCondition?.trim() ? { hitCondition: hitCondition.trim() } : {}),
    ...(logMessage?.trim() ? { logMessage } : {}),
  };
}
