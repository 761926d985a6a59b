/** One start of a program, which can be taken back at any moment. */
import type { DebugSession } from '../../client/connection.ts';
import { type StartObserver, type StartPlan, startProgram } from '../../client/start.ts';

export class Launch {
  readonly #session: DebugSession;
  readonly #control = new AbortController();
  #asked = false;

  constructor(session: DebugSession) {
    this.#session = session;
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
      await startProgram(this.#session, plan, { ...observer, onAsked }, signal);
    } catch (error) {
      // The adapter refuses what of a start comes after its end.
      if (!signal.aborted) throw error;
    }
    return !signal.aborted;
  }
}
