/** Steps as a person asks for them: each press is one, and what is short is shown once. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { programPath } from '../../../src/client/program.ts';
import { singleFile } from '../../../src/model/program-files.ts';
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

async function stopped(): Promise<void> {
  session.emit('stopped', { reason: 'breakpoint', threadId: 1 });
  await settled();
}

describe('while the program is paused', () => {
  beforeEach(async () => {
    await booted();
    await target.start('debug');
    await stopped();
  });

  it('each press of a step is one, also while another is on its way', async () => {
    for (const command of ['next', 'next', 'stepIn'] as const) target.resume(command);
    await settled();
    expect(session.argumentsOf('next')).toHaveLength(1);
    session.emit('stopped', { reason: 'step', threadId: 1 });
    await settled();
    expect(session.argumentsOf('next')).toHaveLength(2);
    expect(session.argumentsOf('stepIn')).toHaveLength(0);
    await vi.waitFor(() => expect(target.state.execution).toBe('running'));
    expect(target.ahead.isOnTheWay).toBe(true);
    session.emit('stopped', { reason: 'step', threadId: 1 });
    await settled();
    expect(session.argumentsOf('stepIn')).toHaveLength(1);
    session.emit('stopped', { reason: 'step', threadId: 1 });
    await settled();
    expect([target.ahead.isOnTheWay, target.state.execution]).toEqual([false, 'paused']);
    expect(session.argumentsOf('next')).toHaveLength(2);
  });

  it('steps that were asked for end at a breakpoint', async () => {
    for (const command of ['next', 'next'] as const) target.resume(command);
    await settled();
    session.emit('stopped', { reason: 'breakpoint', threadId: 1 });
    await settled();
    expect(session.argumentsOf('next')).toHaveLength(1);
    target.resume('next');
    await settled();
    session.emit('stopped', { reason: 'step', threadId: 1 });
    await settled();
    expect(session.argumentsOf('next')).toHaveLength(2);
  });

  it('while the program goes on to a breakpoint no step is asked for', async () => {
    target.resume('continue');
    target.resume('next');
    await settled();
    session.emit('stopped', { reason: 'step', threadId: 1 });
    await settled();
    expect(session.argumentsOf('next')).toHaveLength(0);
  });

  it('a short step is shown once: where it ended', async () => {
    const shown: string[] = [];
    target.subscribe((state) => shown.push(state.execution));
    target.resume('next');
    await settled();
    session.emit('stopped', { reason: 'step', threadId: 1 });
    await settled();
    expect([...new Set(shown)]).toEqual(['paused']);
    target.resume('next');
    await settled();
    expect(session.argumentsOf('next')).toHaveLength(2);
  });

  it('a long step is shown as a program that runs', async () => {
    target.resume('next');
    await vi.waitFor(() => expect(target.state.execution).toBe('running'));
    await stopped();
    expect(target.state.paused?.number).toBe(2);
  });
});
