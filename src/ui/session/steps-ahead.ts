/** Steps that a person has asked for while another was on its way: keys are faster than a program, and each press is a step. */
import type { ViewState } from '../../model/view-state.ts';
import type { StepCommand } from './jumps.ts';

type Going = 'continue' | StepCommand;

/** What it needs of the debugger. */
interface Resuming {
  readonly state: ViewState;
  resume(command: Going): Promise<void>;
  guard(promise: Promise<unknown>): void;
}

/** A step that takes longer is a program that runs, for a person: what they press then is not meant for its end. In milliseconds. */
const LONG = 1000;

export class StepsAhead {
  private asked: Going[] = [];
  private begun = Number.NEGATIVE_INFINITY;
  /** The stop that is being left. */
  private left: number | undefined;

  constructor(private readonly target: Resuming) {}

  /** Whether a command to go on is done where the step ends that is on its way. */
  get isOnTheWay(): boolean {
    const isShort = performance.now() - this.begun < LONG;
    return isShort && (this.left !== undefined || this.target.state.execution === 'running');
  }

  /** @returns the stop that the program is to leave; undefined if it is on its way, and `command` has to wait for where that ends. */
  begin(command: Going): ViewState['paused'] {
    const { paused } = this.target.state;
    if (paused && this.left === undefined) {
      this.left = paused.number;
      this.begun = command === 'continue' ? Number.NEGATIVE_INFINITY : performance.now();
      return paused;
    }
    if (this.isOnTheWay) this.asked.push(command);
    return undefined;
  }

  /** The program has left its stop, or could not. */
  end(): void {
    const { left } = this;
    this.left = undefined;
    if (this.target.state.paused?.number !== left) this.goOn();
  }

  /** Does at a stop what was asked for before. Whoever comes to a breakpoint wants to see it first. */
  goOn(): void {
    const { paused } = this.target.state;
    if (!paused || this.left !== undefined) return;
    this.begun = Number.NEGATIVE_INFINITY;
    if (paused.reason !== 'step') this.forget();
    const next = this.asked.shift();
    if (next) this.target.guard(this.target.resume(next));
  }

  forget(): void {
    this.asked = [];
  }
}
