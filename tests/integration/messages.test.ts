/** Messages that are wrong, too large, too many or badly framed, sent to the bin as bytes. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from '../dap/debuggee.ts';
import { BinProcess, framed } from '../soak/bin-process.ts';
import { fuzz } from '../soak/fuzz.ts';

const LOOP = `
  n = 0
  while True:
      n += 1  # @stop
`;

test('each of thousands of messages, right or wrong, is answered once, and none ends the adapter', async () => {
  await fuzz(writeProgram(LOOP), 3000, 20_261_126);
});

describe('a message that is', () => {
  const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

  test.each([
    ['a command that is an object', '{"seq":5,"type":"request","command":{"toString":1}}'],
    ['deep in its command', `{"seq":5,"type":"request","command":${nested}}`],
    ['deep in its type', `{"seq":5,"type":${nested},"command":"threads"}`],
    ['deep in its arguments', `{"seq":5,"type":"request","command":"evaluate","arguments":{"expression":${nested}}}`],
    ['deep where nobody looks', `{"seq":5,"type":"request","command":"evaluate","arguments":{"x":${nested}}}`],
  ])('%s is answered, and so is the next', async (_, text) => {
    const bin = new BinProcess();
    bin.write(framed(text));
    bin.send(6, 'initialize', { adapterID: 'x' });
    expect(await bin.answer(5)).toMatchObject({ success: false });
    expect(await bin.answer(6)).toMatchObject({ success: true });
    expect(bin.problems).toEqual([]);
  });

  test.each([
    ['by a word', '"abc"'],
    ['zero', '0'],
    ['below zero', '-3'],
    ['by a fraction', '1.5'],
    ['by null', 'null'],
    ['by deep lists', nested],
  ])('numbered %s is reported in the console, and the next is answered', async (_, seq) => {
    const bin = new BinProcess();
    bin.write(framed(`{"seq":${seq},"type":"request","command":"threads"}`));
    bin.send(6, 'initialize', { adapterID: 'x' });
    await bin.answer(6);
    const complaints = bin.messages.filter(({ body }) =>
      JSON.stringify(body)?.includes('must be a whole number from 1'),
    );
    expect(complaints).toHaveLength(1);
    expect(bin.complaints).toContain('must be a whole number from 1');
    expect(bin.problems).toEqual([]);
  });
});

describe('what is too much', () => {
  test('is refused at once: 50 MB in a message', async () => {
    const bin = new BinProcess();
    bin.send(1, 'initialize', { adapterID: 'x' });
    await bin.answer(1);
    const started = Date.now();
    bin.send(2, 'evaluate', { expression: 'x'.repeat(50_000_000) });
    bin.send(3, 'threads');
    expect(await bin.answer(3)).toMatchObject({ success: true });
    expect((await bin.answer(2)).message).toMatch(/8,388,608 at most/);
    expect(Date.now() - started).toBeLessThan(15_000);
  });

  test('is refused at once: a million lines in one setBreakpoints', async () => {
    const bin = new BinProcess();
    bin.send(1, 'initialize', { adapterID: 'x' });
    await bin.answer(1);
    const started = Date.now();
    bin.send(2, 'setBreakpoints', { source: { path: '/a.py' }, lines: new Array(1_000_000).fill(1) });
    bin.send(3, 'setBreakpoints', { source: { path: '/a.py' }, breakpoints: new Array(400_000).fill({ line: 1 }) });
    bin.send(4, 'threads');
    expect(await bin.answer(4)).toMatchObject({ success: true });
    for (const seq of [2, 3]) expect((await bin.answer(seq)).message).toMatch(/a list of at most 10,000 items/);
    expect(Date.now() - started).toBeLessThan(15_000);
  });
});

describe('a bad frame', () => {
  const threads = (seq: number) => JSON.stringify({ seq, type: 'request', command: 'threads' });

  test.each([
    ['a negative length', framed(threads(2), -5)],
    ['a length that is too small', framed(threads(2), 9)],
    ['a length that nothing can have', framed(threads(2), 1e15)],
    ['no length', `X: y\r\n\r\n${threads(2)}`],
  ])('with %s does not lose the session', async (_, bytes) => {
    const bin = new BinProcess();
    bin.send(1, 'initialize', { adapterID: 'x' });
    bin.write(bytes);
    bin.send(3, 'threads');
    expect(await bin.answer(3)).toMatchObject({ success: true });
    expect(bin.answers(2)).toHaveLength(1);
    expect(bin.complaints.match(/Not a DAP message/g)).toHaveLength(1);
  });
});

test('every request of a chunk is answered before the process ends, also behind a disconnect', async () => {
  const bin = new BinProcess();
  const requests = ['initialize', 'disconnect', 'disconnect', 'threads', 'setBreakpoints'];
  const texts = requests.map((command, at) =>
    JSON.stringify({
      seq: at + 1,
      type: 'request',
      command,
      arguments: command === 'initialize' ? { adapterID: 'x' } : {},
    }),
  );
  bin.write(texts.map((text) => framed(text)).join(''));
  expect(await bin.exited).toBe(0);
  expect(requests.map((_, at) => bin.answers(at + 1).length)).toEqual([1, 1, 1, 1, 1]);
});

test('what is asked for before the input ends is answered before the process ends', async () => {
  const bin = new BinProcess();
  bin.send(1, 'initialize', { adapterID: 'x' });
  bin.send(2, 'loadedSources');
  bin.close();
  expect(await bin.exited).toBe(0);
  expect([bin.answers(1).length, bin.answers(2).length]).toEqual([1, 1]);
});

test('after the end of the program, breakpoints are checked as before it', async () => {
  const bin = new BinProcess();
  const program = writeProgram('print("done")\n');
  bin.send(1, 'initialize', { adapterID: 'x' });
  bin.send(2, 'launch', { program: program.path });
  bin.send(3, 'configurationDone');
  await bin.event('terminated');
  const source = { path: program.path };
  const wrong: [unknown, RegExp][] = [
    [{ source, breakpoints: 'all' }, /"breakpoints" must be a list/],
    [{ source, breakpoints: [null] }, /"breakpoints\[0\]" must be an object/],
    [{ source, breakpoints: [{ line: 1.5 }] }, /must be a whole number, not 1.5/],
    [{ source: 5, breakpoints: [] }, /"source" must be an object/],
    ['x', /"arguments" must be an object/],
  ];
  for (const [at, [args, problem]] of wrong.entries()) {
    bin.send(10 + at, 'setBreakpoints', args);
    expect((await bin.answer(10 + at)).message).toMatch(problem);
  }
  bin.send(20, 'setBreakpoints', { source, breakpoints: [{ line: 1 }] });
  expect(await bin.answer(20)).toMatchObject({ success: true, body: { breakpoints: [{ verified: false, line: 1 }] } });
  bin.send(21, 'setExceptionBreakpoints', { filters: 5 });
  expect((await bin.answer(21)).message).toMatch(/"filters" must be a list/);
  expect(bin.problems).toEqual([]);
});
