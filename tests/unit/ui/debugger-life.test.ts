/** What a debugger on a page says of itself, and what it leaves behind. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { programPath } from '../../../src/client/program.ts';
import { singleFile } from '../../../src/model/program-files.ts';
import type { RuntimeStatus } from '../../../src/protocol/index.ts';
import { attachFallbackNotice } from '../../../src/ui/evaluation/fallback-notice.ts';
import { Debugger } from '../../../src/ui/session/debugger.ts';
import { FakeSession } from './fake-session.ts';

/** Until everything that was started has settled. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

let session: FakeSession;
let target: Debugger;

beforeEach(() => {
  session = new FakeSession();
  target = new Debugger(
    session,
    singleFile(programPath, () => 'print(1)\n'),
  );
});

async function booted(): Promise<void> {
  session.boot();
  await settled();
}

describe('what the debugger says of itself', () => {
  const status = {
    initialized: true,
    fell_back: true,
    reason: 'no hook.',
    backend_type: 'SettraceBackend',
  } as unknown as RuntimeStatus;

  it('is not in the terminal of the program', async () => {
    const output = vi.fn();
    target.onOutput(output);
    session.emit('output', { category: 'console', output: 'Debugger uses X.\n', data: { dapper: 'backend' } });
    session.emit('output', { category: 'console', output: 'a log message\n' });
    expect(output.mock.calls).toEqual([[{ category: 'console', text: 'a log message\n' }]]);
  });

  it('is there once where it works in a slower way than planned', async () => {
    const output = vi.fn();
    target.onOutput(output);
    attachFallbackNotice(target);
    await booted();
    for (let start = 0; start < 3; start++) {
      await target.start('debug');
      session.emit('dapper/status', { runtimeStatus: { ...status } });
      session.emit('dapper/status', { runtimeStatus: { ...status } });
      session.emit('terminated', {});
    }
    expect(output.mock.calls.map(([{ text }]) => text)).toEqual([expect.stringMatching(/slows .* here: no hook\. /)]);
  });
});

describe('a start', () => {
  it('waits for all that is being saved', async () => {
    await booted();
    const ends: (() => void)[] = [];
    for (let save = 0; save < 2; save++) target.startAfter(new Promise<void>((resolve) => ends.push(resolve)));
    const started = target.start('debug');
    const commands = () => session.asked.map(({ command }) => command);
    ends[1]?.();
    await settled();
    expect(commands()).not.toContain('launch');
    ends[0]?.();
    await started;
    expect(commands()).toContain('launch');
  });
});

describe('a start while a program is being stopped', () => {
  const launches = () => session.asked.filter(({ command }) => command === 'launch').length;

  beforeEach(async () => {
    await booted();
    await target.start('debug');
    expect(launches()).toBe(1);
  });

  it('begins when that has ended', async () => {
    const stopped = target.stop();
    const started = target.start('run');
    expect(target.state.execution).toBe('stopping');
    await Promise.all([stopped, started]);
    expect(launches()).toBe(2);
    expect(target.state).toMatchObject({ execution: 'running', mode: 'run' });
  });

  it('is taken back by a stop, and by another program that is opened', async () => {
    for (const takeBack of [() => target.stop(), () => target.leave()]) {
      const before = launches();
      const asked = [target.stop(), target.start('debug'), takeBack()];
      await Promise.all(asked);
      expect(launches()).toBe(before);
      await target.start('debug');
    }
  });

  it('is one, the last that was asked for', async () => {
    await Promise.all([target.stop(), target.start('debug'), target.start('run')]);
    expect(launches()).toBe(2);
    expect(target.state.mode).toBe('run');
  });
});

describe('a debugger that is disposed of', () => {
  it('hears nothing of the session any more, and notifies nobody', async () => {
    await booted();
    await target.start('debug');
    const heard: string[] = [];
    target.subscribe(() => heard.push('state'));
    target.onOutput(() => heard.push('output'));
    target.dispose();
    session.emit('output', { category: 'stdout', output: 'late\n' });
    session.emit('stopped', { reason: 'breakpoint', threadId: 1 });
    session.emit('terminated', undefined);
    session.emit('dapper/died', { reason: 'gone' });
    await settled();
    expect(heard).toEqual([]);
    expect(session.listening).toBe(0);
  });

  it('does not start what waited for Python', async () => {
    await target.start('debug');
    target.dispose();
    await booted();
    expect(session.asked).toEqual([]);
    expect(target.state.execution).toBe('booting');
  });

  it('takes no answer that was under way', async () => {
    await booted();
    await target.start('debug');
    session.emit('stopped', { reason: 'breakpoint', threadId: 1 });
    target.dispose();
    await settled();
    expect(target.state.execution).toBe('running');
  });
});
