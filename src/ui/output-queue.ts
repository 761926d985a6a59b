/**
 * Hands output to a screen no faster than the screen takes it, and never keeps more than the screen could show anyway.
 *
 * A program that prints for ever makes more text than a terminal can draw. Everything beyond the newest `keep`
 * characters would scroll out of the terminal's history before anyone saw it, so it is dropped, and counted.
 */

/** Takes text and calls back when it can take more. */
export type Sink = (text: string, done: () => void) => void;

export interface QueueLimits {
  /** The most that waits, in UTF-16 units. */
  readonly keep: number;
  /** The most that the sink gets at once, in UTF-16 units: it blocks the page while it parses. */
  readonly chunk: number;
}

export class OutputQueue {
  #waiting: string[] = [];
  #length = 0;
  #dropped = 0;
  #writing = false;

  /** @param notice is what the sink gets in place of the dropped text, given how many UTF-16 units there were. */
  constructor(
    private readonly sink: Sink,
    private readonly limits: QueueLimits,
    private readonly notice: (dropped: number) => string,
  ) {}

  push(text: string): void {
    if (text === '') return;
    this.#waiting.push(text);
    this.#length += text.length;
    while (this.#length > this.limits.keep && this.#waiting.length > 1) {
      const dropped = this.#waiting.shift()?.length ?? 0;
      this.#length -= dropped;
      this.#dropped += dropped;
    }
    this.#write();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting = [];
    this.#length = 0;
    this.#dropped = 0;
  }

  #write(): void {
    if (this.#writing || this.#waiting.length === 0) return;
    const text = this.#take();
    this.#writing = true;
    this.sink(text, () => {
      this.#writing = false;
      this.#write();
    });
  }

  /** The next chunk; whole pieces while they fit, a part of one that is too long. */
  #take(): string {
    let text = '';
    if (this.#dropped > 0) {
      text = this.notice(this.#dropped);
      this.#dropped = 0;
    }
    while (text.length < this.limits.chunk) {
      const piece = this.#waiting.shift();
      if (piece === undefined) break;
      const room = this.limits.chunk - text.length;
      // Not between the halves of a surrogate pair.
      const end = /[\uD800-\uDBFF]/.test(piece.charAt(room - 1)) ? room + 1 : room;
      text += piece.slice(0, end);
      if (piece.length > end) this.#waiting.unshift(piece.slice(end));
    }
    this.#length = this.#waiting.reduce((sum, piece) => sum + piece.length, 0);
    return text;
  }
}
