/** What is entered at a stop, and may be evaluated without end. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { programPath } from '../../../src/client/program.ts';
import { singleFile } from '../../../src/model/program-files.ts';
import { statusText } from '../../../src/model/status-text.ts';
import { commands } from '../../../src/ui/layout/commands.ts';
import { Debugger } from '../../../src/ui/session/debugger.ts';
import { Entered } from '../../../src/ui/terminal/entered.ts';
import { FakeSession } from './fake-session.ts';

/** Until everything that was started has settled. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

let session: FakeSession;
let target: Debugger;

async function booted(): Promise<void> {
  session.boot();
  await settled();
}

async function stopped(): Promise<void> {
  session.emit('stopped', { reason: 'breakpoint', threadId: 1 });
  await settled();
}

describe('while something entered at a stop is evaluated without end', () => {
  const pauseCommand = commands.find(({ id }) => id === 'pause');
  let entered: Entered;
  let answer: Promise<unknown>;

  beforeEach(async () => {
    const evaluate = (_: unknown, signal?: AbortSignal) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('cancelled'))));
    session = new FakeSession({ evaluate });
    target = new Debugger(
      session,
      singleFile(programPath, () => ''),
    );
    await booted();
    await target.start('debug');
    await stopped();
    entered = new Entered(target);
    answer = entered.evaluate('endless()').catch(String);
  });

  it('the status says so, and Pause ends it', async () => {
    await vi.waitFor(() => expect(statusText(target.state)).toBe('Evaluating what you entered. Pause ends it'));
    expect(pauseCommand?.enabled(target.state)).toBe(true);
    await pauseCommand?.perform(target);
    expect(await answer).toBe('Error: KeyboardInterrupt');
    expect(statusText(target.state)).toMatch(/^Paused on breakpoint/);
    expect(pauseCommand?.enabled(target.state)).toBe(false);
    expect(session.argumentsOf('pause')).toEqual([]);
  });

  it('what was entered behind it is left, and ended by the next press', async () => {
    const behind = entered.evaluate('endless()').catch(String);
    expect(entered.interrupt()).toBe(true);
    expect(await answer).toBe('Error: KeyboardInterrupt');
    expect(entered.interrupt()).toBe(true);
    expect(await behind).toBe('Error: KeyboardInterrupt');
    expect(entered.interrupt()).toBe(false);
  });
});
