import { beforeEach, describe, expect, it } from 'vitest';
import type { WorkerChannel } from '../channel/index.ts';
import type { ProgramState } from '../protocol/index.ts';
import { Tick } from './tick.ts';

let now: number;
let pending: boolean;
let state: ProgramState;
let suspended: boolean;
let draining: boolean;
let congested: boolean;
let looks: number;
let tends: number;
let onTend: () => void;
let mutes: number;
let questions: number;
/** Turns and calls of the evaluation loop until one comes to the tick, other questions until then, and what both begin with. */
let left: { loop: number; others: number };
let stride: { loop: number; others: number };

beforeEach(() => {
  now = 1000;
  pending = false;
  state = 'running';
  suspended = false;
  draining = false;
  congested = false;
  looks = 0;
  tends = 0;
  onTend = () => {};
  mutes = 0;
  questions = 0;
});

/** Of the two that can wait. */
const ABILITIES = {
  atomics: { block: true, suspend: false, interrupt: true },
  jspi: { block: false, suspend: true, interrupt: false },
} as const;

function tickBy(transport: 'atomics' | 'jspi', tellsApart = true): Tick {
  const tick = new Tick(
    {
      channel: {
        abilities: ABILITIES[transport],
        pending: () => pending,
        tend: () => {
          tends += 1;
          onTend();
        },
      } as unknown as WorkerChannel,
      state: () => state,
      suspended: () => suspended,
      draining: () => draining,
      congested: () => congested,
      flushOutput: () => {
        looks += 1;
      },
    },
    () => now,
  );
  tick.start({
    tellsApart,
    every: (loop, others) => {
      stride = { loop, others };
      left = { ...stride };
    },
    mute: () => {
      mutes += 1;
    },
  });
  tick.look(); // The first one is long after none, and due.
  looks = 0;
  tends = 0;
  return tick;
}

/** The signals of so many questions of a kind, each `ms` after the one before. */
function asked(tick: Tick, count: number, ms: number, kind: 'loop' | 'others' = 'loop'): number[] {
  const signals: number[] = [];
  for (let question = 0; question < count; question += 1) {
    now += ms;
    left[kind] -= 1;
    if (left[kind] > 0) continue;
    left = { ...stride };
    questions += 1;
    const signal = tick.look();
    if (signal !== 0) signals.push(signal);
  }
  return signals;
}

describe('the tick', () => {
  it('is silent for a program that nobody talks to, except for the counters every quarter of a second', () => {
    expect(asked(tickBy('atomics'), 1020, 1)).toEqual([62, 62, 62, 62]);
  });

  it('rings when a message waits, and once until Python has looked', () => {
    const tick = tickBy('atomics');
    pending = true;
    expect(asked(tick, 5000, 0.001)).toEqual([62]);
    tick.answered();
    expect(asked(tick, 5000, 0.001)).toEqual([62]);
  });

  it('rings again when Python did not look', () => {
    const tick = tickBy('atomics');
    pending = true;
    expect(asked(tick, 3, 11)).toEqual([62, 62, 62]);
  });

  it.each(['idle', 'stopped', 'waiting_input', 'sleeping'] as const)('does not ring while %s', (other) => {
    const tick = tickBy('atomics');
    pending = true;
    state = other;
    expect(asked(tick, 100, 10)).toEqual([]);
  });

  it('does not ring while Python empties the inbox', () => {
    const tick = tickBy('atomics');
    pending = true;
    draining = true;
    expect(asked(tick, 10, 10)).toEqual([]);
  });

  it('asks nothing of Python while that is suspended, and what is due then comes afterwards', () => {
    const tick = tickBy('jspi');
    tick.setDeadline(0.05);
    pending = true;
    suspended = true;
    expect(asked(tick, 100, 10)).toEqual([]);
    suspended = false;
    expect(asked(tick, 1, 10)).toEqual([63]);
  });

  it('lets the transport ask for messages each time that it looks around', () => {
    asked(tickBy('atomics'), 1000, 1);
    expect(tends).toBe(looks);
    expect(tends).toBeGreaterThan(100);
  });

  it('rings at once for what the transport has got', () => {
    const tick = tickBy('atomics');
    onTend = () => {
      pending = true;
    };
    expect(asked(tick, 1, 10)).toEqual([62]);
  });

  it.each(['idle', 'stopped', 'waiting_input', 'sleeping'] as const)('lets it ask nothing while %s', (other) => {
    const tick = tickBy('atomics');
    state = other;
    asked(tick, 10, 10);
    expect(tends).toBe(0);
  });

  it('lets it ask nothing while Python empties the inbox', () => {
    const tick = tickBy('atomics');
    draining = true;
    asked(tick, 10, 10);
    expect(tends).toBe(0);
  });

  it('has nothing found right after a write, while the stream holds its lock', () => {
    tickBy('atomics').muteOnce();
    expect(mutes).toBe(1);
  });

  it('lets the event loop turn every 40 ms where messages arrive no other way', () => {
    const signals = asked(tickBy('jspi'), 400, 1);
    expect(signals.length).toBeGreaterThanOrEqual(8);
    expect(signals.length).toBeLessThanOrEqual(12);
  });

  it('lets the event loop turn at once where output waits for the client', () => {
    const tick = tickBy('jspi');
    congested = true;
    expect(asked(tick, 10, 5).length).toBeGreaterThan(4);
  });

  it('reminds of a deadline until it is called off, whatever the state', () => {
    const tick = tickBy('atomics');
    state = 'stopped';
    tick.setDeadline(0.05);
    expect(asked(tick, 45, 1)).toEqual([]);
    expect(asked(tick, 100, 1).length).toBeGreaterThanOrEqual(3);
    tick.setDeadline(null);
    expect(asked(tick, 100, 1)).toEqual([]);
  });
});

describe('questions that come to the tick', () => {
  it.each([
    ['turns of a loop', 'loop', 25, true],
    ['values that become text', 'others', 70, true],
    ['questions that are not distinguished', 'others', 1000, false],
  ] as const)('are few, however fast there are %s', (_, kind, nanoseconds, tellsApart) => {
    const tick = tickBy('atomics', tellsApart);
    asked(tick, 100_000, nanoseconds / 1e6, kind);
    questions = looks = 0;
    asked(tick, 1_000_000, nanoseconds / 1e6, kind);
    // One asks the time, which takes 60 ns: less than 1 % of the program's time. A look around takes longer, but is rare.
    expect(questions * 60).toBeLessThan((1_000_000 * nanoseconds) / 100);
    expect(looks).toBeLessThanOrEqual(nanoseconds / 2 + 1);
    expect(looks).toBeGreaterThan(nanoseconds / 3 - 1);
  });

  it.each([1, 3, 10, 100])(
    'have it look around at each turn of a loop whose turns take %i ms, or every few ms',
    (ms) => {
      const tick = tickBy('atomics');
      asked(tick, 100, ms);
      looks = 0;
      asked(tick, 100, ms);
      expect(looks * Math.max(ms, 6)).toBeGreaterThanOrEqual(100 * ms);
    },
  );

  it("do not get rare by the debugger's own Python, which is fast, in a program that is slow", () => {
    const tick = tickBy('atomics');
    asked(tick, 20, 100);
    const untilInterrupted = () => {
      while (asked(tick, 1, 100).length === 0);
    };
    for (const happens of [() => tick.changed(), untilInterrupted]) {
      happens();
      asked(tick, 300, 0.002);
      looks = 0;
      asked(tick, 20, 100);
      expect(looks).toBeGreaterThan(8);
    }
    state = 'stopped';
    asked(tick, 100_000, 0.002);
    state = 'running';
    tick.changed();
    looks = 0;
    asked(tick, 20, 100);
    expect(looks).toBeGreaterThan(8);
  });

  it('see a message between two looks', () => {
    const tick = tickBy('atomics');
    asked(tick, 1_000_000, 0.000_1);
    pending = true;
    now += 0.001; // far from the next look
    expect(tick.look()).toBe(62);
    draining = true;
    now += 11;
    expect(tick.look()).toBe(0);
  });

  it('come soon where a fast program turns slow', () => {
    const tick = tickBy('atomics');
    asked(tick, 100_000, 25e-6);
    asked(tick, 1_000_000, 70e-6, 'others');
    pending = true;
    const began = now;
    while (asked(tick, 1, 0.35).length === 0);
    expect(now - began).toBeLessThan(100);
    tick.answered();
    const then = now;
    while (asked(tick, 1, 0.35).length === 0);
    expect(now - then).toBeLessThan(10);
  });

  it('come soon after a deadline was set', () => {
    const tick = tickBy('atomics');
    asked(tick, 100_000, 25e-6);
    tick.setDeadline(1);
    expect(left.loop).toBeLessThan(50);
  });
});
