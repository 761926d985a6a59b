import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Heartbeat } from './heartbeat.ts';

let beats: number;
let answers: boolean;
let expected: boolean;
let ends: number;
let heartbeat: Heartbeat;

beforeEach(() => {
  vi.useFakeTimers();
  beats = ends = 0;
  answers = expected = true;
  const pulse = {
    beats: () => beats,
    ping: () => {
      if (answers) beats += 1;
    },
  };
  heartbeat = new Heartbeat(
    pulse,
    () => expected,
    () => {
      ends += 1;
    },
  );
});
afterEach(() => {
  heartbeat.stop();
  vi.useRealTimers();
});

describe('the heartbeat', () => {
  it('says nothing of a worker that answers', () => {
    vi.advanceTimersByTime(3_600_000);
    expect(ends).toBe(0);
  });

  it('says once that a worker has ended which does not answer any more', () => {
    vi.advanceTimersByTime(10_000);
    answers = false;
    vi.advanceTimersByTime(10_000);
    expect(ends).toBe(1);
    vi.advanceTimersByTime(60_000);
    expect(ends).toBe(1);
  });

  it('waits for as long as Python works, and begins to count only then', () => {
    answers = expected = false;
    vi.advanceTimersByTime(600_000);
    expected = true;
    vi.advanceTimersByTime(4_000);
    expect(ends).toBe(0);
    answers = true;
    vi.advanceTimersByTime(60_000);
    expect(ends).toBe(0);
  });
});
