/** One start of a program, or restart, which can be taken back at any moment. */
import type { StartObserver, StartPlan } from '../../client/start.ts';

/** How a program is started: afresh, or in place of one that is under way. */
export type Starter = (plan: StartPlan, observer: StartObserver, signal: AbortSignal) => Promise<void>;

export class Launch {
  readonly #start: Starter;
  readonly #control = new AbortController();
  #asked = false;

  constructor(start: Starter) {
    this.#start = start;
  }

  /** Whether the adapter knows of the start: then it can end it, and says so by `terminated`. */
  get asked(): boolean {
    return this.#asked;
  }

  /** The start goes no further. */
  takeBack(): void {
    this.#control.abort();
  }

  /**
   * Starts the program.
   *
   * @returns whether it was started; otherwise the start was taken back.
   * @throws an `Error` whose message is for the person.
   */
  async run(plan: StartPlan, observer: StartObserver): Promise<boolean> {
    const { signal } = this.#control;
    const onAsked = () => {
      this.#asked = true;
    };
    try {
      await this.#start(plan, { ...observer, onAsked }, signal);
    } catch (error) {
      // The adapter refuses what of a start comes after its end.
      if (!signal.aborted) throw error;
    }
    return !signal.aborted;
  }
}
