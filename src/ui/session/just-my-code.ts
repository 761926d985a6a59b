/** Whose code the debugger shows and steps into: the person's alone, or that of libraries too. */
import { type Conductor, isDebugging } from './conductor.ts';
import { KeptSwitch } from './kept-switch.ts';

/** On: what belongs to libraries is stepped over, and folded in the call stack. */
export class JustMyCode extends KeptSwitch {
  constructor(target: Conductor) {
    super(true);
    this.onChange((enabled) => {
      if (isDebugging(target.state)) target.guard(target.request('dapper/justMyCode', { enabled }));
    });
  }

  /** A part of the arguments of `launch`; empty where it is on, as adapters have it anyway. */
  get asked(): { readonly justMyCode?: false } {
    return this.isOn ? {} : { justMyCode: false };
  }
}
