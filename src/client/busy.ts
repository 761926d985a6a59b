/** Whether a running program does not answer: it is inside one long call. */
import type { ProgramState, StateBody } from '../protocol/index.ts';

/** Milliseconds after which a program that does not answer is called busy. */
const BUSY_AFTER = 300;

export class Busy {
  private isBusy = false;

  /**
   * @param state - The last state that the worker has reported.
   * @param tell - Reports another one to the client.
   */
  constructor(
    private readonly state: () => ProgramState,
    private readonly tell: (body: StateBody) => void,
  ) {}

  /** While a request is under way that a running program answers at once: says so if it does not. */
  async during<T>(answer: Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      if (this.state() !== 'running' && this.state() !== 'sleeping') return;
      this.isBusy = true;
      this.tell({ state: 'busy', detail: 'inside one long call' });
    }, BUSY_AFTER);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
      this.over();
    }
  }

  /** The program has given a sign of life. */
  over(): void {
    if (!this.isBusy) return;
    this.isBusy = false;
    this.tell({ state: this.state() });
  }

  /** Something else has reported it. */
  forget(): void {
    this.isBusy = false;
  }
}
