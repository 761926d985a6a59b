/** The values that are watched for changes. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ArgumentsOf } from '../protocol/index.ts';
import { type BreakpointDetails, withoutEmpty } from './breakpoint-list.ts';

/** At which of the changes it stops. */
export type DataDetails = Pick<BreakpointDetails, 'condition' | 'hitCondition'>;

/** One of them. */
export interface DataBreakpoint extends DataDetails {
  /** Its number, which the adapter knows it by. */
  readonly id: number;
  readonly dataId: string;
  /** What is watched, as a person would write it. */
  readonly name: string;
  readonly enabled: boolean;
  /** It means the same in the next run. */
  readonly persists: boolean;
  /** Why it does not stop, where that is known. */
  readonly problem?: string | undefined;
}

export type DataBreakpointAction =
  | { readonly type: 'dataBreakpointAdded'; readonly breakpoint: DataBreakpoint }
  | { readonly type: 'dataBreakpointRemoved'; readonly id: number }
  | { readonly type: 'dataBreakpointEnabled'; readonly id: number; readonly enabled: boolean }
  | { readonly type: 'dataBreakpointEdited'; readonly id: number; readonly details: DataDetails }
  | { readonly type: 'dataBreakpointsRestored'; readonly breakpoints: readonly DataBreakpoint[] }
  | { readonly type: 'dataBreakpointsAnswered'; readonly breakpoints: readonly DebugProtocol.Breakpoint[] };

/** Whether an action is one of these. */
export function isDataAction(action: { readonly type: string }): action is DataBreakpointAction {
  return action.type.startsWith('dataBreakpoint');
}

/** The data breakpoints after `action`. */
export function reduceData(
  breakpoints: readonly DataBreakpoint[],
  action: DataBreakpointAction,
): readonly DataBreakpoint[] {
  switch (action.type) {
    case 'dataBreakpointAdded':
      return [...breakpoints, action.breakpoint];
    case 'dataBreakpointRemoved':
      return withoutData(breakpoints, action.id);
    case 'dataBreakpointEnabled':
      return breakpoints.map((each) => (each.id === action.id ? { ...each, enabled: action.enabled } : each));
    case 'dataBreakpointEdited':
      return breakpoints.map((each) => (each.id === action.id ? edited(each, action.details) : each));
    case 'dataBreakpointsRestored':
      return action.breakpoints;
    case 'dataBreakpointsAnswered':
      return breakpoints.map((each) => {
        const answer = action.breakpoints.find(({ id }) => id === each.id);
        return answer ? { ...each, problem: answer.verified ? undefined : answer.message } : each;
      });
  }
}

function edited(
  { condition: _, hitCondition: __, problem: ___, ...rest }: DataBreakpoint,
  details: DataDetails,
): DataBreakpoint {
  return { ...rest, ...withoutEmpty(details) };
}

/** All but one; the same list where there is none with that number. */
export function withoutData(breakpoints: readonly DataBreakpoint[], id: number | undefined) {
  return breakpoints.some((each) => each.id === id) ? breakpoints.filter((each) => each.id !== id) : breakpoints;
}

/** Those that mean something in the next run. */
export function lastingData(breakpoints: readonly DataBreakpoint[]): readonly DataBreakpoint[] {
  return breakpoints.every(({ persists }) => persists) ? breakpoints : breakpoints.filter(({ persists }) => persists);
}

/** Those that are on, in the words of DAP. */
export function requestedData(breakpoints: readonly DataBreakpoint[]): ArgumentsOf<'setDataBreakpoints'> {
  return {
    breakpoints: breakpoints
      .filter(({ enabled }) => enabled)
      .map(({ id, dataId, ...details }) => ({ id, dataId, ...withoutEmpty(details) })),
  };
}
