/**
 * Holds back the event loop's calls into Python while Python is suspended in the debugger.
 *
 * With JSPI a stopped program is a suspended stack, and the event loop turns: without the gate the program's other
 * asyncio tasks would run on while the debugger says "paused".
 */

/** Pyodide's way of scheduling a call: see its `webloop.py`. */
export type Schedule = (callback: () => unknown, milliseconds: number) => void;

export class Gate {
  private depth = 0;
  private held: (() => unknown)[] = [];

  /** @param schedule - Pyodide's own scheduler. */
  constructor(private readonly schedule: Schedule) {}

  /** Whether calls into Python are held back. */
  get closed(): boolean {
    return this.depth > 0;
  }

  /** Runs `suspended` with the gate closed. */
  async during<T>(suspended: () => Promise<T>): Promise<T> {
    this.depth += 1;
    try {
      return await suspended();
    } finally {
      this.depth -= 1;
      if (this.depth === 0) this.release();
    }
  }

  /** Schedules `callback` like Pyodide does, but not before the gate is open. */
  readonly later: Schedule = (callback, milliseconds) => {
    this.schedule(() => {
      if (this.closed) this.held.push(callback);
      else callback();
    }, milliseconds);
  };

  private release(): void {
    const held = this.held;
    this.held = [];
    for (const callback of held) this.later(callback, 0);
  }
}
