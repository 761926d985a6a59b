/**
 * Notices a flood: so many messages in a row that nothing else of the client had a turn. The debugger cannot cause one,
 * because it waits for a client that has not caught up; a program that posts by itself can, and would freeze a page.
 */

/** Far more messages of the debugger's own than can be under way. */
const MOST_IN_A_ROW = 20_000;

export class FloodGauge {
  private count = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param flooded - Called for each message beyond that. */
  constructor(private readonly flooded: () => void) {}

  /** A message has come. */
  arrived(): void {
    this.count += 1;
    this.timer ??= setTimeout(() => this.drained(), 0);
    if (this.count > MOST_IN_A_ROW) this.flooded();
  }

  /** Stops counting. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private drained(): void {
    this.timer = undefined;
    this.count = 0;
  }
}
