/** Changes the breakpoints and exception filters, and tells the adapter at once, also while the program runs. */
import { type Breakpoint, type BreakpointDetails, breakpointAt } from '../../model/breakpoint-list.ts';
import type { Action, ViewState } from '../../model/view-state.ts';
import type { Command, Requests } from '../../protocol/index.ts';
import { wantedBreakpoints, wantedFilters } from './wanted.ts';

/** What it needs of the debugger. */
interface Conductor {
  readonly state: ViewState;
  dispatch(action: Action): void;
  newBreakpointId(): number;
  request<C extends Command>(command: C, args: Requests[C]['arguments']): Promise<Requests[C]['body']>;
  /** Shows the error of a promise that nobody waits for. */
  guard(promise: Promise<unknown>): void;
}

export class BreakpointSetter {
  constructor(private readonly target: Conductor) {}

  /** Sets or removes the breakpoint on `line`. */
  toggle(line: number): void {
    const existing = breakpointAt(this.target.state.breakpoints, line);
    this.change(
      existing
        ? { type: 'breakpointRemoved', id: existing.id }
        : { type: 'breakpointAdded', id: this.target.newBreakpointId(), line },
    );
  }

  /** Gives the breakpoint on `line` the `details`, making one if there is none. */
  edit(line: number, details: BreakpointDetails): void {
    const existing = breakpointAt(this.target.state.breakpoints, line);
    this.change(
      existing
        ? { type: 'breakpointEdited', id: existing.id, details }
        : { type: 'breakpointAdded', id: this.target.newBreakpointId(), line, details },
    );
  }

  /** Puts breakpoints that were kept in place of those that there are; they have no numbers yet. */
  restore(kept: readonly Omit<Breakpoint, 'id'>[]): void {
    const breakpoints = kept.map((each) => ({ ...each, id: this.target.newBreakpointId() }));
    this.change({ type: 'breakpointsRestored', breakpoints });
  }

  /** Changes the breakpoints. */
  change(action: Action): void {
    this.target.dispatch(action);
    if (this.#areWanted) this.target.guard(this.#send());
  }

  /** Lets the breakpoints follow the text: the adapter only has to know if some are gone. */
  move(lines: ReadonlyMap<number, number | null>): void {
    const { length } = this.target.state.breakpoints;
    this.target.dispatch({ type: 'breakpointsMoved', lines });
    if (this.target.state.breakpoints.length < length && this.#areWanted) this.target.guard(this.#send());
  }

  /** Switches an exception filter. */
  switchFilter(id: string, enabled: boolean): void {
    const { target } = this;
    target.dispatch({ type: 'filterSwitched', id, enabled });
    if (this.#areWanted) target.guard(target.request('setExceptionBreakpoints', wantedFilters(target.state)));
  }

  /** A plain run gets none, also when it was paused: it stops where the person says, and nowhere else. */
  get #areWanted(): boolean {
    const { execution, mode } = this.target.state;
    return mode === 'debug' && (execution === 'running' || execution === 'paused');
  }

  async #send(): Promise<void> {
    const { breakpoints } = await this.target.request('setBreakpoints', wantedBreakpoints(this.target.state));
    this.target.dispatch({ type: 'breakpointsAnswered', breakpoints });
  }
}
