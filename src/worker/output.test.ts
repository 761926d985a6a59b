import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OutputBatcher, type OutputCategory } from './output.ts';

let sent: [string, string][];
let now: number;
let output: OutputBatcher;
const bytes = (text: string) => new TextEncoder().encode(text);

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  now = 0;
  output = new OutputBatcher(
    (category, text) => sent.push([category, text]),
    () => now,
  );
});
afterEach(() => vi.useRealTimers());

/** Uses up what may be sent at once. */
function flood(): void {
  while (true) {
    const before = sent.length;
    output.write('stdout', bytes('.'));
    if (sent.length === before) break;
  }
  output.flush();
  sent.length = 0;
}

describe('output', () => {
  it('is sent at once while there is little of it', () => {
    output.write('stdout', bytes('a\n'));
    expect(sent).toEqual([['stdout', 'a\n']]);
    now = 1000;
    output.write('stdout', bytes('b\n'));
    expect(sent).toHaveLength(2);
  });

  it('comes byte by byte, too, and is sent by lines', () => {
    const write = (category: OutputCategory, text: string) => {
      for (const byte of bytes(text)) output.writeByte(category, byte);
    };
    write('stdout', 'é\nmore ');
    expect(sent).toEqual([['stdout', 'é\n']]);
    write('stderr', 'no\n');
    expect(sent.slice(1)).toEqual([
      ['stdout', 'more '],
      ['stderr', 'no\n'],
    ]);
    write('stdout', 'name? ');
    expect(output.unfinishedLine).toBe('more name? ');
  });

  it('is sent at once again some time after a flood', () => {
    flood();
    now = 160;
    output.write('stdout', bytes('later\n'));
    expect(sent).toEqual([['stdout', 'later\n']]);
  });

  it('is batched when there is much of it, and sent when the batch is old enough', () => {
    flood();
    output.write('stdout', bytes('a\n'));
    now = 10;
    output.write('stdout', bytes('b\n'));
    expect(sent).toEqual([]);
    expect(output.due()).toBe(false);
    now = 16;
    expect(output.due()).toBe(true);
    for (let writes = 0; sent.length === 0 && writes < 16; writes += 1) output.write('stdout', bytes('c\n'));
    expect(sent.map(([, text]) => text)).toEqual([expect.stringMatching(/^a\nb\n(c\n)+$/)]);
  });

  it('is sent when there is a whole batch of it, however young', () => {
    flood();
    for (let writes = 0; sent.length === 0 && writes < 100; writes += 1)
      output.write('stdout', bytes('x'.repeat(1000)));
    expect(sent).toHaveLength(1);
    expect(sent[0]?.[1].length).toBeLessThan(40_000);
  });

  it('is sent by the event loop if nothing is written any more', () => {
    flood();
    output.write('stdout', bytes('prompt? '));
    vi.advanceTimersByTime(16);
    expect(sent).toEqual([['stdout', 'prompt? ']]);
  });

  it('tells at the end of a character that the program has only begun', () => {
    output.write('stderr', bytes('ö').subarray(0, 1));
    output.write('stdout', bytes('end €').subarray(0, -1));
    output.flush();
    output.end();
    expect(sent).toEqual([
      ['stdout', 'end '],
      ['stdout', '\ufffd'],
      ['stderr', '\ufffd'],
    ]);
    output.end();
    expect(sent).toHaveLength(3);
  });

  it('copies what is written, because Python goes on with the same memory', () => {
    flood();
    const memory = bytes('first\n');
    output.write('stdout', memory);
    memory.set(bytes('SECOND'));
    output.flush();
    expect(sent).toEqual([['stdout', 'first\n']]);
  });

  it('keeps the order of the two streams', () => {
    output.write('stdout', bytes('1'));
    output.write('stderr', bytes('2'));
    output.write('stdout', bytes('3'));
    output.flush();
    expect(sent).toEqual([
      ['stdout', '1'],
      ['stderr', '2'],
      ['stdout', '3'],
    ]);
  });

  it('holds back half a character until the other half has come', () => {
    const snake = bytes('🐍');
    output.write('stdout', snake.subarray(0, 2));
    output.flush();
    output.write('stdout', snake.subarray(2));
    output.flush();
    expect(sent).toEqual([['stdout', '🐍']]);
  });

  it('is sent in pieces when there is very much of it, never cut within a character', () => {
    const text = `x${'🐍'.repeat(100_000)}`;
    output.write('stdout', bytes(text));
    expect(sent.length).toBeGreaterThan(2);
    expect(sent.map(([, piece]) => piece).join('')).toBe(text);
    for (const [, piece] of sent) expect(piece).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
  });

  it('remembers the line that is not finished, which is the prompt of input()', () => {
    const output = new OutputBatcher(() => {});
    const write = (text: string) => output.write('stdout', new TextEncoder().encode(text));
    write('one\nname');
    write('? ');
    output.write('stderr', new TextEncoder().encode('noise'));
    expect(output.unfinishedLine).toBe('name? ');
    write('Ada\n');
    expect(output.unfinishedLine).toBe('');
    write('\r 10%\r100%\r\x1b[1;31m');
    write('Go on\x1b[0m? ');
    expect(output.unfinishedLine).toBe('Go on? ');
    write('\rabc');
    expect(output.unfinishedLine).toBe('abcon? ');
    write('\r\n');
    expect(output.unfinishedLine).toBe('');
  });
});
