import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FrameReader } from './framing.ts';

let messages: string[];
let problems: string[];
let excesses: [number, object][];
let reader: FrameReader;

beforeEach(() => {
  vi.useFakeTimers();
  messages = [];
  problems = [];
  excesses = [];
  reader = new FrameReader({
    message(text) {
      try {
        JSON.parse(text);
      } catch {
        return false;
      }
      messages.push(text);
      return true;
    },
    excess: (size, request) => excesses.push([size, request]),
    problem: (sentence) => problems.push(sentence),
  });
});
afterEach(() => {
  reader.end();
  vi.useRealTimers();
});

const one = '{"seq":1,"text":"grün 🐍"}';
const two = '{"seq":2}';
const frame = (text: string, length: number | string = Buffer.byteLength(text)) =>
  `Content-Length: ${length}\r\n\r\n${text}`;
const push = (text: string) => reader.push(Buffer.from(text));

describe('frames', () => {
  it.each([1, 2, 3, 7, 1000])('are read whole when they come in pieces of %i bytes', (size) => {
    const bytes = Buffer.from(`${frame(one)}${frame(two)}${frame('{}')}`);
    for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
    expect(messages).toEqual([one, two, '{}']);
    expect(problems).toEqual([]);
  });

  it('may have other fields, in any order and case', () => {
    push(`Content-Type: application/json\r\ncontent-length: ${Buffer.byteLength(one)}\r\n\r\n${one}`);
    expect([messages, problems]).toEqual([[one], []]);
  });
});

describe('a frame that is wrong costs nothing but itself:', () => {
  it.each([
    ['a negative length', frame(one, -5)],
    ['a length that is no number', frame(one, 'many')],
    ['a length that nothing can have', frame(one, 1e15)],
    ['a length of more digits than numbers have', frame(one, '9'.repeat(400))],
    ['a header without a length', `Content-Type: text\r\n\r\n${one}`],
    ['two lengths', `Content-Length: 3\r\nContent-Length: 4\r\n\r\n${one}`],
    ['no header at all', one],
    ['a length that is too small', frame(one, 4)],
    ['a length that is too large', frame(one, Buffer.byteLength(one) + 30)],
    ['lines without fields', `nonsense\r\nmore of it\r\n\r\n${one}`],
  ])('%s', (_, wrong) => {
    push(`${wrong}${frame(two)}`);
    vi.advanceTimersByTime(5000);
    expect(messages).toEqual([one, two]);
    expect(problems).toHaveLength(1);
    push(frame(two));
    expect(messages).toHaveLength(3);
    expect(problems).toHaveLength(1);
  });

  it.each([
    ['a negative length', frame(one, -5)],
    ['a length that nothing can have', frame(one, 1e15)],
    ['no header at all', one],
    ['a length that is too large', frame(one, 1000)],
  ])('%s, also of a message that nothing follows', (_, wrong) => {
    push(wrong);
    expect(messages).toEqual([]);
    vi.advanceTimersByTime(5000);
    expect(messages).toEqual([one]);
    expect(problems.length).toBeLessThanOrEqual(1);
    push(frame(two));
    expect(messages).toEqual([one, two]);
  });

  it('no JSON, a header that does not end, and bytes of every kind', () => {
    push(frame('{"seq": 1,'));
    push(frame(two));
    expect([messages, problems.length]).toEqual([[two], 1]);
    push(`Content-Length: 5\r\n${'X: y\r\n'.repeat(2000)}\r\n`);
    push(frame(two));
    reader.push(Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256)));
    push(frame(two));
    expect(messages.slice(-2)).toEqual([two, two]);
  });
});

describe('a message that is too large', () => {
  const large = 9 * 1024 * 1024;

  it.each([
    ['first', (text: string) => `{"seq":7,"type":"request","command":"evaluate","arguments":{"expression":"${text}"}}`],
    ['last', (text: string) => `{"command":"evaluate","arguments":{"expression":"${text}"},"type":"request","seq":7}`],
  ])('is passed over, and can be answered when its number stands %s', (_, write) => {
    const text = write('x'.repeat(large));
    const bytes = Buffer.from(`${frame(text)}${frame(two)}`);
    for (let at = 0; at < bytes.length; at += 65_536) reader.push(bytes.subarray(at, at + 65_536));
    expect(excesses).toEqual([[text.length, { seq: 7, command: 'evaluate' }]]);
    expect([messages, problems]).toEqual([[two], []]);
  });

  it('is not taken for another one that it talks of', () => {
    const text = `{"arguments":{"seq":1,"text":"${'x'.repeat(large)}","more":{"seq":2}}}`;
    push(`${frame(text)}${frame(two)}`);
    expect(excesses).toEqual([[text.length, {}]]);
    expect(messages).toEqual([two]);
  });
});
