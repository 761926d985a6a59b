import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from './engine.ts';
import { type BootAhead, Spare } from './spare.ts';

let booted: { onDeath: (() => void) | null; stalls: boolean; kill: ReturnType<typeof vi.fn> }[];

beforeEach(() => {
  booted = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function spareFor(when: BootAhead): Spare {
  return new Spare(() => {
    const engine = { onDeath: null, stalls: false, kill: vi.fn() };
    booted.push(engine);
    return engine as unknown as Engine;
  }, when);
}

/** The program ends, and the page has shown it. */
function end(spare: Spare): void {
  spare.after();
  vi.advanceTimersByTime(100);
}

describe('beside a program', () => {
  it('is booted once that has run or stood for a while, and only once', () => {
    const spare = spareFor('beside');
    spare.beside('running');
    vi.advanceTimersByTime(1500);
    expect(booted).toHaveLength(0);
    vi.advanceTimersByTime(1000);
    expect(booted).toHaveLength(1);
    spare.beside('stopped');
    vi.advanceTimersByTime(10_000);
    expect(booted).toHaveLength(1);
  });

  it('is not booted while a person steps', () => {
    const spare = spareFor('beside');
    for (let step = 0; step < 20; step++) {
      spare.beside('stopped');
      vi.advanceTimersByTime(600);
      spare.beside('running');
      vi.advanceTimersByTime(5);
    }
    expect(booted).toHaveLength(0);
  });

  it('is not tried again if it dies; when the program has ended it is', () => {
    const spare = spareFor('beside');
    spare.beside('stopped');
    vi.advanceTimersByTime(1000);
    booted[0]?.onDeath?.();
    spare.beside('running');
    vi.advanceTimersByTime(10_000);
    expect(booted).toHaveLength(1);
    expect(spare.take()).toBeUndefined();
    end(spare);
    expect(booted).toHaveLength(2);
  });
});

it.each<[BootAhead, number, number]>([
  ['beside', 1, 1],
  ['after', 0, 1],
  ['never', 0, 0],
])('with "%s" there are %i beside a program and %i after it', (when, beside, after) => {
  const spare = spareFor(when);
  spare.beside('running');
  vi.advanceTimersByTime(10_000);
  expect(booted).toHaveLength(beside);
  spare.beside('idle');
  end(spare);
  expect(booted).toHaveLength(after);
});

it('is handed over once, and what is not is ended with the session', () => {
  const spare = spareFor('after');
  end(spare);
  expect(spare.take()).toBe(booted[0]);
  expect(spare.take()).toBeUndefined();
  end(spare);
  spare.dispose();
  expect(booted.map(({ kill }) => kill.mock.calls.length)).toEqual([0, 1]);
});

it('is not booted in the same turn in which the program ends', () => {
  const spare = spareFor('after');
  spare.after();
  expect(booted).toHaveLength(0);
  expect(spare.take()).toBeUndefined();
  vi.advanceTimersByTime(10_000);
  expect(booted).toHaveLength(0);
});

it('leaves nothing to be booted when the session ends', () => {
  const spare = spareFor('beside');
  spare.beside('stopped');
  spare.dispose();
  vi.advanceTimersByTime(10_000);
  expect(booted).toHaveLength(0);
});

it('is ended and not given where its boot stands still', () => {
  const spare = spareFor('after');
  end(spare);
  const [engine] = booted;
  if (!engine) throw new Error('nothing was booted');
  engine.stalls = true;
  expect(spare.take()).toBeUndefined();
  expect(engine.kill).toHaveBeenCalledOnce();
  end(spare);
  expect(spare.take()).toBe(booted[1]);
});
