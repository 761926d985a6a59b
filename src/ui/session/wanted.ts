/** What the person wants of a session, in the words of DAP. */
import { programPath } from '../../client/program.ts';
import type { StartPlan } from '../../client/start.ts';
import { requestedBreakpoints } from '../../model/breakpoint-list.ts';
import type { Mode, ViewState } from '../../model/view-state.ts';
import { type ArgumentsOf, HOME_FOLDER } from '../../protocol/index.ts';

/** The breakpoints that are on. */
export function wantedBreakpoints(state: ViewState): ArgumentsOf<'setBreakpoints'> {
  return { source: { path: programPath, name: 'main.py' }, breakpoints: requestedBreakpoints(state.breakpoints) };
}

/** The exception filters that are on. */
export function wantedFilters(state: ViewState): ArgumentsOf<'setExceptionBreakpoints'> {
  return { filters: state.filters.filter(({ enabled }) => enabled).map(({ id }) => id) };
}

/** How a program is to run. */
export interface Way {
  readonly text: string;
  readonly mode: Mode;
  /** Stop before the first statement. */
  readonly stopOnEntry: boolean;
}

/**
 * How it is started.
 *
 * @param configuration - Gives the breakpoints and filters when they are to be set. A plain run has none.
 */
export function planFor(
  { text, mode, stopOnEntry }: Way,
  configuration: Pick<StartPlan, 'breakpoints' | 'filters'>,
): StartPlan {
  return {
    files: [{ path: programPath, text }],
    launch: { program: programPath, noDebug: mode === 'run', stopOnEntry, cwd: HOME_FOLDER },
    breakpoints: () => [],
    filters: () => undefined,
    ...(mode === 'run' ? {} : configuration),
  };
}
