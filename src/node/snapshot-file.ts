/**
 * A snapshot of Pyodide's memory as the build keeps it: without its pages of zeros (scripts/lib/snapshot.mjs).
 *
 * It goes from the file into the interpreter's memory at once. The first touch of a page is what takes the time, so neither
 * is the memory touched where it stays zero, nor is the snapshot held in a memory of its own before.
 */
import { closeSync, openSync, readSync } from 'node:fs';

/** Bytes of a number in the file. */
const NUMBER = 4;
/** How many numbers stand before the pieces' own. */
const FIXED = 3;

/** What the head of the file tells. */
interface Contents {
  /** Pyodide's own header. */
  header: Uint8Array<ArrayBuffer>;
  /** Bytes of memory. */
  size: number;
  /** Where each piece begins in memory, and its bytes. */
  pieces: Uint32Array;
  /** Where the first piece begins in the file. */
  data: number;
}

export class SnapshotFile {
  private readonly file: number;
  private readonly contents: Contents;

  /** @throws Error if there is no such file, or if it ends in its head. */
  constructor(path: URL) {
    this.file = openSync(path, 'r');
    try {
      this.contents = this.readContents();
    } catch (error) {
      closeSync(this.file);
      throw error;
    }
  }

  /** See `Snapshot`. */
  image(memory: () => WebAssembly.Memory): Uint8Array {
    const { header, size } = this.contents;
    return new SnapshotImage(header, size, () => this.restore(memory().buffer));
  }

  close(): void {
    closeSync(this.file);
  }

  /** Puts the snapshot into a new memory. */
  private restore(memory: ArrayBuffer): void {
    const { pieces, data } = this.contents;
    let from = data;
    for (let piece = 0; piece < pieces.length; piece += 2) {
      const [at = 0, size = 0] = pieces.subarray(piece, piece + 2);
      this.fill(new Uint8Array(memory, at, size), from);
      from += size;
    }
  }

  private readContents(): Contents {
    const [headerSize = 0, size = 0, count = 0] = new Uint32Array(this.read(FIXED * NUMBER, 0).buffer);
    const numbers = (FIXED + 2 * count) * NUMBER;
    return {
      size,
      pieces: new Uint32Array(this.read(numbers, 0).buffer, FIXED * NUMBER),
      header: this.read(headerSize, numbers),
      data: numbers + headerSize,
    };
  }

  private read(size: number, from: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(size);
    this.fill(bytes, from);
    return bytes;
  }

  /** @throws Error if the file ends too soon. */
  private fill(bytes: Uint8Array, from: number): void {
    const got = readSync(this.file, bytes, 0, bytes.length, from);
    if (got < bytes.length) throw new Error(`the file of the memory ends after ${from + got} bytes`);
  }
}

/**
 * Pyodide reads a snapshot's header, makes a memory of the snapshot's length, and copies what follows the header. This one
 * has the header only, gives the length of the whole, and fills the memory itself when the rest is asked for.
 */
class SnapshotImage extends Uint8Array<ArrayBuffer> {
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
