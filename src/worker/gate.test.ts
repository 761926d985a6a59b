import { describe, expect, it } from 'vitest';
import { Gate } from './gate.ts';

/** A scheduler whose event loop turns by hand. */
function loop() {
  const queue: (() => unknown)[] = [];
  const gate = new Gate((callback) => queue.push(callback));
  /** Calls what was scheduled, all in one turn, as Pyodide does. */
  const turn = async () => {
    for (const callback of queue.splice(0)) callback();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { gate, turn };
}

describe('the gate', () => {
  it('lets calls through while it is open, in order', async () => {
    const { gate, turn } = loop();
    const ran: string[] = [];
    gate.later(() => ran.push('a'), 0);
    gate.later(() => ran.push('b'), 0);
    await turn();
    expect(ran).toEqual(['a', 'b']);
  });

  it('holds calls back while Python is suspended, and runs them afterwards, before what comes then', async () => {
    const { gate, turn } = loop();
    const ran: string[] = [];
    gate.later(() => ran.push('before'), 0);
    gate.close();
    gate.later(() => ran.push('during'), 0);
    await turn();
    gate.close();
    gate.later(() => ran.push('late'), 0);
    gate.open();
    expect(gate.closed).toBe(true);
    await turn();
    expect(ran).toEqual([]);
    gate.later(() => ran.push('after'), 0);
    gate.open();
    expect(gate.closed).toBe(false);
    expect(ran).toEqual([]); // Python is on the stack
    await turn();
    expect(ran).toEqual(['before', 'during', 'late', 'after']);
  });

  it('holds back those of the same turn, too, when one has closed it on entering Python', async () => {
    const { gate, turn } = loop();
    const ran: string[] = [];
    const enter = (name: string) => () => {
      // As `callPromising` does, which awaits a promise first.
      Promise.resolve().then(() => {
        ran.push(name);
        gate.close();
      });
    };
    gate.later(enter('a'), 0);
    gate.later(enter('b'), 0);
    await turn();
    expect(ran).toEqual(['a']);
    gate.open();
    await turn();
    expect(ran).toEqual(['a', 'b']);
  });

  it('lets the others through when one throws', async () => {
    const { gate, turn } = loop();
    const ran: string[] = [];
    gate.later(() => {
      throw new Error('gone');
    }, 0);
    await expect(turn()).rejects.toThrow('gone');
    gate.later(() => ran.push('next'), 0);
    await turn();
    expect(ran).toEqual(['next']);
  });

  it('opens as often as it was closed', () => {
    const { gate } = loop();
    gate.close();
    gate.open();
    expect(() => gate.open()).toThrow('open already');
  });
});
