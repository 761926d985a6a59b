/** The values that are watched for changes. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ArgumentsOf } from '../protocol/index.ts';
import { withoutEmpty } from './breakpoint-list.ts';
import {
  type ConditionalBreakpoint,
  type ConditionDetails,
  withAnswers,
  withDetails,
  withEnabled,
  withoutOne,
} from './conditional-breakpoint.ts';

/** One of them; its name is the expression. */
export interface DataBreakpoint extends ConditionalBreakpoint {
  readonly dataId: string;
  /** It means the same in the next run. */
  readonly persists: boolean;
  /** What a person may expect of it that it does not do. */
  readonly note?: string | undefined;
}

export type DataBreakpointAction =
  | { readonly type: 'dataBreakpointAdded'; readonly breakpoint: DataBreakpoint }
  | { readonly type: 'dataBreakpointRemoved'; readonly id: number }
  | { readonly type: 'dataBreakpointEnabled'; readonly id: number; readonly enabled: boolean }
  | { readonly type: 'dataBreakpointEdited'; readonly id: number; readonly details: ConditionDetails }
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
      return withoutOne(breakpoints, action.id);
    case 'dataBreakpointEnabled':
      return withEnabled(breakpoints, action.id, action.enabled);
    case 'dataBreakpointEdited':
      return withDetails(breakpoints, action.id, action.details);
    case 'dataBreakpointsRestored':
      return action.breakpoints;
    case 'dataBreakpointsAnswered':
      return withAnswers(breakpoints, action.breakpoints);
  }
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
      .map(({ id, dataId, note: _, ...details }) => ({ id, dataId, ...withoutEmpty(details) })),
  };
}
