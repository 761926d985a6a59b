/**
 * What the worker does while Python runs.
 *
 * CPython asks for signals in the middle of the program (see `Signals`), and now and then one of its questions comes
 * here: a call of ours at no measurable cost, which looks around every few milliseconds. It must return at once and
 * must not touch Python; what Python has to do it asks for by a signal number.
 */
import type { WorkerChannel } from '../channel/index.ts';
import { type ProgramState, SIGNALS } from '../protocol/index.ts';
import type { Countdown, SignalSource } from './signals.ts';

/** Milliseconds until an inbox that Python did not look into is announced again. */
const RING_AGAIN = 10;
/** Milliseconds between two turns of the event loop, where messages arrive no other way. */
const TURN_EVERY = 40;
/** Milliseconds between two calls that give Python the occasion to post its counters. */
const COUNT_EVERY = 250;
/** Milliseconds between two signals after a deadline. */
const REMIND_EVERY = 20;
/** Milliseconds between two looks around. */
const LOOK_EVERY = 2;

/** Milliseconds in which the debugger's Python has done most of what it does between two parts of the program. */
const CALM = 1;

/** How many questions go by until one comes here: of the evaluation loop's turns and calls, and of other questions. */
interface Stride {
  readonly loop: number;
  readonly others: number;
}
/**
 * At first, after a deadline was set, and when the program goes on. A stride doubles with each question that comes
 * before it is time to look around, and shrinks by as much as one came late.
 */
const FIRST: Stride = { loop: 8, others: 4 };
/**
 * At most: so many that asking the time costs less than a hundredth of the fastest program's own. A message in shared
 * memory is seen sooner (see `Signals`); elsewhere one for a program that slows down all at once waits for as many
 * turns, once.
 */
const LARGEST: Stride = { loop: 256, others: 256 };
/** The same where the evaluation loop's questions, one for 50 turns and calls, are not distinguished from others. */
const LARGEST_MIXED: Stride = { loop: 32, others: 32 };

/** What the tick works with. */
export interface TickContext {
  readonly channel: WorkerChannel;
  /** Who is on Python's stack. */
  state(): ProgramState;
  /** Whether Python is suspended in the debugger. */
  suspended(): boolean;
  /** Whether Python is emptying the inbox right now. */
  draining(): boolean;
  /** Whether output waits for the client to catch up and only a turn of the event loop can help. */
  congested(): boolean;
  /** Sends output that has waited long enough. */
  flushOutput(now: number): void;
}

export class Tick implements SignalSource {
  private countdown: Countdown | undefined;
  private stride = FIRST;
  private atLongest = false;
  private nextLook = 0;
  private nextRing = 0;
  private nextTurn = 0;
  private nextCount = 0;
  /** Until then no stride gets longer. */
  private calmUntil = 0;
  private deadline = Number.POSITIVE_INFINITY;
  private readonly turns: boolean;

  constructor(
    private readonly context: TickContext,
    private readonly now: () => number = () => performance.now(),
  ) {
    const { suspend, interrupt } = context.channel.abilities;
    this.turns = suspend && !interrupt;
  }

  /** Takes what has it asked. */
  start(countdown: Countdown): void {
    this.countdown = countdown;
    this.step(FIRST);
  }

  /** From `seconds` from now on `SIGNALS.deadline` is raised, again and again; null calls it off. */
  setDeadline(seconds: number | null): void {
    if (seconds === null) {
      this.deadline = Number.POSITIVE_INFINITY;
    } else {
      this.deadline = this.now() + seconds * 1000;
      this.step(FIRST);
    }
  }

  /**
   * Makes the next question find nothing. CPython asks once more after each write of a buffered stream, while it holds
   * the stream's lock: whatever the handler printed or flushed there would be a "reentrant call".
   */
  muteOnce(): void {
    this.countdown?.mute();
  }

  /** Lets the next message ring at once: Python has looked into the inbox. */
  answered(): void {
    this.nextRing = 0;
  }

  urgent(): boolean {
    return this.context.channel.pending();
  }

  look(): number {
    const now = this.now();
    if (now < this.nextLook) return this.early(now);
    this.shorten(now - this.nextLook);
    this.nextLook = now + LOOK_EVERY;
    this.context.flushOutput(now);
    // What runs of Python then is on its way back, or was called by JavaScript: a signal would have it wait, and it
    // cannot.
    if (this.context.suspended()) return 0;
    if (now >= this.deadline) {
      this.deadline = now + REMIND_EVERY;
      return SIGNALS.deadline;
    }
    if (!this.interruptible()) return 0;
    this.context.channel.tend();
    return this.rings(now) || this.due(now) ? this.interrupt(now) : 0;
  }

  /** A question before it is time to look around: because a message waits, or because the program is fast. */
  private early(now: number): number {
    if (this.context.channel.pending() && this.interruptible() && this.rings(now)) return this.interrupt(now);
    if (!this.atLongest && this.isCalm(now)) this.lengthen();
    return 0;
  }

  /** Whether turns tell how quick the program's are, or no program is to go on with the stride that they lead to. */
  private isCalm(now: number): boolean {
    return !this.isBusy() || (now >= this.calmUntil && !this.isAway());
  }

  /** The debugger's own Python runs: many quick turns, which say nothing of the program's. */
  private interrupt(now: number): number {
    this.calmUntil = now + CALM;
    return SIGNALS.inbox;
  }

  /** Another program is on Python's stack now. One whose turns are slow would be checked much too late after others. */
  changed(): void {
    this.calmUntil = this.now() + CALM;
    const { loop, others } = this.stride;
    this.step({ loop: Math.min(loop, FIRST.loop), others: Math.min(others, FIRST.others) });
  }

  private step(stride: Stride): void {
    const longest = this.countdown?.tellsApart ? LARGEST : LARGEST_MIXED;
    this.stride = stride;
    this.atLongest = stride.loop === longest.loop && stride.others === longest.others;
    this.countdown?.every(stride.loop, stride.others);
  }

  private lengthen(): void {
    const largest = this.countdown?.tellsApart ? LARGEST : LARGEST_MIXED;
    const loop = Math.min(2 * this.stride.loop, largest.loop);
    const others = Math.min(2 * this.stride.others, largest.others);
    if (loop !== this.stride.loop || others !== this.stride.others) this.step({ loop, others });
  }

  /** After a question that came so many milliseconds after it was time to look around. */
  private shorten(late: number): void {
    if (late < LOOK_EVERY) return;
    const part = LOOK_EVERY / (LOOK_EVERY + late);
    const { loop, others } = this.stride;
    this.step({ loop: Math.max(1, Math.floor(loop * part)), others: Math.max(1, Math.floor(others * part)) });
  }

  private rings(now: number): boolean {
    if (now < this.nextRing || !this.context.channel.pending()) return false;
    this.nextRing = now + RING_AGAIN;
    return true;
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
    return this.isBusy() && !this.isAway();
  }

  /** Whether what runs of Python is not the program, though one is on its stack. */
  private isAway(): boolean {
    return this.context.suspended() || this.context.draining();
  }

  /** Whether Python runs on the program's or a person's behalf. */
  private isBusy(): boolean {
    const state = this.context.state();
    return state === 'running' || state === 'evaluating';
  }
}
