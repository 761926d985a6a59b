/**
 * The program's stdout and stderr, from bytes to batches of text.
 *
 * A print loop writes a hundred thousand lines a second; the client gets a few dozen events instead. A program that
 * prints now and then is heard at once: nothing can send what it said last once it is inside one long C call. The order
 * of the two streams is kept, and whoever sends anything else flushes first, so that the order of all messages is kept
 * too.
 */

/** The streams of a program. */
export type OutputCategory = 'stdout' | 'stderr';

/** A batch is sent when it holds this many bytes … */
const FULL_BATCH = 32 * 1024;
/** … or when its oldest part is this old, in milliseconds. */
export const OLDEST_BATCH = 16;
/** So many writes in a row are sent at once; each OLDEST_BATCH milliseconds allow one more. */
const AT_ONCE = 20;
/** A batch looks at the clock at one write of so many: the tick does it too, and asking costs as much as the write. */
const WRITES_A_LOOK = 16;
const LINE_FEED = 10;
/** Of an unfinished line this many UTF-16 units are remembered. */
const LONGEST_LINE = 500;
/** One long write is sent in pieces of this many UTF-16 units. */
const LARGEST_PIECE = 2 * FULL_BATCH;

export class OutputBatcher {
  private readonly decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  private category: OutputCategory = 'stdout';
  private bytes = new Uint8Array(2 * FULL_BATCH);
  /** Bytes that wait, of so many writes. */
  private length = 0;
  private writes = 0;
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

  /** Takes bytes of a stream, which it copies; a character that is cut in two waits for its rest. */
  write(category: OutputCategory, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.append(category, bytes);
    this.written();
  }

  /** Takes a byte of a stream that comes byte by byte: a line of it is a write. */
  writeByte(category: OutputCategory, byte: number): void {
    this.append(category, Uint8Array.of(byte));
    if (byte === LINE_FEED || this.length >= FULL_BATCH) this.written();
  }

  /** What standard output has of a line that is not finished: the prompt, when the program asks for input. */
  get unfinishedLine(): string {
    this.flush();
    return shownOf(this.line);
  }

  /** What comes next begins a line: a person has ended the one before by entering something. */
  endLine(): void {
    this.flush();
    this.line = '';
  }

  /** Whether a batch has waited long enough at the time `now`. */
  due(now: number = this.now()): boolean {
    return this.length > 0 && now - this.since >= OLDEST_BATCH;
  }

  /** Sends what waits. */
  flush(): void {
    if (this.length === 0) return;
    const text = this.decoders[this.category].decode(this.bytes.subarray(0, this.length), { stream: true });
    this.length = this.writes = 0;
    clearTimeout(this.timer);
    if (this.category === 'stdout') this.line = lastLine(this.line, text);
    for (let start = 0; start < text.length; ) {
      const end = endOfPiece(text, start);
      this.send(this.category, text.slice(start, end));
      start = end;
    }
  }

  /** The program has ended: what it began of a character is all there is of it. */
  end(): void {
    this.flush();
    for (const category of ['stdout', 'stderr'] as const) {
      const rest = this.decoders[category].decode();
      if (rest !== '') this.send(category, rest);
    }
  }

  private written(): void {
    this.writes += 1;
    if (this.writes === 1) this.begin();
    else if (this.length >= FULL_BATCH || (this.writes % WRITES_A_LOOK === 0 && this.due())) this.flush();
  }

  private append(category: OutputCategory, bytes: Uint8Array): void {
    if (category !== this.category) this.flush();
    this.category = category;
    const length = this.length + bytes.length;
    if (length > this.bytes.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    this.bytes.set(bytes, this.length);
    this.length = length;
  }

  /** With the first write of a batch: it may be sent by itself, which uses up some of the allowance. */
  private begin(): void {
    const now = this.now();
    this.since = now;
    this.allowance = Math.min(AT_ONCE, this.allowance + (now - this.allowedAt) / OLDEST_BATCH);
    this.allowedAt = now;
    if (this.length >= FULL_BATCH || this.allowance >= 1) {
      this.allowance = Math.max(0, this.allowance - 1);
      this.flush();
      return;
    }
    // For a program that has nothing on the stack while it awaits; otherwise the tick or a later write is sooner.
    this.timer = setTimeout(() => this.flush(), OLDEST_BATCH);
  }
}

/** The last line of what `before`, a line, and `text` make together. */
function lastLine(before: string, text: string): string {
  const end = text.lastIndexOf('\n');
  return (end < 0 ? before + text : text.slice(end + 1)).slice(-LONGEST_LINE);
}

/** What a terminal shows of a line: a carriage return has what follows written over its beginning, without styles. */
function shownOf(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how styles begin.
  const plain = line.replace(/\x1b\[[\d;]*[A-Za-z]/g, '');
  return plain.split('\r').reduce((shown, part) => part + shown.slice(part.length), '');
}

/** Where a piece that starts at `start` ends: never between the halves of a surrogate pair. */
function endOfPiece(text: string, start: number): number {
  const end = Math.min(start + LARGEST_PIECE, text.length);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
