/** What can happen to the breakpoints, and how they are afterwards. */
import type { Breakpoint, BreakpointDetails, Place } from './breakpoint-list.ts';
import * as list from './breakpoint-list.ts';
import type { Edits } from './line-map.ts';

export type BreakpointAction =
  | { readonly type: 'breakpointsRestored'; readonly breakpoints: readonly Breakpoint[] }
  | ({
      readonly type: 'breakpointAdded';
      readonly id: number;
      readonly details?: BreakpointDetails;
    } & Place)
  | { readonly type: 'breakpointRemoved'; readonly id: number }
  | { readonly type: 'breakpointEnabled'; readonly id: number; readonly enabled: boolean }
  | { readonly type: 'breakpointEdited'; readonly id: number; readonly details: BreakpointDetails }
  | {
      readonly type: 'breakpointsMoved';
      readonly lines: ReadonlyMap<number, number | null>;
      readonly columns?: ReadonlyMap<number, number>;
    }
  | { readonly type: 'breakpointsReturned'; readonly breakpoints: readonly Breakpoint[] };

/** The breakpoints after `action`, in files that may be edited. */
export function reduceBreakpoints(
  breakpoints: readonly Breakpoint[],
  edits: Edits,
  action: BreakpointAction,
): readonly Breakpoint[] {
  switch (action.type) {
    case 'breakpointsRestored':
      return action.breakpoints;
    case 'breakpointAdded':
      return list.addBreakpoint(breakpoints, action.id, action, action.details, edits);
    case 'breakpointRemoved':
      return list.removeBreakpoint(breakpoints, action.id);
    case 'breakpointEnabled':
      return list.enableBreakpoint(breakpoints, action.id, action.enabled);
    case 'breakpointEdited':
      return list.editBreakpoint(breakpoints, action.id, action.details);
    case 'breakpointsMoved':
      return list.moveBreakpoints(breakpoints, action.lines, action.columns);
    case 'breakpointsReturned':
      return list.returnBreakpoints(breakpoints, action.breakpoints, edits);
  }
}
