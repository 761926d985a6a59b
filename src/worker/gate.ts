/**
 * Holds back the event loop's calls into Python while Python is suspended in the debugger.
 *
 * With JSPI a stopped program is a suspended stack, and the event loop turns: without the gate the program's other
 * asyncio tasks would run on while the debugger says "paused", or while it looks for messages in the middle of one of
 * them.
 */

/** Pyodide's way of scheduling a call: see its `webloop.py`, and from 314 on how it calls what can suspend. */
export type Schedule = (callback: () => unknown, milliseconds: number) => void;

export class Gate {
  private depth = 0;
  private readonly held: (() => unknown)[] = [];
  /** Whether a call was let through that may not have come to Python yet. */
  private passing = false;

  /** @param schedule - Pyodide's own scheduler. */
  constructor(private readonly schedule: Schedule) {}

  /** Whether calls into Python are held back. */
  get closed(): boolean {
    return this.depth > 0;
  }

  /** Holds back what comes, until as many calls of `open`. */
  close(): void {
    this.depth += 1;
  }

  /** @throws Error - The gate is open. */
  open(): void {
    if (this.depth === 0) throw new Error('The gate is open already.');
    this.depth -= 1;
    // Not from here: Python calls this.
    if (this.depth === 0 && this.held.length > 0) this.schedule(() => this.pass(), 0);
  }

  /** Schedules `callback` like Pyodide does, but not before the gate is open, and after what was held back. */
  readonly later: Schedule = (callback, milliseconds) => {
    this.schedule(() => {
      this.held.push(callback);
      this.pass();
    }, milliseconds);
  };

  /**
   * Lets the first through. Pyodide may have several called in one turn of the event loop, and enters Python in a
   * microtask after that: by then the one before may have closed the gate.
   */
  private pass(): void {
    if (this.closed || this.passing) return;
    const callback = this.held.shift();
    if (callback === undefined) return;
    this.passing = true;
    try {
      callback();
    } finally {
      queueMicrotask(() => {
        this.passing = false;
        this.pass();
      });
    }
  }
}
