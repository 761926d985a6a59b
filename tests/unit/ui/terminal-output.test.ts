import { beforeEach, expect, it } from 'vitest';
import { programPath } from '../../../src/client/program.ts';
import { singleFile } from '../../../src/model/program-files.ts';
import { Debugger } from '../../../src/ui/session/debugger.ts';
import { TerminalOutput } from '../../../src/ui/terminal/terminal-output.ts';
import { FakeSession } from './fake-session.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

let session: FakeSession;
let target: Debugger;
let drawn: string;

/** A screen that takes all at once. */
const screen = (text: string, done: () => void) => {
  drawn += text;
  done();
};

beforeEach(async () => {
  drawn = '';
  session = new FakeSession();
  target = new Debugger(
    session,
    singleFile(programPath, () => 'print(1)\n'),
  );
  session.boot();
  await settled();
});

const print = (output: string) => session.emit('output', { category: 'stdout', output });

it('keeps for the screen what is printed before that is there, in order', async () => {
  const terminal = new TerminalOutput(target);
  print('one\n');
  print('two\n');
  terminal.drawOn(screen);
  print('three\n');
  expect(drawn).toBe('one\ntwo\nthree\n');
});

it('shows a screen that comes late nothing of an earlier start', async () => {
  const terminal = new TerminalOutput(target);
  print('old\n');
  await target.start('run');
  print('new\n');
  terminal.drawOn(screen);
  // What a screen does with a reset: it forgets what came before.
  expect(drawn.split('\x1bc').at(-1)).toBe('new\n');
});

it('tells a screen that comes late how the program ended', async () => {
  const terminal = new TerminalOutput(target);
  await target.start('run');
  print('all\n');
  session.emit('exited', { exitCode: 3 });
  session.emit('terminated', {});
  await settled();
  terminal.drawOn(screen);
  expect(drawn).toMatch(/all\n.*\[The program ended with exit code 3\]/s);
});

it('writes what is entered at the beginning of a line', () => {
  const terminal = new TerminalOutput(target);
  terminal.drawOn(screen);
  print('\r50%');
  terminal.writeLine('entered', '>>> x\n');
  terminal.writeLine('entered', '>>> y\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how styles begin.
  expect(drawn.replace(/\x1b\[\d+m/g, '')).toBe('\r50%\n>>> x\n>>> y\n');
});

it('hears nothing more once it is disposed of', () => {
  const terminal = new TerminalOutput(target);
  terminal.drawOn(screen);
  terminal.dispose();
  print('late\n');
  expect(drawn).toBe('');
});
