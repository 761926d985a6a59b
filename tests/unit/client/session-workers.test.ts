/** The workers of a session: those that end silently, that are replaced, and what is left of them. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { debug, events, happened, newest, reopen, session, useSession, workers } from './supervised.ts';

useSession();

describe('a worker that ends without a word', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
  afterEach(() => vi.useRealTimers());

  /** Seconds in which what is sent arrives. */
  async function seconds(count: number): Promise<void> {
    for (let second = 0; second < count; second += 1) {
      vi.advanceTimersByTime(1000);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** The session of each test has real timers; here begins one whose seconds pass as the test says. */
  async function begin(): Promise<void> {
    reopen();
    await session.ready;
  }

  it('is missed when it was idle, stopped, or waited, and one start gets a fresh one', async () => {
    for (const state of ['idle', 'stopped', 'waiting_input', 'sleeping']) {
      await begin();
      if (state !== 'idle') {
        await debug();
        newest().event('dapper/state', { state });
      }
      await seconds(20);
      expect(events()).not.toContain('dapper/died');
      newest().vanish();
      await seconds(10);
      expect(happened.at(-1)?.[0]).toBe('dapper/died');
      expect(session.phase).toBe('dead');
      await session.prepare([]);
      expect(session.phase).toBe('ready');
    }
  });

  it('is not missed while Python works', async () => {
    await begin();
    await debug();
    newest().vanish();
    await seconds(30);
    expect(session.phase).toBe('active');
  });

  it('fails the boot, if it comes no further', async () => {
    reopen({
      startWorker: () => ({
        endpoint: new MessageChannel().port1,
        terminate() {},
        onDeath: null,
        mayEndSilently: true,
      }),
    });
    const ready = session.ready.catch((error: Error) => error.message);
    await seconds(10);
    expect(happened.at(-1)).toMatchObject(['dapper/progress', { label: 'Starting Python', silent: 10 }]);
    await seconds(60);
    expect(await ready).toContain('has made no progress for 60 seconds');
    expect(session.phase).toBe('dead');
  });
});

describe('prepare', () => {
  it('keeps a worker that nobody has used', async () => {
    await session.prepare([{ path: '/p/a.py', text: '' }]);
    await session.prepare([{ path: '/p/a.py', text: '' }]);
    expect(workers).toHaveLength(1);
  });

  it('replaces one that has a file which is not of the program', async () => {
    await session.prepare([{ path: '/p/a.py', text: '' }]);
    await session.prepare([{ path: '/p/b.py', text: '' }]);
    expect(workers).toHaveLength(2);
  });

  it('replaces one that was used, by one that was booted ahead', async () => {
    reopen({ bootAhead: 'after' });
    await debug();
    newest().event('terminated', {});
    await vi.waitFor(() => expect(workers).toHaveLength(2));
    await session.prepare([{ path: '/p/a.py', text: '' }]);
    expect(workers).toHaveLength(2);
    expect(newest().written).toEqual(['/p/a.py']);
    await session.request('initialize', { adapterID: 'x' });
    expect(newest().commands).toEqual(['dapper/writeFiles', 'initialize']);
  });

  it('replaces one that was booted ahead and has ended since, before that is known', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    reopen({ bootAhead: 'after' });
    await debug();
    newest().event('terminated', {});
    await vi.waitFor(() => expect(workers).toHaveLength(2));
    newest().vanish();
    const prepared = session.prepare([{ path: '/p/a.py', text: '' }]);
    await vi.waitFor(() => {
      vi.advanceTimersByTime(1000);
      expect(workers).toHaveLength(3);
    });
    vi.useRealTimers();
    await prepared;
    expect(newest().written).toEqual(['/p/a.py']);
    expect(events()).not.toContain('dapper/died');
  });

  it('replaces one whose program stands, by one that was booted beside it', async () => {
    reopen({ bootAhead: 'beside' });
    await debug();
    newest().event('dapper/state', { state: 'stopped' });
    await vi.waitFor(() => expect(workers).toHaveLength(2));
    await session.restart();
    expect(newest().commands.at(-1)).toBe('configurationDone');
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });
});

describe('what is left of workers that are gone', () => {
  const openPorts = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  /** Until the ports that were closed are gone, which takes a turn of the event loop. */
  const expectPorts = (most: number) => vi.waitFor(() => expect(openPorts()).toBeLessThanOrEqual(most));

  it('is no port, however many programs were started and ended in a session', async () => {
    reopen({ bootAhead: 'after' });
    const program = async () => {
      happened.length = 0;
      await session.prepare([]);
      await debug();
      const { length } = workers;
      newest().event('terminated', {});
      await vi.waitFor(() => expect(workers).toHaveLength(length + 1));
    };
    await program();
    await program();
    const ports = openPorts();
    for (let count = 0; count < 10; count++) await program();
    expect(workers).toHaveLength(13);
    expect(workers.filter(({ terminated }) => !terminated)).toHaveLength(2);
    await expectPorts(ports);
  });

  it('is no port, however many sessions were opened and disposed of', async () => {
    await session.ready;
    const ports = openPorts();
    for (let count = 0; count < 10; count++) {
      reopen();
      await session.ready;
    }
    await expectPorts(ports);
  });
});

describe('a worker after another', () => {
  it.each([true, false])('is not warmed up where that has made the code fast: %s', async (isWarm) => {
    await session.ready;
    newest().endWarming(isWarm);
    // biome-ignore lint/complexity/useLiteralKeys: so a test reaches what is private.
    await vi.waitFor(() => expect(session['engine'].isWarm).toBe(isWarm));
    for (let count = 0; count < 2; count += 1) await session.reboot();
    expect(workers.map(({ startsWarm }) => startsWarm)).toEqual([false, isWarm, isWarm]);
  });
});
