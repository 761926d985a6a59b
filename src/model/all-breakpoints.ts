/** The breakpoints of all kinds, and what an adapter says of them whatever kind they are. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { answerBreakpoints, type Breakpoint, forgetAnswers } from './breakpoint-list.ts';
import { withAnswers, withoutOne } from './conditional-breakpoint.ts';
import { type DataBreakpoint, lastingData } from './data-breakpoints.ts';
import { answerFunctions, type FunctionBreakpoint, forgetFunctionAnswers } from './function-breakpoints.ts';
import type { InstructionBreakpoint } from './instruction-breakpoints.ts';
import type { Edits } from './line-map.ts';

/** They, by kind. */
export interface AllBreakpoints {
  /** On lines. */
  readonly breakpoints: readonly Breakpoint[];
  readonly functions: readonly FunctionBreakpoint[];
  readonly dataBreakpoints: readonly DataBreakpoint[];
  readonly instructions: readonly InstructionBreakpoint[];
}

export const noBreakpoints: AllBreakpoints = { breakpoints: [], functions: [], dataBreakpoints: [], instructions: [] };

/** All of them after the adapter has reported some. */
export function answerAll<State extends AllBreakpoints & { readonly edits: Edits }>(
  state: State,
  answers: readonly DebugProtocol.Breakpoint[],
): State {
  return {
    ...state,
    breakpoints: answerBreakpoints(state.breakpoints, answers, state.edits),
    functions: answerFunctions(state.functions, answers),
    dataBreakpoints: withAnswers(state.dataBreakpoints, answers),
    instructions: withAnswers(state.instructions, answers),
  };
}

/** All of them after an event has told of one. */
export function hearOf<State extends AllBreakpoints & { readonly edits: Edits }>(
  state: State,
  { reason, breakpoint }: DebugProtocol.BreakpointEvent['body'],
): State {
  if (reason === 'changed') return answerAll(state, [breakpoint]);
  if (reason !== 'removed') return state;
  const dataBreakpoints = withoutOne(state.dataBreakpoints, breakpoint.id);
  const instructions = withoutOne(state.instructions, breakpoint.id);
  const isNew = dataBreakpoints !== state.dataBreakpoints || instructions !== state.instructions;
  return isNew ? { ...state, dataBreakpoints, instructions } : state;
}

/** All of them outside a session; what belongs to one run stays until that has ended. */
export function withoutAnswers(
  { breakpoints, functions, dataBreakpoints, instructions }: AllBreakpoints,
  isOver: boolean,
): AllBreakpoints {
  return {
    breakpoints: forgetAnswers(breakpoints),
    functions: forgetFunctionAnswers(functions),
    dataBreakpoints: isOver ? lastingData(dataBreakpoints) : dataBreakpoints,
    instructions: isOver ? noBreakpoints.instructions : instructions,
  };
}

/** What all kinds have that can be switched. */
interface Switched {
  readonly id: number;
  readonly enabled: boolean;
}

/** The numbers of those that are on. */
export function numbersOn(all: AllBreakpoints): ReadonlySet<number> {
  return new Set(switchedOf(all).flatMap(({ id, enabled }) => (enabled ? [id] : [])));
}

/**
 * All of them switched off, if one is on. Otherwise those on that were on before: who was off on its own account stays so.
 *
 * @param wereOn - The numbers of those that were on; where none of them is left, all are switched on.
 */
export function switchAll(all: AllBreakpoints, wereOn: ReadonlySet<number>): AllBreakpoints {
  const { breakpoints, functions, dataBreakpoints, instructions } = all;
  const isOff = numbersOn(all).size === 0;
  const isAny = switchedOf(all).some(({ id }) => wereOn.has(id));
  const enabled = (id: number) => isOff && (!isAny || wereOn.has(id));
  return {
    breakpoints: breakpoints.map((each) => ({ ...each, enabled: enabled(each.id), answer: undefined })),
    functions: functions.map((each) => ({ ...each, enabled: enabled(each.id), answer: undefined })),
    dataBreakpoints: dataBreakpoints.map((each) => ({ ...each, enabled: enabled(each.id) })),
    instructions: instructions.map((each) => ({ ...each, enabled: enabled(each.id) })),
  };
}

function switchedOf(all: AllBreakpoints): readonly Switched[] {
  return [...all.breakpoints, ...all.functions, ...all.dataBreakpoints, ...all.instructions];
}
