import { beforeEach, describe, expect, it } from 'vitest';
import type { WorkerChannel } from '../channel/index.ts';
import type { ProgramState } from '../protocol/index.ts';
import { Tick } from './tick.ts';

let now: number;
let pending: boolean;
let state: ProgramState;
let draining: boolean;
let congested: boolean;
let flushed: number;

beforeEach(() => {
  now = 1000;
  pending = false;
  state = 'running';
  draining = false;
  congested = false;
  flushed = 0;
});

function tickBy(transport: 'atomics' | 'jspi'): Tick {
  const tick = new Tick(
    {
      channel: { transport, pending: () => pending } as WorkerChannel,
      state: () => state,
      draining: () => draining,
      congested: () => congested,
      flushOutput: () => {
        flushed += 1;
      },
    },
    () => now,
  );
  tick[0]; // The first read is always due.
  return tick;
}

/** The signals of so many reads, each `ms` after the one before. */
function reads(tick: Tick, count: number, ms: number): number[] {
  const signals: number[] = [];
  for (let read = 0; read < count; read += 1) {
    now += ms;
    const signal = tick[0];
    tick[0] = 0;
    if (signal !== 0) signals.push(signal);
  }
  return signals;
}

describe('the tick', () => {
  it('is silent for a program that nobody talks to, but for the counters every quarter of a second', () => {
    expect(reads(tickBy('atomics'), 1020, 1)).toEqual([62, 62, 62, 62]);
  });

  it('rings at once when a message waits, and once until Python has looked', () => {
    const tick = tickBy('atomics');
    pending = true;
    expect(reads(tick, 5, 0.01)).toEqual([62]);
    tick.answered();
    expect(reads(tick, 5, 0.01)).toEqual([62]);
  });

  it('rings again when Python did not look', () => {
    const tick = tickBy('atomics');
    pending = true;
    expect(reads(tick, 3, 11)).toEqual([62, 62, 62]);
  });

  it.each(['idle', 'stopped', 'waiting_input', 'sleeping'] as const)('does not ring while %s', (other) => {
    const tick = tickBy('atomics');
    pending = true;
    state = other;
    expect(reads(tick, 100, 10)).toEqual([]);
  });

  it('does not ring while Python empties the inbox', () => {
    const tick = tickBy('atomics');
    pending = true;
    draining = true;
    expect(reads(tick, 10, 10)).toEqual([]);
  });

  it('finds nothing right after a write, while the stream holds its lock', () => {
    const tick = tickBy('atomics');
    pending = true;
    tick.muteOnce();
    expect(reads(tick, 2, 0.01)).toEqual([62]);
    tick.answered();
    tick.muteOnce();
    expect(tick[0]).toBe(0);
  });

  it('lets the event loop turn every 40 ms where messages arrive no other way', () => {
    const signals = reads(tickBy('jspi'), 400, 1);
    expect(signals.length).toBeGreaterThanOrEqual(8);
    expect(signals.length).toBeLessThanOrEqual(12);
  });

  it('lets the event loop turn at once where output waits for the client', () => {
    const tick = tickBy('jspi');
    congested = true;
    expect(reads(tick, 10, 5).length).toBeGreaterThan(4);
  });

  it('looks at the clock every few milliseconds, however fast the program is', () => {
    const tick = tickBy('atomics');
    flushed = 0;
    reads(tick, 100_000, 0.001);
    expect(flushed).toBeGreaterThan(100 / 10);
    expect(flushed).toBeLessThan(2000);
  });

  it('reminds of a deadline until it is called off, whatever the state', () => {
    const tick = tickBy('atomics');
    state = 'stopped';
    tick.setDeadline(0.05);
    expect(reads(tick, 45, 1)).toEqual([]);
    expect(reads(tick, 100, 1).length).toBeGreaterThanOrEqual(3);
    tick.setDeadline(null);
    expect(reads(tick, 100, 1)).toEqual([]);
  });
});
