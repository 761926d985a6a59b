import { expect, test } from 'vitest';
import { programPath } from '../../../src/client/program.ts';
import { singleFile } from '../../../src/model/program-files.ts';
import { Debugger } from '../../../src/ui/session/debugger.ts';
import { FakeSession } from './fake-session.ts';

/** Until everything that was started has settled. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

const at = (line: number) => ({ path: programPath, line });

test('a line that is run to, when it is taken back, gives the file its own breakpoints again, once', async () => {
  const session = new FakeSession();
  const file = singleFile(programPath, () => 'print(1)\n');
  const target = new Debugger(session, file);
  const stopped = async () => {
    session.emit('stopped', { reason: 'breakpoint', threadId: 1 });
    await settled();
  };
  session.boot();
  await settled();
  target.breakpoints.toggle(at(3));
  await target.start('debug');
  await stopped();
  const control = new AbortController();
  await target.jumps.runTo(at(5), { alone: true, signal: control.signal });
  const linesSet = () =>
    session.asked
      .filter(({ command }) => command === 'setBreakpoints')
      .map(({ args }) => (args as { breakpoints: { line: number }[] }).breakpoints.map(({ line }) => line));
  expect(linesSet().at(-1)).toEqual([5]);
  const before = linesSet().length;
  control.abort();
  await stopped();
  expect(linesSet().slice(before)).toEqual([[3]]);
});
