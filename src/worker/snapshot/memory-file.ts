/**
 * A snapshot of Pyodide's memory as it is kept in a file: without its pages of zeros, which are half of it and which a
 * new memory has anyway, and with a sum of all that is kept.
 *
 * The file has 32-bit numbers (the sum of the pieces, the sum of what follows up to them, bytes of Pyodide's own
 * header, bytes of memory, pieces, then where each piece begins in memory and its bytes), the header, the pieces. It
 * goes into the interpreter's memory at once. The first touch of a page is what takes the time, so neither is the
 * memory touched where it stays zero, nor is the snapshot held in a memory of its own before.
 */

/** Where a snapshot is kept. */
export interface Source {
  /** Fills `bytes` with what begins at the place `from`. @returns how many there were. */
  read(bytes: Uint8Array<ArrayBuffer>, from: number): number;
  /** Closes the file. */
  close(): void;
}

/** Bytes of a page of memory: what an operating system gives at once, and takes long to give. */
const PAGE = 4096;
/** Fewer pages of zeros than this are not left out: each piece is a call. */
const GAP = 4;
/** Bytes of a number. */
const NUMBER = 4;
/** How many numbers stand before the pieces' own. */
const FIXED = 5;
/** How many of those are sums of what follows. */
const SUMS = 2;

/** The sum of nothing; a file that was never written has another. */
const NOTHING = 0x811c_9dc5;

const DAMAGED = 'the file of the memory is damaged';

/**
 * The parts of the file that keeps a snapshot, in their order; all but the first are parts of `whole`.
 *
 * @param whole - As Pyodide makes it: its second number is the size of its header, which the memory follows.
 */
export function partsOf(whole: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const [, size = 0] = new Uint32Array(whole.buffer, whole.byteOffset, 2);
  const memory = whole.subarray(size);
  const pieces = occupied(memory);
  const numbers = new Uint32Array([0, 0, size, memory.length, pieces.length, ...pieces.flat()]);
  const head = new Uint8Array(numbers.byteLength + size);
  head.set(new Uint8Array(numbers.buffer));
  head.set(whole.subarray(0, size), numbers.byteLength);
  const parts = pieces.map(([at, bytes]) => memory.subarray(at, at + bytes));
  const sums = [parts.reduce((sum, part) => sumOf(part, sum), NOTHING), sumOf(head.subarray(SUMS * NUMBER))];
  new Uint32Array(head.buffer).set(sums);
  return [head, ...parts];
}

/** A kept snapshot. */
export class MemoryFile {
  private readonly head: Uint8Array<ArrayBuffer>;
  private readonly numbers: Uint32Array;

  /** @throws Error if the head of the file is damaged. */
  constructor(private readonly source: Source) {
    const [, sum, size = 0, , count = 0] = new Uint32Array(this.read(FIXED * NUMBER).buffer);
    const numbers = FIXED + 2 * count;
    this.head = this.read(numbers * NUMBER + size);
    if (sumOf(this.head.subarray(SUMS * NUMBER)) !== sum) throw new Error(DAMAGED);
    this.numbers = new Uint32Array(this.head.buffer, 0, numbers);
  }

  /** See `Snapshot`. */
  image(memory: () => WebAssembly.Memory): Uint8Array {
    const header = this.head.subarray(this.numbers.byteLength);
    return new MemoryImage(header, this.numbers[3] ?? 0, () => this.restore(memory().buffer));
  }

  close(): void {
    this.source.close();
  }

  /** Puts the snapshot into a new memory. @throws Error if the file is damaged. */
  private restore(memory: ArrayBuffer): void {
    const pieces = this.numbers.subarray(FIXED);
    let from = this.head.length;
    let sum = NOTHING;
    for (let piece = 0; piece < pieces.length; piece += 2) {
      const [at = 0, size = 0] = pieces.subarray(piece, piece + 2);
      const bytes = new Uint8Array(memory, at, size);
      this.fill(bytes, from);
      sum = sumOf(bytes, sum);
      from += size;
    }
    if (sum !== this.numbers[0]) throw new Error(DAMAGED);
  }

  private read(size: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(size);
    this.fill(bytes, 0);
    return bytes;
  }

  /** @throws Error if the file ends too soon. */
  private fill(bytes: Uint8Array<ArrayBuffer>, from: number): void {
    const got = this.source.read(bytes, from);
    if (got < bytes.length) throw new Error(`the file of the memory ends after ${from + got} bytes`);
  }
}

/**
 * Pyodide reads a snapshot's header, makes a memory of the snapshot's length, and copies what follows the header. This
 * one has the header only, gives the length of the whole, and fills the memory itself when the rest is asked for.
 */
class MemoryImage extends Uint8Array<ArrayBuffer> {
  /** Parts of it are plain arrays. */
  static get [Symbol.species](): Uint8ArrayConstructor {
    return Uint8Array;
  }

  constructor(
    header: Uint8Array<ArrayBuffer>,
    private readonly size: number,
    private readonly restore: () => void,
  ) {
    super(header.buffer, header.byteOffset, header.byteLength);
  }

  override get length(): number {
    return this.byteLength + this.size;
  }

  override subarray(begin?: number, end?: number): Uint8Array<ArrayBuffer> {
    if (begin === this.byteLength) this.restore();
    return super.subarray(begin, end);
  }
}

/** Where the pieces of a memory are that are not all zeros, and their bytes. */
function occupied(memory: Uint8Array<ArrayBuffer>): [number, number][] {
  const words = wordsOf(memory);
  const pieces: [number, number][] = [];
  for (let at = 0; at < memory.length; at += PAGE) {
    if (isZero(words, at / NUMBER, (at + PAGE) / NUMBER)) continue;
    const last = pieces.at(-1);
    if (last && at - (last[0] + last[1]) < GAP * PAGE) last[1] = at + PAGE - last[0];
    else pieces.push([at, PAGE]);
  }
  return pieces;
}

function isZero(words: Uint32Array, from: number, end: number): boolean {
  for (let at = from; at < end; at++) if (words[at] !== 0) return false;
  return true;
}

/** FNV-1a by words: any word that differs changes the sum. */
function sumOf(bytes: Uint8Array<ArrayBuffer>, before = NOTHING): number {
  const words = wordsOf(bytes);
  let sum = before;
  for (let at = 0; at < words.length; at++) sum = Math.imul(sum ^ (words[at] ?? 0), 0x0100_0193);
  return sum >>> 0;
}

/** Pyodide's header is a multiple of 16 bytes, and memory one of pages. */
function wordsOf({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / NUMBER);
}
