/**
 * A ring of bytes in shared memory with one writer and one reader.
 *
 * Layout: six 32-bit cells, then the ring. `WRITTEN` and `READ` count bytes since the start, modulo 2^32; their
 * difference is what the ring holds. The writer stores `WRITTEN` last, so what the reader sees is complete. A message
 * is one or more chunks, each a 32-bit header (length, and a bit for "more follows") and its bytes; a message larger
 * than the ring goes through it chunk by chunk. Chunks start at multiples of four, so that a header is never split.
 */

const WRITTEN = 0;
const READ = 1;
/** Set by a writer that found no room; the reader clears it and says so. */
const WANTS_ROOM = 2;
/** UTF-16 units of the worker's messages that the client has dealt with, modulo 2^32. */
const ACKNOWLEDGED = 3;
/** Bytes of the ring; never changes. */
const SIZE = 4;
/** Counts the signs of life of a reader that blocks. */
const BEATS = 5;
const CELLS = 6;
const HEADER = 4;
const MORE = 0x80000000;

/** Bytes of a ring by default. Requests are small; only a source text can be large. */
export const DEFAULT_RING_BYTES = 64 * 1024;

/** Milliseconds between two signs of life of a reader that blocks. */
const BEAT_EVERY = 1000;

/** Bytes of a page of WebAssembly's memory. */
const PAGE = 64 * 1024;

/** Memory for a ring of `bytes`, a power of two. WebAssembly's, so that a busy interpreter sees at no cost what waits.
 * */
export function allocateRing(bytes: number = DEFAULT_RING_BYTES): WebAssembly.Memory {
  if (bytes < 16 || (bytes & (bytes - 1)) !== 0)
    throw new RangeError(`A ring has 2^n bytes, at least 16, not ${bytes}.`);
  const pages = Math.ceil((CELLS * 4 + bytes) / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  new Int32Array(memory.buffer)[SIZE] = bytes;
  return memory;
}

class Ring {
  protected readonly cells: Int32Array<SharedArrayBuffer>;
  protected readonly bytes: Uint8Array<SharedArrayBuffer>;
  private readonly headers: Uint32Array<SharedArrayBuffer>;

  constructor(memory: WebAssembly.Memory) {
    const buffer = sharedBuffer(memory);
    this.cells = new Int32Array(buffer, 0, CELLS);
    const size = this.cells[SIZE] as number;
    this.bytes = new Uint8Array(buffer, CELLS * 4, size);
    this.headers = new Uint32Array(buffer, CELLS * 4, size / 4);
  }

  protected get size(): number {
    return this.bytes.length;
  }

  protected header(at: number): number {
    return this.headers[(at & (this.size - 1)) >>> 2] as number;
  }

  protected setHeader(at: number, value: number): void {
    this.headers[(at & (this.size - 1)) >>> 2] = value;
  }
}

/** The client's end of the ring. Messages that do not fit wait here until `pump` is called after the reader made room. */
export class RingWriter extends Ring {
  private readonly encoder = new TextEncoder();
  private readonly waiting: Uint8Array[] = [];
  /** Bytes of `waiting[0]` that are in the ring already. */
  private sent = 0;

  /** Puts `text` last. */
  write(text: string): void {
    this.waiting.push(this.encoder.encode(text));
    this.pump();
  }

  /** Moves what waits into the ring, as far as there is room. */
  pump(): void {
    for (let message = this.waiting[0]; message !== undefined; message = this.waiting[0]) {
      if (!this.writeChunk(message)) {
        // Ask first, look again, then give up: room made in between must not go unnoticed.
        Atomics.store(this.cells, WANTS_ROOM, 1);
        if (!this.writeChunk(message)) return;
      }
    }
  }

  /** Tells the reader's thread that `units` of its messages are dealt with. */
  acknowledge(units: number): void {
    Atomics.add(this.cells, ACKNOWLEDGED, units);
    Atomics.notify(this.cells, ACKNOWLEDGED);
  }

  /** Signs of life of the reader while it blocked, modulo 2^32. */
  beats(): number {
    return Atomics.load(this.cells, BEATS);
  }

  private writeChunk(message: Uint8Array): boolean {
    const written = Atomics.load(this.cells, WRITTEN);
    const room = this.size - ((written - Atomics.load(this.cells, READ)) >>> 0);
    const left = message.length - this.sent;
    const length = Math.min(left, room - HEADER);
    // A chunk of nothing is only for an empty message; a chunk that is not the last must be worth its header.
    if (length < 0 || (length < left && room < this.size / 2)) return false;
    const more = length < left;
    this.setHeader(written, (length | (more ? MORE : 0)) >>> 0);
    this.copyIn(message.subarray(this.sent, this.sent + length), written + HEADER);
    this.sent = more ? this.sent + length : 0;
    if (!more) this.waiting.shift();
    Atomics.store(this.cells, WRITTEN, (written + padded(HEADER + length)) | 0);
    Atomics.notify(this.cells, WRITTEN);
    return true;
  }

  private copyIn(source: Uint8Array, at: number): void {
    const start = at & (this.size - 1);
    const first = Math.min(source.length, this.size - start);
    this.bytes.set(source.subarray(0, first), start);
    this.bytes.set(source.subarray(first), 0);
  }
}

/** The worker's end of the ring. */
export class RingReader extends Ring {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private parts: Uint8Array[] = [];

  /** @param onRoom - Called when the writer had run out of room and now has some. */
  constructor(
    memory: WebAssembly.Memory,
    private readonly onRoom: () => void,
  ) {
    super(memory);
  }

  /** Whether the ring holds anything. */
  pending(): boolean {
    return Atomics.load(this.cells, WRITTEN) !== this.cells[READ];
  }

  /** The next complete message; null when there is none. */
  read(): string | null {
    for (;;) {
      const read = this.cells[READ] as number;
      if (Atomics.load(this.cells, WRITTEN) === read) return null;
      const header = this.header(read);
      const length = header & ~MORE;
      this.parts.push(this.copyOut(read + HEADER, length));
      Atomics.store(this.cells, READ, (read + padded(HEADER + length)) | 0);
      if (Atomics.exchange(this.cells, WANTS_ROOM, 0) === 1) this.onRoom();
      if ((header & MORE) === 0) return this.assemble();
    }
  }

  /** Blocks until the ring holds something or `milliseconds` have passed. */
  block(milliseconds: number): void {
    const read = this.cells[READ] as number;
    for (let left = milliseconds; left > 0; left -= BEAT_EVERY) {
      Atomics.add(this.cells, BEATS, 1);
      if (Atomics.wait(this.cells, WRITTEN, read, Math.min(left, BEAT_EVERY)) !== 'timed-out') return;
    }
  }

  /** Units acknowledged since the start, modulo 2^32. */
  acknowledged(): number {
    return Atomics.load(this.cells, ACKNOWLEDGED);
  }

  /** Blocks until more than `seen` units were acknowledged or `milliseconds` have passed. */
  blockForAcknowledgement(seen: number, milliseconds: number): void {
    Atomics.wait(this.cells, ACKNOWLEDGED, seen, milliseconds);
  }

  private copyOut(at: number, length: number): Uint8Array {
    const start = at & (this.size - 1);
    const first = Math.min(length, this.size - start);
    // A copy, because TextDecoder refuses shared memory.
    const out = new Uint8Array(length);
    out.set(this.bytes.subarray(start, start + first));
    out.set(this.bytes.subarray(0, length - first), first);
    return out;
  }

  private assemble(): string {
    const parts = this.parts;
    this.parts = [];
    let text = '';
    for (const part of parts) text += this.decoder.decode(part, { stream: true });
    return text + this.decoder.decode();
  }
}

/** @throws TypeError if the memory is not shared. */
function sharedBuffer({ buffer }: WebAssembly.Memory): SharedArrayBuffer {
  if (buffer instanceof SharedArrayBuffer) return buffer;
  throw new TypeError('A ring needs shared memory.');
}

/** Bytes that a chunk of `length` takes, a multiple of four. */
function padded(length: number): number {
  return (length + 3) & ~3;
}
