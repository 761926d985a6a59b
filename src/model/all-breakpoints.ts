/** The breakpoints of all kinds, and what an adapter says of them whatever kind they are. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { answerBreakpoints, type Breakpoint, forgetAnswers } from './breakpoint-list.ts';
import { type DataBreakpoint, lastingData, reduceData, withoutData } from './data-breakpoints.ts';
import { answerFunctions, type FunctionBreakpoint, forgetFunctionAnswers } from './function-breakpoints.ts';
import type { Edits } from './line-map.ts';

/** They, by kind. */
export interface AllBreakpoints {
  /** On lines. */
  readonly breakpoints: readonly Breakpoint[];
  readonly functions: readonly FunctionBreakpoint[];
  readonly dataBreakpoints: readonly DataBreakpoint[];
}

export const noBreakpoints: AllBreakpoints = { breakpoints: [], functions: [], dataBreakpoints: [] };

/** All of them after the adapter has reported some. */
export function answerAll<State extends AllBreakpoints & { readonly edits: Edits }>(
  state: State,
  answers: readonly DebugProtocol.Breakpoint[],
): State {
  return {
    ...state,
    breakpoints: answerBreakpoints(state.breakpoints, answers, state.edits),
    functions: answerFunctions(state.functions, answers),
    dataBreakpoints: reduceData(state.dataBreakpoints, { type: 'dataBreakpointsAnswered', breakpoints: answers }),
  };
}

/** All of them after an event has told of one. */
export function hearOf<State extends AllBreakpoints & { readonly edits: Edits }>(
  state: State,
  { reason, breakpoint }: DebugProtocol.BreakpointEvent['body'],
): State {
  if (reason === 'changed') return answerAll(state, [breakpoint]);
  if (reason !== 'removed') return state;
  const dataBreakpoints = withoutData(state.dataBreakpoints, breakpoint.id);
  return dataBreakpoints === state.dataBreakpoints ? state : { ...state, dataBreakpoints };
}

/** All of them outside a session; what is watched stays until the program has ended. */
export function withoutAnswers({ breakpoints, functions, dataBreakpoints }: AllBreakpoints, isOver: boolean) {
  return {
    breakpoints: forgetAnswers(breakpoints),
    functions: forgetFunctionAnswers(functions),
    dataBreakpoints: isOver ? lastingData(dataBreakpoints) : dataBreakpoints,
  };
}
