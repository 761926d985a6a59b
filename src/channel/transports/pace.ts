/**
 * When to ask while a program runs, if each question holds it up: so seldom that it takes a fiftieth of the program's
 * time, however fast the machine and whatever else goes on there.
 */

/** The program's time for each millisecond of asking. */
const SHARE = 50;
/** Milliseconds from one question to the next, at least: nobody notices that a pause comes so late. */
const SHORTEST = 30;
/** At most: whoever presses Pause waits that long. */
const LONGEST = 1000;

export class Pace {
  private next = Number.NEGATIVE_INFINITY;

  /** Whether it is time for a question. */
  isDue(now: number): boolean {
    return now >= this.next;
  }

  /** A question has taken from `began` to `ended`, in milliseconds. */
  asked(began: number, ended: number): void {
    this.next = ended + Math.min(LONGEST, Math.max(SHORTEST, SHARE * (ended - began)));
  }
}
