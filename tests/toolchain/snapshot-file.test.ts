/** The build keeps a snapshot without its zeros; the command line puts it into a memory as Pyodide would. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openSnapshot } from '../../src/node/snapshot-file.ts';
import { type MemoryFile, partsOf } from '../../src/worker/snapshot/memory-file.ts';

const PAGE = 4096;
const HEADER = 128;

/** A snapshot as Pyodide makes it: its second number is the size of its header, which the memory follows. */
function snapshotOf(memory: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(HEADER + memory.length);
  new Uint32Array(whole.buffer, 0, 2).set([0x706f_6479, HEADER]);
  whole.fill(7, 8, HEADER);
  whole.set(memory, HEADER);
  return whole;
}

/** Memory of 64 KB with bytes that are not zero in these pages. */
function memoryWith(...pages: readonly number[]): Uint8Array {
  const memory = new Uint8Array(16 * PAGE);
  for (const page of pages) memory[page * PAGE + page] = page + 1;
  return memory;
}

/** The file that keeps a snapshot. */
const kept = (whole: Uint8Array<ArrayBuffer>): Uint8Array => Buffer.concat(partsOf(whole));

function fileOf(bytes: Uint8Array): MemoryFile {
  const folder = mkdtempSync(join(tmpdir(), 'dapper-snapshot-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'snapshot.bin'), bytes);
  const file = openSnapshot(pathToFileURL(join(folder, 'snapshot.bin')));
  onTestFinished(() => file.close());
  return file;
}

/** Does what Pyodide does with a snapshot. */
function load(file: MemoryFile, memory: WebAssembly.Memory) {
  const image = file.image(() => memory);
  const size = new Uint32Array(image.buffer, image.byteOffset, image.byteLength / 4)[1] as number;
  const header = image.subarray(8, size);
  new Int8Array(memory.buffer).set(image.subarray(size));
  return { header, length: image.length };
}

test.each([
  ['here and there', memoryWith(0, 1, 2, 9, 15)],
  ['nowhere', memoryWith()],
  ['everywhere', memoryWith(...Array.from({ length: 16 }, (_, page) => page))],
])('memory that is used %s comes back as it was', (_, content) => {
  const whole = snapshotOf(content);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { header, length } = load(fileOf(kept(whole)), memory);
  expect(length).toBe(whole.length);
  expect([...header]).toEqual(new Array(HEADER - 8).fill(7));
  expect(Buffer.from(memory.buffer).equals(Buffer.from(content))).toBe(true);
});

test('what is zero for long is not kept', () => {
  expect(kept(snapshotOf(memoryWith(0, 9))).length).toBeLessThan(3 * PAGE);
});

test('a file that ends too soon is refused', () => {
  const bytes = kept(snapshotOf(memoryWith(3, 4)));
  const memory = new WebAssembly.Memory({ initial: 1 });
  expect(() => load(fileOf(bytes.subarray(0, -1)), memory)).toThrow('the file of the memory ends after');
});

test.each([
  ['in its numbers', 17],
  ['in the header', 40],
  ['in the memory', 3 * PAGE],
])('a file of which one bit is another, %s, is refused', (_, place) => {
  const bytes = Uint8Array.from(kept(snapshotOf(memoryWith(3, 4, 5, 6))));
  (bytes[place] as number) ^= 0x10;
  const memory = new WebAssembly.Memory({ initial: 1 });
  expect(() => load(fileOf(bytes), memory)).toThrow(/damaged|ends after/);
});

test('a file that ends in its head is refused', () => {
  expect(() => fileOf(kept(snapshotOf(memoryWith(3))).subarray(0, 9))).toThrow('ends after');
});
