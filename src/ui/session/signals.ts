/**
 * What a part of the screen asks of the others, without knowing which of them are there: a list of breakpoints shows a
 * line, and an editor, if there is one, hears of it.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Place } from '../../model/breakpoint-list.ts';
import { Listeners } from './listeners.ts';

/** The signals, and what each of them carries. Lines and columns are 1-based. */
export interface Signal {
  /** To show a line of a file, with cursor and focus on it; of one that the program did not come with, by its source. */
  reveal: Place & { readonly column?: number; readonly source?: DebugProtocol.Source };
  /** To show the line where the program stands, with cursor and focus on it. */
  revealStop: undefined;
  /** To end what was entered to be evaluated. */
  interrupt: undefined;
  /** To set or remove the breakpoint on the line of the cursor. */
  toggleHere: undefined;
  /** To set or remove the breakpoint at the place on its line where the cursor is. */
  toggleColumnHere: undefined;
  /** To open the form of the breakpoint on the line of the cursor. */
  editHere: undefined;
  /** To run to the line of the cursor. */
  runHere: undefined;
  /** To let the program go on at the line of the cursor. */
  jumpHere: undefined;
  /** To let the program run until it comes to a later line of its function. */
  stepUntil: undefined;
  /** To choose a call of the line at which the program is paused, and step into it. */
  stepIntoCall: undefined;
  /** To take the edited text of the file that is shown into use. */
  applyChanges: undefined;
  /** To show or hide the values at the ends of lines. */
  toggleValues: undefined;
  /** To show the value of what is selected, or of the name at the cursor. */
  valueHere: undefined;
  /** To watch an expression. */
  watch: { readonly expression: string };
  /** To open the form of the breakpoint on a line, or at a place on it; with the focus in a field other than the first. */
  edit: Place & { readonly field?: 'logMessage' };
  /** The person has chosen a frame, perhaps the one that was selected. */
  frameChosen: undefined;
  /** To say at the line of a frame why what was asked for it cannot be done. */
  refused: { readonly frame: DebugProtocol.StackFrame; readonly reason: string };
  /** To show the instructions of the function that is shown. */
  showInstructions: undefined;
  /** Another program was opened in place of the one that was shown. */
  opened: undefined;
  /** To say something to screen readers, when there is a pause in what is being said. */
  say: { readonly text: string };
}

type Name = keyof Signal;

/** What a signal is sent with; nothing where it carries nothing. */
type Carried<N extends Name> = Signal[N] extends undefined ? [] : [carried: Signal[N]];

export class Signals {
  private readonly listeners = new Map<Name, Listeners<[carried: unknown]>>();

  /** Calls `listener` at each signal named `name`. @returns what takes it away again. */
  on<N extends Name>(name: N, listener: (carried: Signal[N]) => void): () => void {
    let listeners = this.listeners.get(name);
    if (!listeners) {
      listeners = new Listeners();
      this.listeners.set(name, listeners);
    }
    return listeners.add(listener as (carried: unknown) => void);
  }

  /** Whether anybody would hear it. */
  isHeard(name: Name): boolean {
    return this.listeners.get(name)?.isEmpty === false;
  }

  send<N extends Name>(name: N, ...[carried]: Carried<N>): void {
    this.listeners.get(name)?.tell(carried);
  }
}
