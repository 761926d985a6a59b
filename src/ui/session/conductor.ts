/** What those need of the debugger who change what the adapter is to do. */
import type { Localize } from '../../model/localize.ts';
import type { Action, ViewState } from '../../model/view-state.ts';
import type { Command, Requests } from '../../protocol/index.ts';
import type { Output } from './output.ts';

export interface Conductor {
  readonly state: ViewState;
  /** Says the words of the screen. */
  readonly localize: Localize;
  dispatch(action: Action): void;
  newBreakpointId(): number;
  request<C extends Command>(command: C, args: Requests[C]['arguments']): Promise<Requests[C]['body']>;
  /** Shows the error of a promise that nobody waits for. */
  guard(promise: Promise<unknown>): void;
  /** Shows output of the page's own. */
  print(text: string, category: Output['category']): void;
}

/**
 * Whether a program is being debugged, and its adapter is to hear of changes. A plain run gets no breakpoints, also when
 * it was paused: it stops where the person says, and nowhere else.
 */
export function isDebugging({ execution, mode }: ViewState): boolean {
  return mode === 'debug' && (execution === 'running' || execution === 'paused');
}
