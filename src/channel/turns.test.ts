import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Turns } from './turns.ts';

let now: number;
let delivered: string[];
/** Milliseconds that handling a message takes. */
let takes: number;

beforeEach(() => {
  vi.useFakeTimers();
  now = 1000;
  delivered = [];
  takes = 1;
});
afterEach(() => vi.useRealTimers());

const turns = () =>
  new Turns(
    (text) => {
      delivered.push(text);
      now += takes;
      return text.startsWith('answer');
    },
    () => now,
  );

describe('messages in turns', () => {
  it('are delivered at once where there is time between them', () => {
    const queue = turns();
    for (let number = 0; number < 100; number += 1) {
      queue.push(String(number));
      now += 10;
    }
    expect(delivered).toHaveLength(100);
  });

  it('wait when there are too many, keep their order, and leave turns to everybody else', () => {
    const queue = turns();
    for (let number = 0; number < 100; number += 1) queue.push(String(number));
    expect(delivered).toHaveLength(20);
    let others = 0;
    for (; delivered.length < 100; others += 1) vi.advanceTimersToNextTimer();
    expect(others).toBe(4);
    expect(delivered).toEqual(Array.from({ length: 100 }, (_, number) => String(number)));
  });

  it('reach who waits for them before the next one is delivered', async () => {
    const queue = turns();
    takes = 20;
    for (const text of ['long', 'event', 'answer', 'event after it']) queue.push(text);
    takes = 1;
    vi.advanceTimersToNextTimer();
    expect(delivered).toEqual(['long', 'event', 'answer']);
    vi.advanceTimersToNextTimer();
    expect(delivered.at(-1)).toBe('event after it');
  });

  it('are dropped when far more wait than the debugger ever sends', () => {
    const queue = turns();
    let taken = 0;
    while (queue.push('flood')) taken += 1;
    expect(taken).toBe(20_000 + 20);
    vi.advanceTimersToNextTimer();
    expect(queue.push('again')).toBe(true);
  });

  it('go on after one that fails', () => {
    const failing = new Turns(
      (text) => {
        now += 100;
        if (text === 'bad') throw new Error('a mistake');
        delivered.push(text);
        return false;
      },
      () => now,
    );
    expect(() => failing.push('bad')).toThrow('a mistake');
    failing.push('good');
    vi.advanceTimersToNextTimer();
    expect(delivered).toEqual(['good']);
  });

  it('are not delivered after the end', () => {
    const queue = turns();
    for (let number = 0; number < 50; number += 1) queue.push(String(number));
    queue.close();
    vi.runAllTimers();
    expect(delivered).toHaveLength(20);
  });
});
