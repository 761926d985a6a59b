/**
 * DAP's framing, from bytes to texts: `Content-Length: N`, an empty line, and a message of N bytes.
 *
 * A malformed frame is reported in one line, and reading goes on at the next header that can be found. A message that
 * is whole although its header is wrong is taken.
 */
import { type Answerable, LARGEST_MESSAGE } from '../protocol/index.ts';

/** Bytes of a header; what is longer is not one. */
const LONGEST_HEADER = 4096;
/** A message that is too large is passed over if it has no more bytes than these; more is a mistake in the header. */
const MOST_SKIPPED = 1024 * 1024 * 1024;
/** Bytes of such a message's beginning and end that are inspected. */
const GLIMPSE = 512;
/** Milliseconds that the rest of a message, or the next header, is waited for. */
const PATIENCE = 2000;

const END_OF_HEADER = '\r\n\r\n';
/** A header, wherever it stands. */
const HEADER = /Content-Length:[ \t]*\d+[ \t]*\r\n(?:[\w-]+:[^\r\n]*\r\n)*\r\n/i;
const LENGTH = /^content-length:[ \t]*(\d+)[ \t]*$/i;
const FIELD = /^[\w-]+:/;
/** The beginning of a field that has not come whole. */
const BEGUN = /^[\w-]*$/;

/** Where these stand in the object itself, and not in one within it: before any other, or behind all others. */
const ANSWERABLE = {
  seq: [/^\s*\{[^{[]*?"seq"\s*:\s*(\d+)/, /"seq"\s*:\s*(\d+)[^{}[\]]*\}\s*$/],
  command: [/^\s*\{[^{[]*?"command"\s*:\s*"([\w/]+)"/, /"command"\s*:\s*"([\w/]+)"[^{}[\]]*\}\s*$/],
};

/** What comes next: a header; a message; one that is passed over; or anything, up to the next header. */
type Expected =
  | { readonly is: 'header' | 'anything' }
  | { readonly is: 'message'; readonly size: number }
  | {
      readonly is: 'excess';
      readonly size: number;
      readonly left: number;
      readonly head: string;
      readonly tail: string;
    };

export interface FrameListener {
  /** A message has come. False: it is not one, so its frame may be wrong. */
  message(text: string): boolean;
  /** A message was passed over, because it has so many bytes; and what could be found out of it for an answer. */
  excess(size: number, request: Partial<Answerable>): void;
  /** Something is wrong that has no answer. */
  problem(sentence: string): void;
}

export class FrameReader {
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private expected: Expected = { is: 'header' };
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly listener: FrameListener) {}

  /** Takes bytes. */
  push(bytes: Buffer): void {
    clearTimeout(this.timer);
    this.chunks.push(bytes);
    this.size += bytes.length;
    while (this.size > 0 && this.step());
    if (this.size > 0) this.timer = setTimeout(() => this.giveUp(), PATIENCE);
  }

  /** Nothing comes any more. */
  end(): void {
    clearTimeout(this.timer);
    if (this.size > 0) this.giveUp();
  }

  /** Takes one part of what has come. False: more is needed. */
  private step(): boolean {
    const { expected } = this;
    switch (expected.is) {
      case 'header':
        return this.readHeader();
      case 'anything':
        return this.findHeader();
      case 'message':
        if (this.size < expected.size) return false;
        this.readMessage(this.take(expected.size));
        return true;
      case 'excess':
        return this.pass(expected);
    }
  }

  private readHeader(): boolean {
    const seen = this.peek(LONGEST_HEADER);
    const end = seen.indexOf(END_OF_HEADER);
    if (end < 0 && seen.length < LONGEST_HEADER && (FIELD.test(seen) || BEGUN.test(seen))) return false;
    const lines = seen.slice(0, Math.max(0, end)).split('\r\n');
    const isHeader = lines.every((line) => FIELD.test(line));
    const lengths = lines.flatMap((line) => LENGTH.exec(line)?.[1] ?? []);
    const size = Number(lengths[0]);
    if (isHeader && lengths.length === 1 && size <= MOST_SKIPPED) {
      this.take(end + END_OF_HEADER.length);
      this.expected =
        size > LARGEST_MESSAGE ? { is: 'excess', size, left: size, head: '', tail: '' } : { is: 'message', size };
      return true;
    }
    this.listener.problem(`No header with a Content-Length: ${JSON.stringify(seen.slice(0, 80))}`);
    // The message behind it may be whole all the same. A header that is not one must not be found again.
    if (isHeader) this.take(end + END_OF_HEADER.length);
    else if (/^content-length/i.test(seen)) this.take(1);
    this.expected = { is: 'anything' };
    return true;
  }

  private readMessage(bytes: Buffer): void {
    this.expected = { is: 'header' };
    if (this.listener.message(bytes.toString('utf8'))) return;
    this.listener.problem(`No message of ${bytes.length} bytes: ${JSON.stringify(bytes.toString('utf8', 0, 80))}`);
    // A length that is too large has the next header in it, one that is too small leaves the rest of the message behind.
    const follows = this.size > 0 && !FIELD.test(this.peek(LONGEST_HEADER));
    if (!follows && !HEADER.test(bytes.toString('latin1'))) return;
    this.putBack(bytes);
    this.expected = { is: 'anything' };
  }

  /** Goes on at the next header. What stands before it may be a message. */
  private findHeader(): boolean {
    const all = this.take(this.size);
    const at = HEADER.exec(all.toString('latin1'))?.index;
    if (at === undefined) {
      // One may have begun to come.
      this.putBack(all.length > LARGEST_MESSAGE ? all.subarray(all.length - LONGEST_HEADER) : all);
      return false;
    }
    this.putBack(all.subarray(at));
    this.expected = { is: 'header' };
    this.salvage(all.subarray(0, at));
    return true;
  }

  private pass({ size, left, head, tail }: Extract<Expected, { is: 'excess' }>): boolean {
    const text = this.take(Math.min(this.size, left)).toString('latin1');
    const seen = { head: head + text.slice(0, GLIMPSE - head.length), tail: (tail + text).slice(-GLIMPSE) };
    if (text.length < left) {
      this.expected = { is: 'excess', size, left: left - text.length, ...seen };
      return false;
    }
    this.expected = { is: 'header' };
    const find = ([first, last]: readonly RegExp[]) => (first?.exec(seen.head) ?? last?.exec(seen.tail))?.[1];
    const [seq, command] = [find(ANSWERABLE.seq), find(ANSWERABLE.command)];
    this.listener.excess(size, { ...(seq && { seq: Number(seq) }), ...(command && { command }) });
    return true;
  }

  /** Nothing has come for a while: what is there may be a whole message, with a wrong length. */
  private giveUp(): void {
    const { expected } = this;
    const all = this.take(this.size);
    if (this.salvage(all)) {
      this.expected = { is: 'header' };
      return;
    }
    this.putBack(all);
    if (expected.is !== 'message') return;
    this.listener.problem(`A header promises ${expected.size - all.length} bytes more than have come.`);
    if (!HEADER.test(all.toString('latin1'))) return;
    this.expected = { is: 'anything' };
    while (this.size > 0 && this.step());
  }

  /** Takes the message that stands in what has no proper frame, if there is a whole one. */
  private salvage(bytes: Buffer): boolean {
    const at = bytes.indexOf('{');
    return at >= 0 && this.listener.message(bytes.toString('utf8', at));
  }

  /** The first bytes of what has come, one character each. */
  private peek(most: number): string {
    let text = '';
    for (const chunk of this.chunks) {
      if (text.length >= most) break;
      text += chunk.toString('latin1', 0, most - text.length);
    }
    return text;
  }

  private take(size: number): Buffer {
    const parts: Buffer[] = [];
    for (let left = size; left > 0; ) {
      const chunk = this.chunks.shift() as Buffer;
      const part = chunk.subarray(0, left);
      if (part.length < chunk.length) this.chunks.unshift(chunk.subarray(part.length));
      parts.push(part);
      left -= part.length;
    }
    this.size -= size;
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  }

  private putBack(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.chunks.unshift(bytes);
    this.size += bytes.length;
  }
}
