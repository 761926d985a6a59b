import { describe, expect, it } from 'vitest';
import { allocateRing, RingReader, RingWriter } from '../channel/transports/ring.ts';
import { Signals } from './signals.ts';

/** Address of the evaluation loop's countdown in an interpreter that has one. */
const CLOCK = 64;

let looks = 0;
let urgent = false;
const source = {
  look: () => {
    looks += 1;
    return 7;
  },
  urgent: () => urgent,
};

/** Signals of an interpreter that exports its memory and its countdown, or does not. */
function connected(exporting: boolean, inbox?: WebAssembly.Memory) {
  looks = 0;
  const signals = new Signals();
  const memory = new WebAssembly.Memory({ initial: 1 });
  const clock = new WebAssembly.Global({ value: 'i32' }, CLOCK);
  signals.instance = { exports: exporting ? { memory, _Py_emscripten_signal_clock: clock } : {} };
  const buffers: Uint8Array[] = [];
  const countdown = signals.connect({ setInterruptBuffer: (buffer) => buffers.push(buffer) }, source, inbox);
  const cells = new Int32Array(memory.buffer);
  return {
    signals,
    countdown,
    cells,
    buffers,
    /** A question of the evaluation loop, which has set its countdown back. */
    askInLoop: () => {
      cells[CLOCK / 4] = 50;
      return signals.check();
    },
  };
}

describe("the interpreter's question for signals", () => {
  it('finds none before anybody is there to be asked', () => {
    expect(new Signals().check()).toBe(0);
  });

  it('reaches JavaScript once in so many times', () => {
    const { signals, countdown } = connected(true);
    countdown.every(10, 5);
    expect(Array.from({ length: 5 }, () => signals.check())).toEqual([0, 0, 0, 0, 7]);
    expect(looks).toBe(1);
    expect(Array.from({ length: 5 }, () => signals.check())).toEqual([0, 0, 0, 0, 7]);
  });

  it("sets the evaluation loop's own countdown, short, and reaches JavaScript when it was down often enough", () => {
    const { countdown, cells, askInLoop } = connected(true);
    countdown.every(1000, 100);
    expect(cells[CLOCK / 4]).toBe(32);
    const asked = Array.from({ length: 32 }, () => [askInLoop(), cells[CLOCK / 4]]);
    expect(asked.slice(0, 31)).toEqual(new Array(31).fill([0, 32]));
    expect(asked[31]).toEqual([7, 32]);
    countdown.every(3, 100);
    expect(cells[CLOCK / 4]).toBe(3);
    expect(askInLoop()).toBe(7);
  });

  it('counts questions of the two kinds apart', () => {
    const { signals, countdown, askInLoop } = connected(true);
    countdown.every(96, 3);
    expect([askInLoop(), signals.check(), askInLoop(), signals.check()]).toEqual([0, 0, 0, 0]);
    expect(askInLoop()).toBe(7);
  });

  it('reaches JavaScript at once when a message waits in shared memory', () => {
    const ring = allocateRing();
    const writer = new RingWriter(ring);
    const reader = new RingReader(ring, () => {});
    const { signals, countdown, askInLoop } = connected(true, ring);
    countdown.every(1000, 1000);
    expect([signals.check(), askInLoop()]).toEqual([0, 0]);
    writer.write('message');
    expect([askInLoop(), signals.check(), askInLoop()]).toEqual([7, 0, 7]);
    reader.read();
    expect([signals.check(), askInLoop()]).toEqual([0, 0]);
  });

  it('finds nothing once after it was muted', () => {
    const { signals, countdown } = connected(true);
    countdown.every(10, 1);
    countdown.mute();
    expect([signals.check(), signals.check()]).toEqual([0, 7]);
  });

  it('reaches JavaScript at once for a message also where the interpreter does not tell', () => {
    const ring = allocateRing();
    const { signals, countdown } = connected(false, ring);
    countdown.every(1000, 1000);
    expect(signals.check()).toBe(0);
    new RingWriter(ring).write('message');
    expect([signals.check(), signals.check()]).toEqual([7, 7]);
  });

  it('is counted whatever its kind where the interpreter does not tell', () => {
    const { signals, countdown, askInLoop } = connected(false);
    expect(countdown.tellsApart).toBe(false);
    countdown.every(50, 3);
    expect([signals.check(), askInLoop(), signals.check()]).toEqual([0, 0, 7]);
  });

  it('has CPython ask: there is a buffer', () => {
    expect(connected(true).buffers).toHaveLength(1);
  });
});

describe('an interpreter whose question was not exchanged', () => {
  it('reads a buffer that counts', () => {
    looks = 0;
    const buffers: Uint8Array[] = [];
    const signals = new Signals();
    const countdown = signals.connect({ setInterruptBuffer: (buffer) => buffers.push(buffer) }, source);
    expect([signals.exchanged, countdown.tellsApart]).toEqual([false, false]);
    const [buffer] = buffers as [Uint8Array];
    const read = () => {
      const found = buffer[0];
      buffer[0] = 0; // as Pyodide does
      return found;
    };
    countdown.every(50, 3);
    expect([read(), read(), read()]).toEqual([0, 0, 7]);
    countdown.every(50, 100);
    countdown.mute();
    urgent = true;
    expect([read(), read()]).toEqual([0, 7]);
    urgent = false;
  });
});
