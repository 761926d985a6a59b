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

/** The breakpoint at `place`, if there is one. */
export function breakpointAt(list: readonly Breakpoint[], { path, line }: Place): Breakpoint | undefined {
  return list.find((breakpoint) => breakpoint.path === path && breakpoint.line === line);
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
  { path, line }: Place,
  details: BreakpointDetails = {},
  edits?: Edits,
): readonly Breakpoint[] {
  if (breakpointAt(list, { path, line })) return list;
  const edited = edits?.get(path);
  const started = edited ? { startedLine: originOf(edited, line) ?? null } : {};
  const added: Breakpoint = { id, path, line, ...started, enabled: true, ...withoutEmpty(details) };
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
 * `list` after the text changed under it: `lines` says where each breakpoint is now, by its number; `null` if it went
 * with its line. Two on one line become one.
 */
export function moveBreakpoints(
  list: readonly Breakpoint[],
  lines: ReadonlyMap<number, number | null>,
): readonly Breakpoint[] {
  const left = list.filter(({ id }) => lines.get(id) !== null);
  return onePerLine(
    left.map((breakpoint) => {
      const line = lines.get(breakpoint.id) ?? breakpoint.line;
      return line === breakpoint.line ? breakpoint : { ...breakpoint, line };
    }),
  );
}

/** `list` with those that had gone with their lines, which are back; where another is by now, that stays. */
export function returnBreakpoints(
  list: readonly Breakpoint[],
  returned: readonly Breakpoint[],
  edits?: Edits,
): readonly Breakpoint[] {
  return returned.reduce((all, { id, path, line, enabled, ...details }) => {
    if (breakpointAt(all, { path, line })) return all;
    const added = addBreakpoint(all, id, { path, line }, details, edits);
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
    .map(({ id, line, startedLine, condition, hitCondition, logMessage }) => ({
      id,
      line: startedLine ?? line,
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
  return onePerLine(
    list.map((breakpoint) => {
      const answer = byId.get(breakpoint.id);
      return answer ? withAnswer(breakpoint, answer, edits) : breakpoint;
    }),
  );
}

/** `list` as it is outside a session: what was asked for, nothing that an adapter answered. */
export function forgetAnswers(list: readonly Breakpoint[]): readonly Breakpoint[] {
  return list.map(({ answer: _, startedLine: __, ...breakpoint }) => breakpoint);
}

/** `list` when a file is about to be edited for the first time since the start: until now the lines agreed. */
export function keepStartedLines(list: readonly Breakpoint[], path: string): readonly Breakpoint[] {
  return list.map((breakpoint) =>
    breakpoint.path === path ? { ...breakpoint, startedLine: breakpoint.line } : breakpoint,
  );
}

function withAnswer(breakpoint: Breakpoint, answered: DebugProtocol.Breakpoint, edits?: Edits): Breakpoint {
  const edited = edits?.get(breakpoint.path);
  const answer = { verified: answered.verified, message: answered.message };
  if (answered.line === undefined || answered.line === breakpoint.startedLine) return { ...breakpoint, answer };
  if (!edited) return { ...breakpoint, line: answered.line, answer };
  return {
    ...breakpoint,
    line: presentLine(edited, answered.line) ?? breakpoint.line,
    startedLine: answered.line,
    answer,
  };
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
  return [...list].sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
}

/** Breakpoints that landed on one line of a file become one: the first that was there wins. */
function onePerLine(list: readonly Breakpoint[]): readonly Breakpoint[] {
  return sorted(list).filter(
    ({ path, line }, index, all) => index === 0 || all[index - 1]?.path !== path || all[index - 1]?.line !== line,
  );
}

/** What there is of details. */
export function withoutEmpty({ condition, hitCondition, logMessage }: Asked): BreakpointDetails {
  return {
    ...(condition?.trim() ? { condition: condition.trim() } : {}),
    ...(hitCondition?.trim() ? { hitCondition: hitCondition.trim() } : {}),
    ...(logMessage?.trim() ? { logMessage } : {}),
  };
}
