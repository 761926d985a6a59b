/** Changes the function breakpoints, and tells the adapter at once, also while the program runs. */
import {
  addFunction,
  editFunction,
  enableFunction,
  type FunctionBreakpoint,
  requestedFunctions,
  type WantedFunction,
} from '../../model/function-breakpoints.ts';
import { type Conductor, isDebugging } from './conductor.ts';

export class FunctionSetter {
  constructor(private readonly target: Conductor) {}

  add(wanted: WantedFunction): void {
    this.change((list) => addFunction(list, this.target.newBreakpointId(), wanted));
  }

  edit(id: number, wanted: WantedFunction): void {
    this.change((list) => editFunction(list, id, wanted));
  }

  enable(id: number, enabled: boolean): void {
    this.change((list) => enableFunction(list, id, enabled));
  }

  remove(id: number): void {
    this.change((list) => list.filter((each) => each.id !== id));
  }

  /** Puts breakpoints that were kept in place of those that there are; they have no numbers yet. */
  restore(kept: readonly Omit<FunctionBreakpoint, 'id' | 'answer'>[]): void {
    this.change(() => kept.map((each) => ({ ...each, id: this.target.newBreakpointId() })));
  }

  /** Makes another list of them. */
  change(next: (list: readonly FunctionBreakpoint[]) => readonly FunctionBreakpoint[]): void {
    const { target } = this;
    const before = target.state.functions;
    const functions = next(before);
    if (functions === before || (functions.length === 0 && before.length === 0)) return;
    target.dispatch({ type: 'functionsChanged', functions });
    if (!isDebugging(target.state)) return;
    const answered = target.request('setFunctionBreakpoints', requestedFunctions(functions));
    target.guard(answered.then(({ breakpoints }) => target.dispatch({ type: 'breakpointsAnswered', breakpoints })));
  }
}
