/** What breakpoints have in common that stand at no line: a name, and when they stop. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { type BreakpointDetails, withoutEmpty } from './breakpoint-list.ts';

/** When it stops. */
export type ConditionDetails = Pick<BreakpointDetails, 'condition' | 'hitCondition'>;

/** One of them. */
export interface ConditionalBreakpoint extends ConditionDetails {
  /** Its number, which the adapter knows it by. */
  readonly id: number;
  /** What it is at, as a person would write it. */
  readonly name: string;
  readonly enabled: boolean;
  /** Why it does not stop, where that is known. */
  readonly problem?: string | undefined;
}

/** All of them, one with other details. */
export function withDetails<B extends ConditionalBreakpoint>(
  breakpoints: readonly B[],
  id: number,
  details: ConditionDetails,
): readonly B[] {
  return breakpoints.map((each) => {
    if (each.id !== id) return each;
    const { condition: _, hitCondition: __, problem: ___, ...rest } = each;
    return { ...rest, ...withoutEmpty(details) } as B;
  });
}

/** All of them, one switched on or off. */
export function withEnabled<B extends ConditionalBreakpoint>(
  breakpoints: readonly B[],
  id: number,
  enabled: boolean,
): readonly B[] {
  return breakpoints.map((each) => (each.id === id ? { ...each, enabled } : each));
}

/** All of them but one; the same list where there is none with that number. */
export function withoutOne<B extends ConditionalBreakpoint>(breakpoints: readonly B[], id: number | undefined) {
  return breakpoints.some((each) => each.id === id) ? breakpoints.filter((each) => each.id !== id) : breakpoints;
}

/** All of them after the adapter has reported some. */
export function withAnswers<B extends ConditionalBreakpoint>(
  breakpoints: readonly B[],
  answers: readonly DebugProtocol.Breakpoint[],
): readonly B[] {
  return breakpoints.map((each) => {
    const answer = answers.find(({ id }) => id === each.id);
    return answer ? { ...each, problem: answer.verified ? undefined : answer.message } : each;
  });
}
