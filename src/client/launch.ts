/** One start of a program, or restart, which can be taken back at any moment. */
import type { StartObserver, StartPlan } from './start.ts';

/** How a program is started: afresh, or in place of one that is under way. */
export type Starter = (plan: StartPlan, observer: StartObserver, signal: AbortSignal) => Promise<void>;

/** It is run once. */
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

  /** Whether it was taken back. */
  get takenBack(): boolean {
    return this.control.signal.aborted;
  }

  /** The start goes no further. */
  takeBack(): void {
    this.control.abort();
  }

  /**
   * Starts the program.
   *
   * @param outer - Takes it back as well.
   * @returns whether it was started; otherwise the start was taken back.
   * @throws an `Error` whose message is for the person.
   */
  async run(plan: StartPlan, observer: StartObserver, outer?: AbortSignal): Promise<boolean> {
    const { signal } = this.control;
    const takeBack = () => this.takeBack();
    if (outer?.aborted) takeBack();
    outer?.addEventListener('abort', takeBack, { once: true, signal });
    const onAsked = () => {
      this.isAsked = true;
      observer.onAsked?.();
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
