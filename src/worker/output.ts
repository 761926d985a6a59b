/**
 * The program's stdout and stderr, from bytes to batches of text.
 *
 * A print loop writes a hundred thousand lines a second; the client gets a few dozen events instead. A program that
 * prints now and then is heard at once: nothing can send what it said last once it is inside one long C call. The order
 * of the two streams is kept, and whoever sends anything else flushes first, so that the order of all messages is kept too.
 */

/** The streams of a program. */
export type OutputCategory = 'stdout' | 'stderr';

/** A batch is sent when it holds this many UTF-16 units … */
const FULL_BATCH = 32 * 1024;
/** … or when its oldest part is this old, in milliseconds. */
export const OLDEST_BATCH = 16;
/** So many writes in a row are sent at once; each OLDEST_BATCH milliseconds allow one more. */
const AT_ONCE = 20;
/** Of an unfinished line this many UTF-16 units are remembered. */
const LONGEST_LINE = 500;
/** One long write is sent in pieces of this many UTF-16 units. */
const LARGEST_PIECE = 2 * FULL_BATCH;

export class OutputBatcher {
  private readonly decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  private category: OutputCategory = 'stdout';
  private text = '';
  private since = 0;
  private allowance = AT_ONCE;
  private allowedAt = 0;
  private line = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param send - Takes a batch.
   * @param now - A clock in milliseconds.
   */
  constructor(
    private readonly send: (category: OutputCategory, text: string) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes bytes of a stream; a character that is cut in two waits for its rest. */
  write(category: OutputCategory, bytes: Uint8Array): void {
    const text = this.decoders[category].decode(bytes, { stream: true });
    if (text === '') return;
    if (category === 'stdout') this.line = (this.line + text).slice(-LONGEST_LINE).split('\n').at(-1) ?? '';
    if (category !== this.category) this.flush();
    this.category = category;
    if (this.text === '') this.begin();
    this.text += text;
    if (this.text.length >= FULL_BATCH || this.due() || this.allowed()) this.flush();
  }

  /** What standard output has of a line that is not finished: the prompt, when the program asks for input. */
  get unfinishedLine(): string {
    return this.line;
  }

  /** Whether a batch has waited long enough at the time `now`. */
  due(now: number = this.now()): boolean {
    return this.text !== '' && now - this.since >= OLDEST_BATCH;
  }

  /** Sends what waits. */
  flush(): void {
    if (this.text === '') return;
    const text = this.text;
    this.text = '';
    clearTimeout(this.timer);
    for (let start = 0; start < text.length; ) {
      const end = endOfPiece(text, start);
      this.send(this.category, text.slice(start, end));
      start = end;
    }
  }

  /** Whether a write may be sent by itself; it uses up some of the allowance. */
  private allowed(): boolean {
    const now = this.now();
    this.allowance = Math.min(AT_ONCE, this.allowance + (now - this.allowedAt) / OLDEST_BATCH);
    this.allowedAt = now;
    if (this.allowance < 1) return false;
    this.allowance -= 1;
    return true;
  }

  private begin(): void {
    this.since = this.now();
    // For a program that has nothing on the stack while it awaits; otherwise the tick or a later write is sooner.
    this.timer = setTimeout(() => this.flush(), OLDEST_BATCH);
  }
}

/** Where a piece that starts at `start` ends: never between the halves of a surrogate pair. */
function endOfPiece(text: string, start: number): number {
  const end = Math.min(start + LARGEST_PIECE, text.length);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
