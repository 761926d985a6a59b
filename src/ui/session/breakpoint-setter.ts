/** Changes the breakpoints and exception filters, and tells the adapter at once, also while the program runs. */

import type { DebugProtocol } from '@vscode/debugprotocol';
import type { BreakpointAction } from '../../model/breakpoint-actions.ts';
import {
  type Breakpoint,
  type BreakpointDetails,
  breakpointAt,
  breakpointsOf,
  breakpointsOn,
  changedPaths,
  type Place,
} from '../../model/breakpoint-list.ts';
import type { ExceptionLimits } from '../../model/exception-filters.ts';
import { isUndecided } from '../../model/running-text.ts';
import { type Conductor, isDebugging } from './conductor.ts';
import { wantedFilters, wantedIn } from './wanted.ts';

export class BreakpointSetter {
  constructor(private readonly target: Conductor) {}

  /** Sets or removes the breakpoint at `place`; where that is a line, all of them on it. */
  toggle(place: Place): void {
    const { breakpoints } = this.target.state;
    const existing = breakpointAt(breakpoints, place);
    const removed = place.column === undefined ? breakpointsOn(breakpoints, place) : existing ? [existing] : [];
    if (removed.length === 0) this.add(place);
    else if (removed.length === 1 && removed[0]) this.change({ type: 'breakpointRemoved', id: removed[0].id });
    else {
      const left = breakpoints.filter((each) => !removed.includes(each));
      this.change({ type: 'breakpointsRestored', breakpoints: left });
    }
  }

  /** Gives the breakpoint at `place` the `details`, making one if there is none. */
  edit(place: Place, details: BreakpointDetails): void {
    const existing = breakpointAt(this.target.state.breakpoints, place);
    if (existing) this.change({ type: 'breakpointEdited', id: existing.id, details });
    else this.add(place, details);
  }

  /** Puts breakpoints that were kept in place of those that there are; they have no numbers yet. */
  restore(kept: readonly Omit<Breakpoint, 'id'>[]): void {
    const breakpoints = kept.map((each) => ({ ...each, id: this.target.newBreakpointId() }));
    this.change({ type: 'breakpointsRestored', breakpoints });
  }

  /** Changes the breakpoints. */
  change(action: BreakpointAction): void {
    const before = this.target.state.breakpoints;
    this.target.dispatch(action);
    this.send(changedPaths(before, this.target.state.breakpoints));
  }

  /** Lets the breakpoints follow the text: the adapter only has to know if some are gone. */
  move(lines: ReadonlyMap<number, number | null>, columns?: ReadonlyMap<number, number>): void {
    const before = this.target.state.breakpoints;
    this.target.dispatch({ type: 'breakpointsMoved', lines, ...(columns && { columns }) });
    const { breakpoints } = this.target.state;
    const count = (list: readonly Breakpoint[], path: string) => breakpointsOf(list, path).length;
    this.send(changedPaths(before, breakpoints).filter((path) => count(breakpoints, path) < count(before, path)));
  }

  /**
   * The text of a file is the one that runs again. The adapter has its breakpoints where they were `before` in that, and is
   * told if they are elsewhere by now: one that was set on a new line, say.
   */
  settle(path: string, before: readonly Breakpoint[]): void {
    const known = new Map(before.map((each) => [each.id, each]));
    const isElsewhere = ({ id, line, column }: Breakpoint) =>
      known.get(id)?.startedLine !== line || known.get(id)?.startedColumn !== column;
    if (breakpointsOf(this.target.state.breakpoints, path).some(isElsewhere)) this.send([path]);
  }

  /** Switches an exception filter. */
  switchFilter(id: string, enabled: boolean): void {
    const { target } = this;
    target.dispatch({ type: 'filterSwitched', id, enabled });
    this.sendFilters();
  }

  /** Lets the filters stop only at exceptions within `limits`. */
  limitExceptions(limits: ExceptionLimits): void {
    this.target.dispatch({ type: 'exceptionsLimited', limits });
    this.sendFilters();
  }

  private sendFilters(): void {
    const { target } = this;
    if (!isDebugging(target.state)) return;
    const answered = target.request('setExceptionBreakpoints', wantedFilters(target.state));
    // A class that is not there, say.
    const tell = ({ message }: DebugProtocol.Breakpoint) => message && target.print(`${message}\n`, 'console');
    target.guard(answered.then((answer) => answer?.breakpoints?.forEach(tell)));
  }

  private add(place: Place, details: BreakpointDetails = {}): void {
    this.change({ type: 'breakpointAdded', id: this.target.newBreakpointId(), ...place, details });
  }

  /** Tells the adapter of the breakpoints of some files. */
  private send(paths: readonly string[]): void {
    if (!isDebugging(this.target.state)) return;
    for (const path of paths) {
      // Of which text its lines would be is not known: it is told when that is.
      if (isUndecided(this.target.state, path)) continue;
      const answered = this.target.request('setBreakpoints', wantedIn(this.target.state, path));
      this.target.guard(
        answered.then(({ breakpoints }) => this.target.dispatch({ type: 'breakpointsAnswered', breakpoints })),
      );
    }
  }
}
