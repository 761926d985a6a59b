/**
 * What the worker does while Python runs.
 *
 * Pyodide's evaluation loop reads element 0 of its interrupt buffer every few dozen loop turns and calls, and runs the
 * signal handler of the number found there. This object stands in for the buffer: the read is a call of ours, in the
 * middle of the program, at no measurable cost. It must return at once and must not touch Python; what Python has to do
 * it asks for by a signal number.
 */
import type { WorkerChannel } from '../channel/index.ts';
import type { ProgramState } from '../protocol/index.ts';

// As `dapper/host.py` has them: real-time signals without a name, which programs have no use for.
/** Python's handler drains the inbox and lets the event loop turn, where that is how messages arrive. */
const INBOX_SIGNAL = 62;
/** Python's handler ends what runs on the debugger's behalf. */
const DEADLINE_SIGNAL = 63;

/** Milliseconds until an inbox that Python did not look into is announced again. */
const RING_AGAIN = 10;
/** Milliseconds between two turns of the event loop, where messages arrive no other way. */
const TURN_EVERY = 40;
/** Milliseconds between two calls that give Python the occasion to post its counters. */
const COUNT_EVERY = 250;
/** Milliseconds between two signals after a deadline. */
const REMIND_EVERY = 20;
/** How long a look at the clock should be apart, in milliseconds. */
const CLOCK_EVERY = 2;
const LARGEST_STRIDE = 256;

/** What the tick works with. */
export interface TickContext {
  readonly channel: WorkerChannel;
  /** Who is on Python's stack. */
  state(): ProgramState;
  /** Whether Python is emptying the inbox right now. */
  draining(): boolean;
  /** Whether output waits for the client to catch up and only a turn of the event loop can help. */
  congested(): boolean;
  /** Sends output that has waited long enough. */
  flushOutput(now: number): void;
}

export class Tick {
  private stride = 1;
  private left = 1;
  private lastLook = 0;
  private nextRing = 0;
  private nextTurn = 0;
  private nextCount = 0;
  private deadline = Number.POSITIVE_INFINITY;
  private readonly turns: boolean;
  private mute = false;

  constructor(
    private readonly context: TickContext,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.turns = context.channel.transport === 'jspi';
  }

  /** From `seconds` from now on DEADLINE_SIGNAL is raised, again and again; null calls it off. */
  setDeadline(seconds: number | null): void {
    this.deadline = seconds === null ? Number.POSITIVE_INFINITY : this.now() + seconds * 1000;
    this.left = 1;
    this.stride = 1;
  }

  /**
   * Makes the next read find nothing. CPython looks for signals once more after each write of a buffered stream, while
   * it holds the stream's lock: whatever the handler printed or flushed there would be a "reentrant call".
   */
  muteOnce(): void {
    this.mute = true;
  }

  /** The number of the signal that Python is to handle now; 0 for none. */
  get 0(): number {
    if (this.mute) {
      this.mute = false;
      return 0;
    }
    if (this.context.channel.pending() && this.interruptible()) {
      const now = this.now();
      if (now >= this.nextRing) {
        this.nextRing = now + RING_AGAIN;
        return INBOX_SIGNAL;
      }
    }
    this.left -= 1;
    return this.left > 0 ? 0 : this.look();
  }

  /** Pyodide clears the element after reading it. */
  set 0(_cleared: number) {}

  /** Lets the next message ring at once: Python has looked into the inbox. */
  answered(): void {
    this.nextRing = 0;
  }

  private look(): number {
    const now = this.now();
    const elapsed = now - this.lastLook;
    this.lastLook = now;
    if (elapsed > 2 * CLOCK_EVERY) this.stride = Math.max(1, this.stride >> 1);
    else if (elapsed < CLOCK_EVERY / 2) this.stride = Math.min(LARGEST_STRIDE, this.stride << 1);
    this.left = this.stride;
    this.context.flushOutput(now);
    if (now >= this.deadline) {
      this.deadline = now + REMIND_EVERY;
      return DEADLINE_SIGNAL;
    }
    return this.interruptible() && this.due(now) ? INBOX_SIGNAL : 0;
  }

  private due(now: number): boolean {
    let due = false;
    if (this.turns && (now >= this.nextTurn || this.context.congested())) {
      this.nextTurn = now + TURN_EVERY;
      due = true;
    }
    if (now >= this.nextCount) {
      this.nextCount = now + COUNT_EVERY;
      due = true;
    }
    return due;
  }

  private interruptible(): boolean {
    const state = this.context.state();
    return (state === 'running' || state === 'evaluating') && !this.context.draining();
  }
}
