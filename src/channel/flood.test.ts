import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FloodGauge } from './flood.ts';

let floods: number;
let gauge: FloodGauge;

beforeEach(() => {
  vi.useFakeTimers();
  floods = 0;
  gauge = new FloodGauge(() => {
    floods += 1;
  });
});
afterEach(() => vi.useRealTimers());

const arrive = (count: number) => {
  for (let message = 0; message < count; message += 1) gauge.arrived();
};

describe('a flood', () => {
  it('is none while everything else has its turns, however many messages there are', () => {
    for (let turn = 0; turn < 100; turn += 1) {
      arrive(5_000);
      vi.advanceTimersToNextTimer();
    }
    expect(floods).toBe(0);
  });

  it('is what leaves no turn to anything else', () => {
    arrive(20_000);
    expect(floods).toBe(0);
    arrive(1);
    expect(floods).toBe(1);
  });
});
