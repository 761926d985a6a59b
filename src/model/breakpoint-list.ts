/**
 * The person's breakpoints, as a pure list.
 *
 * A breakpoint is first of all what the person asked for: it exists before any session, survives the end of one and is
 * stored over a reload. What the adapter said about it (`answer`) lasts only as long as the session that said it.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ArgumentsOf } from '../protocol/index.ts';
import { type LineMap, originOf, presentLine } from './line-map.ts';

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

/** One line breakpoint of the program. */
export interface Breakpoint extends BreakpointDetails {
  /** Its number, which it keeps, also when its line moves: the adapter's (see `newBreakpointId` of a session). */
  readonly id: number;
  /** 1-based. */
  readonly line: number;
  /**
   * Its line in the program that runs, if the text was edited since; `null` if that has no such line. It is kept here,
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

/** The breakpoint on `line`, if there is one. */
export function breakpointAt(list: readonly Breakpoint[], line: number): Breakpoint | undefined {
  return list.find((breakpoint) => breakpoint.line === line);
}

/** `list` with a new breakpoint on `line`, of a text that may be `edited`; unchanged if there is one already. */
export function addBreakpoint(
  list: readonly Breakpoint[],
  id: number,
  line: number,
  details: BreakpointDetails = {},
  edited?: LineMap,
): readonly Breakpoint[] {
  if (breakpointAt(list, line)) return list;
  const started = edited ? { startedLine: originOf(edited, line) ?? null } : {};
  const added: Breakpoint = { id, line, ...started, enabled: true, ...withoutEmpty(details) };
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
 * `list` after the text changed under it: `lines` says where each breakpoint is now, by its number; `null` if it went with its
 * line. Two on one line become one.
 */
export function moveBreakpoints(
  list: readonly Breakpoint[],
  lines: ReadonlyMap<number, number | null>,
): readonly Breakpoint[] {
  const left = list.filter(({ id }) => lines.get(id) !== null);
  return onePerLine(left.map((breakpoint) => ({ ...breakpoint, line: lines.get(breakpoint.id) ?? breakpoint.line })));
}

/** `list` with those that had gone with their lines, which are back; where another is by now, that stays. */
export function returnBreakpoints(
  list: readonly Breakpoint[],
  returned: readonly Breakpoint[],
  edited?: LineMap,
): readonly Breakpoint[] {
  return returned.reduce((all, { id, line, enabled, ...details }) => {
    if (breakpointAt(all, line)) return all;
    const added = addBreakpoint(all, id, line, details, edited);
    return enabled ? added : enableBreakpoint(added, id, false);
  }, list);
}

/** The DAP form of the enabled breakpoints that the program has a line for. */
export function requestedBreakpoints(
  list: readonly Breakpoint[],
): NonNullable<ArgumentsOf<'setBreakpoints'>['breakpoints']> {
  return list
    .filter(({ enabled, startedLine }) => enabled && startedLine !== null)
    .map(({ id, line, startedLine, condition, hitCondition, logMessage }) => ({
      id,
      line: startedLine ?? line,
      ...withoutEmpty({ condition, hitCondition, logMessage }),
    }));
}

/** `list` after the adapter told of breakpoints, in an answer or by an event; of those that are gone nothing changes. */
export function answerBreakpoints(
  list: readonly Breakpoint[],
  answers: readonly DebugProtocol.Breakpoint[],
  edited?: LineMap,
): readonly Breakpoint[] {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  return onePerLine(
    list.map((breakpoint) => {
      const answer = byId.get(breakpoint.id);
      return answer ? withAnswer(breakpoint, answer, edited) : breakpoint;
    }),
  );
}

/** `list` as it is outside a session: what was asked for, nothing that an adapter answered. */
export function forgetAnswers(list: readonly Breakpoint[]): readonly Breakpoint[] {
  return list.map(({ answer: _, startedLine: __, ...breakpoint }) => breakpoint);
}

/** `list` when the text is about to be edited for the first time since the start: until now the lines agreed. */
export function keepStartedLines(list: readonly Breakpoint[]): readonly Breakpoint[] {
  return list.map((breakpoint) => ({ ...breakpoint, startedLine: breakpoint.line }));
}

function withAnswer(breakpoint: Breakpoint, told: DebugProtocol.Breakpoint, edited?: LineMap): Breakpoint {
  const answer = { verified: told.verified, message: told.message };
  if (told.line === undefined || told.line === breakpoint.startedLine) return { ...breakpoint, answer };
  if (!edited) return { ...breakpoint, line: told.line, answer };
  return { ...breakpoint, line: presentLine(edited, told.line) ?? breakpoint.line, startedLine: told.line, answer };
}

function change(
  list: readonly Breakpoint[],
  id: number,
  edit: (breakpoint: Breakpoint) => Breakpoint,
): readonly Breakpoint[] {
  return list.map((breakpoint) => (breakpoint.id === id ? edit(breakpoint) : breakpoint));
}

function sorted(list: readonly Breakpoint[]): readonly Breakpoint[] {
  return [...list].sort((a, b) => a.line - b.line);
}

/** Breakpoints that landed on one line become one: the first that was there wins. */
function onePerLine(list: readonly Breakpoint[]): readonly Breakpoint[] {
  const lines = new Set<number>();
  return sorted(list).filter(({ line }) => !lines.has(line) && lines.add(line));
}

/** What there is of details. */
export function withoutEmpty({ condition, hitCondition, logMessage }: Asked): BreakpointDetails {
  return {
    ...(condition?.trim() ? { condition: condition.trim() } : {}),
    ...(hitCondition?.trim() ? { hitCondition: hitCondition.trim() } : {}),
    ...(logMessage?.trim() ? { logMessage } : {}),
  };
}
