/** The person's function breakpoints, as a pure list: what was asked for, and what an adapter answered. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ArgumentsOf } from '../protocol/index.ts';
import { type BreakpointAnswer, type BreakpointDetails, withoutEmpty } from './breakpoint-list.ts';

/** What a person says of one. */
export interface WantedFunction extends Pick<BreakpointDetails, 'condition' | 'hitCondition'> {
  /** A name, or the end of a qualified name: `area`, `Shape.area`, `shapes.Shape.area`. */
  readonly name: string;
}

/** A breakpoint at every function of a name. */
export interface FunctionBreakpoint extends WantedFunction {
  /** Its number: see `Breakpoint.id`. */
  readonly id: number;
  readonly enabled: boolean;
  /** Absent outside a session, and until the adapter has answered. */
  readonly answer?: BreakpointAnswer | undefined;
}

/** `list` with one more; unchanged if there is one of that name. */
export function addFunction(
  list: readonly FunctionBreakpoint[],
  id: number,
  wanted: WantedFunction,
): readonly FunctionBreakpoint[] {
  const added = trimmed(wanted);
  if (list.some(({ name }) => name === added.name)) return list;
  return [...list, { id, enabled: true, ...added }];
}

/** `list` with the breakpoint `id` switched on or off. */
export function enableFunction(
  list: readonly FunctionBreakpoint[],
  id: number,
  enabled: boolean,
): readonly FunctionBreakpoint[] {
  return list.map((each) => (each.id === id ? { ...each, enabled, answer: undefined } : each));
}

/** `list` with the breakpoint `id` as it is wanted now, in place of another of that name. */
export function editFunction(
  list: readonly FunctionBreakpoint[],
  id: number,
  wanted: WantedFunction,
): readonly FunctionBreakpoint[] {
  const edited = trimmed(wanted);
  return list
    .filter((each) => each.id === id || each.name !== edited.name)
    .map((each) => (each.id === id ? { id, enabled: each.enabled, ...edited } : each));
}

/** The DAP form of those that are on. */
export function requestedFunctions(list: readonly FunctionBreakpoint[]): ArgumentsOf<'setFunctionBreakpoints'> {
  return {
    breakpoints: list
      .filter(({ enabled }) => enabled)
      .map(({ id, name, condition, hitCondition }) => ({ id, name, ...details({ condition, hitCondition }) })),
  };
}

/** `list` after the adapter reported breakpoints; of those that are gone nothing changes. */
export function answerFunctions(
  list: readonly FunctionBreakpoint[],
  answers: readonly DebugProtocol.Breakpoint[],
): readonly FunctionBreakpoint[] {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  if (!list.some(({ id }) => byId.has(id))) return list;
  return list.map((each) => {
    const answered = byId.get(each.id);
    return answered ? { ...each, answer: { verified: answered.verified, message: answered.message } } : each;
  });
}

/** `list` as it is outside a session. */
export function forgetFunctionAnswers(list: readonly FunctionBreakpoint[]): readonly FunctionBreakpoint[] {
  return list.map(({ answer: _, ...asked }) => asked);
}

function trimmed({ name, condition, hitCondition }: WantedFunction): WantedFunction {
  return { name: name.trim(), ...details({ condition, hitCondition }) };
}

function details(given: {
  readonly condition: string | undefined;
  readonly hitCondition: string | undefined;
}): Pick<BreakpointDetails, 'condition' | 'hitCondition'> {
  return withoutEmpty({ ...given, logMessage: undefined });
}
