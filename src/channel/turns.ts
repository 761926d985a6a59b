/**
 * Delivers what comes from a worker in turns, between which the page does everything else.
 *
 * The debugger waits for a client that cannot keep up, but a program can post to its port too, as fast as it likes.
 * What does not fit into a turn waits, and what can only be such a flood is dropped.
 */

/** Milliseconds of handling in a row. */
const LONGEST_TURN = 20;
/** A pause of so many milliseconds is a turn of everything else. */
const PAUSE = 5;
/** Messages and UTF-16 units that may wait: far more than the debugger sends without being acknowledged. */
const MOST_WAITING = 20_000;
const MOST_UNITS = 64 * 1024 * 1024;

export class Turns {
  private waiting: string[] = [];
  private units = 0;
  /** The next of `waiting`. */
  private next = 0;
  private spent = 0;
  private rested = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param deliver - Takes a message. Returns whether somebody waits for it, by a promise: what comes next is not
   *   delivered before they have it.
   * @param now - A clock in milliseconds.
   */
  constructor(
    private readonly deliver: (text: string) => boolean,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes a message. False: it is dropped. */
  push(text: string): boolean {
    if (this.timer === undefined && this.mayGoOn()) {
      this.handle(text);
      return true;
    }
    if (this.waiting.length - this.next >= MOST_WAITING || this.units > MOST_UNITS) return false;
    this.waiting.push(text);
    this.units += text.length;
    this.timer ??= setTimeout(() => this.goOn(), 0);
    return true;
  }

  /** Forgets what waits. */
  close(): void {
    clearTimeout(this.timer);
    this.waiting = [];
    this.next = 0;
  }

  private mayGoOn(): boolean {
    if (this.now() - this.rested > PAUSE) this.spent = 0;
    return this.spent < LONGEST_TURN;
  }

  /** Returns as `deliver`. */
  private handle(text: string): boolean {
    const began = this.now();
    try {
      return this.deliver(text);
    } finally {
      this.rested = this.now();
      this.spent += this.rested - began;
    }
  }

  private goOn(): void {
    this.timer = undefined;
    this.spent = 0;
    try {
      while (this.next < this.waiting.length && this.spent < LONGEST_TURN) {
        const text = this.waiting[this.next++] as string;
        this.units -= text.length;
        if (this.handle(text)) break;
      }
    } finally {
      if (this.next < this.waiting.length) {
        this.timer = setTimeout(() => this.goOn(), 0);
      } else {
        this.waiting = [];
        this.next = 0;
      }
    }
  }
}
