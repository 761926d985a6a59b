/** Sends messages of every kind of wrongness to the bin, in each state of a session, and looks whether it keeps its word. */
import { expect } from 'vitest';
import type { Debuggee } from '../dap/debuggee.ts';
import { BinProcess } from './bin-process.ts';
import { messages, type Piece } from './messages.ts';
import { Random } from './random.ts';

/** Messages that are under way at once. */
const BATCH = 40;
/** Numbers of the test's own requests. */
const OWN = 1_000_000;

/** What the messages meet, and how it comes to that. */
const STATES: Readonly<Record<string, (bin: BinProcess, program: Debuggee) => Promise<unknown>>> = {
  'before initialize': async () => {},
  'at a stop': async (bin, program) => {
    bin.send(OWN, 'initialize', { adapterID: 'fuzz' });
    bin.send(OWN + 1, 'launch', { program: program.path });
    await bin.event('initialized');
    const breakpoints = [{ line: program.line('stop') }];
    bin.send(OWN + 2, 'setBreakpoints', { source: { path: program.path }, breakpoints });
    bin.send(OWN + 3, 'configurationDone');
    await bin.event('stopped');
  },
  'after the end': async (bin) => {
    bin.send(OWN + 4, 'terminate');
    await bin.event('terminated');
  },
};

/** Sends `count` messages, spread over the states of one session. */
export async function fuzz(program: Debuggee, count: number, seed: number): Promise<void> {
  const bin = new BinProcess();
  const random = new Random(seed);
  const states = Object.entries(STATES);
  const each = Math.ceil(count / states.length);
  const owed: number[] = [];
  const possible: number[] = [];
  let own = OWN + 10;
  for (const [index, [name, enter]] of states.entries()) {
    await enter(bin, program);
    let sent = 0;
    let recent: Piece[] = [];
    for (const piece of messages(random, 1 + index * each, program.path)) {
      const { bytes, seq, maybe } = piece;
      bin.write(bytes);
      recent = [...recent.slice(-BATCH), piece];
      if (seq !== undefined) owed.push(seq);
      if (maybe !== undefined) possible.push(maybe);
      sent += 1;
      if (sent % BATCH !== 0 && sent < each) continue;
      bin.send(own, 'threads');
      await bin.answer(own).catch((error) => {
        const open = owed.filter((number) => bin.answers(number).length === 0);
        const unanswered = recent.filter(({ seq }) => seq !== undefined && open.includes(seq));
        const shown = unanswered.map(({ bytes }) => bytes.slice(0, 300)).join('\n');
        throw new Error(
          `${name}, seed ${seed}: ${error.message}\nunanswered:\n${shown}\n${bin.complaints.slice(-500)}`,
        );
      });
      own += 1;
      if (sent >= each) break;
    }
  }
  await expectAnswered(bin, owed, possible);
  bin.close();
  expect(await bin.exited).toBe(0);
}

async function expectAnswered(bin: BinProcess, owed: readonly number[], possible: readonly number[]): Promise<void> {
  const counts = new Map<number, number>();
  for (const { type, request_seq: seq } of bin.messages) {
    if (type === 'response') counts.set(seq as number, (counts.get(seq as number) ?? 0) + 1);
  }
  expect(owed.filter((seq) => counts.get(seq) !== 1)).toEqual([]);
  expect(possible.filter((seq) => (counts.get(seq) ?? 0) > 1)).toEqual([]);
  expect(bin.problems).toEqual([]);
  const faults = bin.messages.filter(({ message }) => /(bug|mistake) in the debugger/.test(String(message)));
  expect(faults.map(({ command, message }) => [command, message])).toEqual([]);
  expect(bin.complaints).not.toMatch(/\n\s+at .*\.(m?js|ts):/);
}
