import { describe, expect, it } from 'vitest';
import { allocateRing, RingReader, RingWriter } from './ring.ts';

function ring(bytes: number) {
  const memory = allocateRing(bytes);
  const writer = new RingWriter(memory);
  let rooms = 0;
  const reader = new RingReader(memory, () => {
    rooms += 1;
  });
  return { writer, reader, rooms: () => rooms };
}

describe('a ring in shared memory', () => {
  it('gives messages back in order, also empty ones and ones beyond ASCII', () => {
    const { writer, reader } = ring(1024);
    const texts = ['{"a":1}', '', 'größer 🐍', '\uFEFFmark'];
    for (const text of texts) writer.write(text);
    expect(texts.map(() => reader.read())).toEqual(texts);
    expect(reader.read()).toBeNull();
    expect(reader.pending()).toBe(false);
  });

  it('carries thousands of messages around its end', () => {
    const { writer, reader } = ring(64);
    for (let index = 0; index < 5000; index += 1) {
      const text = `${'x'.repeat(index % 40)}${index}`;
      writer.write(text);
      expect(reader.read()).toBe(text);
    }
  });

  it('carries a message larger than itself, chunk by chunk, as the reader makes room', () => {
    const { writer, reader, rooms } = ring(64);
    const text = 'ä🐍'.repeat(500);
    writer.write(text);
    writer.write('after');
    let got: string | null = null;
    for (let turns = 0; got === null && turns < 1000; turns += 1) {
      got = reader.read();
      writer.pump();
    }
    expect(got).toBe(text);
    expect(reader.read()).toBe('after');
    expect(rooms()).toBeGreaterThan(10);
  });

  it('goes on when its counters wrap at 2^32', () => {
    const memory = allocateRing(64);
    new Int32Array(memory.buffer, 0, 2).fill(-32);
    const writer = new RingWriter(memory);
    const reader = new RingReader(memory, () => {});
    for (let index = 0; index < 20; index += 1) {
      writer.write(`message ${index}`);
      expect(reader.read()).toBe(`message ${index}`);
    }
  });

  it('refuses a size that is not a power of two', () => {
    expect(() => allocateRing(100)).toThrow('2^n');
  });
});
