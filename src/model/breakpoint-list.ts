/**
 * The person's breakpoints, as a pure list.
 *
 * A breakpoint is first of all what the person asked for: it exists before any session, survives the end of one and is
 * stored over a reload. What the adapter said about it (`answer`) lasts only as long as the session that said it.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { type LineMap, originOf, presentLine } from './line-map.ts';

/** What an adapter answered about a breakpoint. */
export interface BreakpointAnswer {
  /** The adapter's own number for it, by which later `breakpoint` events name it. */
  readonly id?: number | undefined;
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
  /** Names it for as long as it exists, also when its line moves. */
  readonly key: string;
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
  line: number,
  details: BreakpointDetails = {},
  edited?: LineMap,
): readonly Breakpoint[] {
  if (breakpointAt(list, line)) return list;
  const started = edited ? { startedLine: originOf(edited, line) ?? null } : {};
  const added: Breakpoint = { key: freshKey(list), line, ...started, enabled: true, ...withoutEmpty(details) };
  return sorted([...list, added]);
}

/** `list` without the breakpoint named `key`. */
export function removeBreakpoint(list: readonly Breakpoint[], key: string): readonly Breakpoint[] {
  return list.filter((breakpoint) => breakpoint.key !== key);
}

/** `list` with the breakpoint named `key` switched on or off. */
export function enableBreakpoint(list: readonly Breakpoint[], key: string, enabled: boolean): readonly Breakpoint[] {
  return change(list, key, (breakpoint) => ({ ...breakpoint, enabled, answer: undefined }));
}

/** `list` with the details of the breakpoint named `key` replaced. */
export function editBreakpoint(
  list: readonly Breakpoint[],
  key: string,
  details: BreakpointDetails,
): readonly Breakpoint[] {
  return change(list, key, ({ condition: _, hitCondition: __, logMessage: ___, answer: ____, ...kept }) => ({
    ...kept,
    ...withoutEmpty(details),
  }));
}

/**
 * `list` after the text changed under it: `lines` says where each named breakpoint is now; `null` if it went with its
 * line. Two on one line become one.
 */
export function moveBreakpoints(
  list: readonly Breakpoint[],
  lines: ReadonlyMap<string, number | null>,
): readonly Breakpoint[] {
  const left = list.filter(({ key }) => lines.get(key) !== null);
  return onePerLine(left.map((breakpoint) => ({ ...breakpoint, line: lines.get(breakpoint.key) ?? breakpoint.line })));
}

/** `list` with those that had gone with their lines, which are back; where another is by now, that stays. */
export function returnBreakpoints(
  list: readonly Breakpoint[],
  returned: readonly Breakpoint[],
  edited?: LineMap,
): readonly Breakpoint[] {
  return returned.reduce((all, { line, enabled, ...details }) => {
    if (breakpointAt(all, line)) return all;
    const added = addBreakpoint(all, line, details, edited);
    return enabled ? added : enableBreakpoint(added, breakpointAt(added, line)?.key ?? '', false);
  }, list);
}

/**
 * The DAP form of the enabled breakpoints that the program has a line for, with the keys that tell which is which in
 * the answer.
 */
export function requestedBreakpoints(list: readonly Breakpoint[]): {
  readonly keys: readonly string[];
  readonly breakpoints: DebugProtocol.SourceBreakpoint[];
} {
  const enabled = list.filter(({ enabled, startedLine }) => enabled && startedLine !== null);
  return {
    keys: enabled.map(({ key }) => key),
    breakpoints: enabled.map(({ line, startedLine, condition, hitCondition, logMessage }) => ({
      line: startedLine ?? line,
      ...withoutEmpty({ condition, hitCondition, logMessage }),
    })),
  };
}

/** `list` after the adapter answered a `setBreakpoints` that carried `keys`, in that order. */
export function answerBreakpoints(
  list: readonly Breakpoint[],
  keys: readonly string[],
  answers: readonly DebugProtocol.Breakpoint[],
  edited?: LineMap,
): readonly Breakpoint[] {
  const byKey = new Map(keys.map((key, index) => [key, answers[index]]));
  return onePerLine(
    list.map((breakpoint) => {
      const answer = byKey.get(breakpoint.key);
      return answer ? withAnswer(breakpoint, answer, edited) : breakpoint;
    }),
  );
}

/** `list` after a `breakpoint` event of reason `changed`; events about breakpoints that are gone change nothing. */
export function changeBreakpoint(
  list: readonly Breakpoint[],
  answer: DebugProtocol.Breakpoint,
  edited?: LineMap,
): readonly Breakpoint[] {
  if (answer.id === undefined) return list;
  return onePerLine(
    list.map((breakpoint) =>
      breakpoint.answer?.id === answer.id ? withAnswer(breakpoint, answer, edited) : breakpoint,
    ),
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
  const answer = { id: told.id, verified: told.verified, message: told.message };
  if (told.line === undefined || told.line === breakpoint.startedLine) return { ...breakpoint, answer };
  if (!edited) return { ...breakpoint, line: told.line, answer };
  return { ...breakpoint, line: presentLine(edited, told.line) ?? breakpoint.line, startedLine: told.line, answer };
}

function change(
  list: readonly Breakpoint[],
  key: string,
  edit: (breakpoint: Breakpoint) => Breakpoint,
): readonly Breakpoint[] {
  return list.map((breakpoint) => (breakpoint.key === key ? edit(breakpoint) : breakpoint));
}

function sorted(list: readonly Breakpoint[]): readonly Breakpoint[] {
  return [...list].sort((a, b) => a.line - b.line);
}

/** Breakpoints that landed on one line become one: the first that was there wins. */
function onePerLine(list: readonly Breakpoint[]): readonly Breakpoint[] {
  const lines = new Set<number>();
  return sorted(list).filter(({ line }) => !lines.has(line) && lines.add(line));
}

function freshKey(list: readonly Breakpoint[]): string {
  const used = list.map(({ key }) => Number(key)).filter(Number.isFinite);
  return String(Math.max(0, ...used) + 1);
}

/** What there is of details. */
export function withoutEmpty({ condition, hitCondition, logMessage }: Asked): BreakpointDetails {
  return {
    ...(condition?.trim() ? { condition: condition.trim() } : {}),
    ...(hitCondition?.trim() ? { hitCondition: hitCondition.trim() } : {}),
    ...(logMessage?.trim() ? { logMessage } : {}),
  };
}
