import { describe, expect, it } from 'vitest';
import { Gate } from './gate.ts';

/** A scheduler whose event loop turns by hand. */
function loop() {
  const queue: (() => unknown)[] = [];
  const gate = new Gate((callback) => queue.push(callback));
  const turn = () => {
    for (const callback of queue.splice(0)) callback();
  };
  return { gate, turn };
}

describe('the gate', () => {
  it('lets calls through while it is open', () => {
    const { gate, turn } = loop();
    const ran: string[] = [];
    gate.later(() => ran.push('a'), 0);
    turn();
    expect(ran).toEqual(['a']);
  });

  it('holds calls back while Python is suspended, and runs them in order afterwards', async () => {
    const { gate, turn } = loop();
    const ran: string[] = [];
    gate.later(() => ran.push('before'), 0);
    await gate.during(async () => {
      gate.later(() => ran.push('during'), 0);
      turn();
      await gate.during(async () => turn());
      expect(gate.closed).toBe(true);
      expect(ran).toEqual([]);
    });
    expect(gate.closed).toBe(false);
    turn();
    expect(ran).toEqual(['before', 'during']);
  });

  it('opens again when what suspended Python failed', async () => {
    const { gate } = loop();
    await expect(gate.during(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(gate.closed).toBe(false);
  });
});
