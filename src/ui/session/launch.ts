/** One start of a program, or restart, which can be taken back at any moment. */
import type { StartObserver, StartPlan } from '../../client/start.ts';

/** How a program is started: afresh, or in place of one that is under way. */
export type Starter = (plan: StartPlan, observer: StartObserver, signal: AbortSignal) => Promise<void>;

/** How a program is to be started. */
export interface StartOptions {
  /** Stop before the first statement. */
  readonly stopOnEntry?: boolean;
}

export class Launch {
  private readonly start: Starter;
  private readonly control = new AbortController();
  private isAsked = false;

  constructor(start: Starter) {
    this.start = start;
  }

  /** Whether the adapter knows of the start: then it can end it, and says so by `terminated`. */
  get asked(): boolean {
    return this.isAsked;
  }

  /** The start goes no further. */
  takeBack(): void {
    this.control.abort();
  }

  /**
   * Starts the program.
   *
   * @returns whether it was started; otherwise the start was taken back.
   * @throws an `Error` whose message is for the person.
   */
  async run(plan: StartPlan, observer: StartObserver): Promise<boolean> {
    const { signal } = this.control;
    const onAsked = () => {
      this.isAsked = true;
    };
    try {
      await this.start(plan, { ...observer, onAsked }, signal);
    } catch (error) {
      // The adapter refuses the part of a start that comes after its end.
      if (!signal.aborted) throw error;
    }
    return !signal.aborted;
  }
}
