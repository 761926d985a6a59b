/**
 * Notices that a worker has ended without a word, by asking it for signs of life: an idle one answers over the port, a
 * blocked one counts in shared memory. While Python works, or may, nothing is expected of it.
 */

/** Milliseconds between two looks. */
const EVERY = 1000;
/** So many looks in a row without a sign of life. Looks are counted, not time: a computer may have slept in between. */
const MOST_MISSED = 6;

/** Where signs of life come from. */
export interface Pulse {
  /** Asks for one. */
  ping(): void;
  /** A number that has changed when there was one. */
  beats(): number;
}

export class Heartbeat {
  private seen = 0;
  private missed = 0;
  private readonly timer: ReturnType<typeof setInterval>;

  /**
   * @param expected - Whether the worker is to give signs of life now.
   * @param ended - Called once, when it has given none for long.
   */
  constructor(
    private readonly pulse: Pulse,
    private readonly expected: () => boolean,
    private readonly ended: () => void,
  ) {
    this.timer = setInterval(() => this.look(), EVERY);
  }

  /** Stops looking. */
  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const beats = this.pulse.beats();
    this.missed = this.expected() && beats === this.seen ? this.missed + 1 : 0;
    this.seen = beats;
    if (this.missed < MOST_MISSED) {
      this.pulse.ping();
      return;
    }
    this.stop();
    this.ended();
  }
}
