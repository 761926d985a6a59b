/**
 * Hands output to a screen no faster than the screen takes it, and never keeps more than the screen could show anyway.
 *
 * A program that prints for ever makes more text than a terminal can draw. Everything beyond the newest `keep`
 * characters or `lines` would scroll out of the terminal's history before anyone saw it, so it is dropped, and counted.
 */

/** Takes text and calls back when it can take more. */
export type Sink = (text: string, done: () => void) => void;

export interface QueueLimits {
  /** The most that waits, in UTF-16 units. */
  readonly keep: number;
  /** So many of the newest lines are enough: there is no room for more. */
  readonly lines: number;
  /** The most that the sink gets at once, in UTF-16 units: it blocks the page while it parses. */
  readonly chunk: number;
}

interface Piece {
  readonly text: string;
  /** How many lines end in it. */
  readonly lines: number;
}

export class OutputQueue {
  private waiting: Piece[] = [];
  private length = 0;
  private lines = 0;
  private dropped = 0;
  private writing = false;

  /** @param notice is what the sink gets in place of the dropped text, given how many UTF-16 units there were. */
  constructor(
    private readonly sink: Sink,
    private readonly limits: QueueLimits,
    private readonly notice: (dropped: number) => string,
  ) {}

  push(text: string): void {
    if (text === '') return;
    this.add('push', text);
    while (this.waiting.length > 1 && this.isTooMuch()) {
      const dropped = this.waiting.shift();
      if (dropped) this.dropped += this.remove(dropped).text.length;
    }
    this.write();
  }

  /** What waits, without what was dropped. */
  get text(): string {
    return this.waiting.map(({ text }) => text).join('');
  }

  /** Whether the oldest piece cannot be seen any more when all has been written. */
  private isTooMuch(): boolean {
    return this.length > this.limits.keep || this.lines - (this.waiting[0]?.lines ?? 0) >= this.limits.lines;
  }

  private add(where: 'push' | 'unshift', text: string): void {
    const piece = { text, lines: linesOf(text) };
    this.waiting[where](piece);
    this.length += text.length;
    this.lines += piece.lines;
  }

  private remove(piece: Piece): Piece {
    this.length -= piece.text.length;
    this.lines -= piece.lines;
    return piece;
  }

  /** Forgets what waits. */
  clear(): void {
    this.waiting = [];
    this.length = 0;
    this.lines = 0;
    this.dropped = 0;
  }

  private write(): void {
    if (this.writing || this.waiting.length === 0) return;
    const text = this.take();
    this.writing = true;
    this.sink(text, () => {
      this.writing = false;
      this.write();
    });
  }

  /** The next chunk; whole pieces while they fit, a part of one that is too long. */
  private take(): string {
    let text = '';
    if (this.dropped > 0) {
      text = this.notice(this.dropped);
      this.dropped = 0;
    }
    while (text.length < this.limits.chunk) {
      const next = this.waiting.shift();
      if (next === undefined) break;
      const { text: piece } = this.remove(next);
      const room = this.limits.chunk - text.length;
      // Not between the halves of a surrogate pair.
      const end = /[\uD800-\uDBFF]/.test(piece.charAt(room - 1)) ? room + 1 : room;
      text += piece.slice(0, end);
      if (piece.length > end) this.add('unshift', piece.slice(end));
    }
    return text;
  }
}

function linesOf(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
