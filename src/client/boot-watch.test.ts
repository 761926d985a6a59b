import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DapError, ProgressBody } from '../protocol/index.ts';
import { BootWatch } from './boot-watch.ts';

let reported: ProgressBody[];
let failure: DapError | undefined;
let watch: BootWatch;
const download = (done: number): ProgressBody => ({ step: 'download', label: 'Loading Python', done, total: 100 });

beforeEach(() => {
  vi.useFakeTimers();
  reported = [];
  failure = undefined;
  watch = new BootWatch(
    (progress) => reported.push(progress),
    (error) => {
      failure = error;
    },
  );
  watch.news(download(0));
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

describe('the watch over a boot', () => {
  it('says nothing while bytes come, however slowly', () => {
    for (let done = 1; done < 100; done += 1) {
      vi.advanceTimersByTime(5_000);
      watch.news(download(done));
    }
    expect([reported, failure, watch.stalls]).toEqual([[], undefined, false]);
  });

  it('tells where the boot stands still, and that it goes on', () => {
    vi.advanceTimersByTime(10_000);
    expect(reported.at(-1)).toEqual({ ...download(0), silent: 10 });
    expect(watch.stalls).toBe(true);
    watch.news(download(50));
    expect(watch.stalls).toBe(false);
  });

  it('gives up a download after a minute, and says what to do', () => {
    vi.advanceTimersByTime(70_000);
    expect(failure?.message).toBe(
      'Python could not be started: Loading Python has made no progress for 60 seconds. Check the connection, then try again.',
    );
  });

  it('has more patience with the steps that compute', () => {
    watch.news({ step: 'debugger', label: 'Starting the debugger', done: 3, total: 4 });
    vi.advanceTimersByTime(19_000);
    expect([reported, watch.stalls]).toEqual([[], false]);
    vi.advanceTimersByTime(1_000);
    expect([reported.at(-1)?.silent, watch.stalls]).toEqual([20, true]);
    vi.advanceTimersByTime(150_000);
    expect(failure).toBeUndefined();
    vi.advanceTimersByTime(20_000);
    expect(failure).toBeDefined();
  });

  it('is over with the boot', () => {
    watch.stop();
    vi.advanceTimersByTime(600_000);
    expect([reported, failure]).toEqual([[], undefined]);
  });
});
