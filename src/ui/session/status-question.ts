/** The question how frame evaluation is doing: asked once the person rests at a stop, since steps come first. */

/** How long the person must rest, in milliseconds. */
const rest = 120;

export class StatusQuestion {
  private readonly ask: () => void;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: () => void) {
    this.ask = ask;
  }

  /** Asks once nothing has called for `rest` milliseconds. */
  askSoon(): void {
    this.takeBack();
    this.timer = setTimeout(this.ask, rest);
  }

  /** Does not ask. */
  takeBack(): void {
    clearTimeout(this.timer);
  }
}
