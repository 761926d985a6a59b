import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdLife, type Locks, watchLife } from './life.ts';

type Work = (lock: Lock | null) => unknown;

/** One lock, as browsers have it: whoever asks waits for those who asked before. */
class FakeLocks {
  holders = 0;
  private readonly queue: (() => void)[] = [];
  private free: (() => void) | undefined;

  readonly request = (async (name: string, ...rest: [Work] | [LockOptions, Work]) => {
    const work = rest.at(-1) as Work;
    const { ifAvailable, signal } = rest.length === 2 ? rest[0] : {};
    if (ifAvailable && this.holders > 0) return work(null);
    await new Promise<void>((resolve, reject) => {
      if (this.holders === 0) resolve();
      else this.queue.push(resolve);
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
    this.holders += 1;
    const released = new Promise<void>((resolve) => {
      this.free = resolve;
    });
    const result = await Promise.race([Promise.resolve(work({ name, mode: 'exclusive' })), released]);
    this.holders -= 1;
    this.queue.shift()?.();
    return result;
  }) as Locks['request'];

  /** The thread that holds the lock ends. */
  end(): void {
    this.free?.();
  }
}

let locks: FakeLocks;
let ends: number;
const ended = () => {
  ends += 1;
};

beforeEach(() => {
  vi.useFakeTimers();
  locks = new FakeLocks();
  ends = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the life of a worker', () => {
  it('is watched until it ends', async () => {
    holdLife('life', () => watchLife('life', ended, locks), locks);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(ends).toBe(0);
    locks.end();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ends).toBe(1);
    expect(locks.holders).toBe(0);
  });

  it('is watched though the worker gets its lock late', async () => {
    watchLife('life', ended, locks);
    await vi.advanceTimersByTimeAsync(3_000);
    holdLife('life', () => {}, locks);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ends).toBe(0);
    locks.end();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ends).toBe(1);
  });

  it('has ended when the worker announces its lock and never takes it', async () => {
    watchLife('life', ended, locks);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(ends).toBe(0);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(ends).toBe(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ends).toBe(1);
  });

  it('is no matter to whoever has ended the wait', async () => {
    holdLife('life', () => {}, locks);
    const stop = watchLife('life', ended, locks);
    await vi.advanceTimersByTimeAsync(1_000);
    stop();
    locks.end();
    watchLife('other', ended, new FakeLocks())();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ends).toBe(0);
  });

  it('is not watched where locks are refused', async () => {
    const refusing = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) };
    holdLife('life', () => watchLife('life', ended, refusing), refusing);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ends).toBe(0);
  });

  it('is not announced by locks of an opaque origin, which its client does not see', () => {
    vi.stubGlobal('origin', 'null');
    const announce = vi.fn();
    holdLife('life', announce, locks);
    vi.unstubAllGlobals();
    expect(announce).not.toHaveBeenCalled();
    expect(locks.holders).toBe(0);
  });
});
