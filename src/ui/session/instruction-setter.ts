/** Changes the breakpoints at instructions, and tells the adapter at once. */
import { type InstructionBreakpoint, requestedInstructions } from '../../model/instruction-breakpoints.ts';
import { type Conductor, isDebugging } from './conductor.ts';
import type { Signals } from './signals.ts';

/** What else it needs of the debugger. */
interface Speaker {
  readonly signals: Signals;
}

export class InstructionSetter {
  constructor(private readonly target: Conductor & Speaker) {}

  /**
   * Sets one, or removes it.
   *
   * @param name - Of the place, for a person.
   */
  toggle(address: string, name: string): void {
    const { target } = this;
    const known = target.state.instructions.find((each) => each.address === address);
    const made = { id: target.newBreakpointId(), address, name, enabled: true };
    this.change((list) => (known ? list.filter((each) => each !== known) : [...list, made]));
    const text = target.localize(known ? '{name} stops no longer' : 'Stops at {name}', { name });
    target.signals.send('say', { text });
  }

  /** Makes another list of them. */
  change(next: (list: readonly InstructionBreakpoint[]) => readonly InstructionBreakpoint[]): void {
    const { target } = this;
    const before = target.state.instructions;
    const instructions = next(before);
    if (instructions === before || (instructions.length === 0 && before.length === 0)) return;
    target.dispatch({ type: 'instructionsChanged', instructions });
    if (!isDebugging(target.state)) return;
    const answered = target.request('setInstructionBreakpoints', requestedInstructions(instructions));
    target.guard(answered.then(({ breakpoints }) => target.dispatch({ type: 'breakpointsAnswered', breakpoints })));
  }
}
