/** The view of bytecode: instructions of the program's own code, steps from one to the next, breakpoints at them. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Stop } from './driver.ts';

/** Where the top frame of a stop stands. */
function pointer(stop: Stop): string {
  const reference = stop.top.instructionPointerReference;
  expect(reference).toMatch(/^0x[0-9a-f]+$/);
  return reference ?? '';
}

async function disassemble(driver: Driver, memoryReference: string, rest: Partial<Dap.DisassembleArguments> = {}) {
  return (await driver.request('disassemble', { memoryReference, instructionCount: 1, ...rest })).instructions;
}

/** The instruction at which a stop stands. */
async function current(driver: Driver, stop: Stop): Promise<string> {
  return (await disassemble(driver, pointer(stop)))[0]?.instruction.split(' ')[0] ?? '';
}

const names = (instructions: readonly Dap.DisassembledInstruction[]) =>
  instructions.map(({ instruction }) => instruction.split(' ')[0]);

const PROGRAM = `
  def add(a, b):
      total = a + b  # @add
      return total  # @total

  def work(n):
      x = add(n, 1)  # @work
      return x  # @return

  for turn in range(200):
      work(turn)
  print(work(2))  # @call
  print("over")
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const launch = { frameEvalConfig: BACKENDS[backend] };

  const step = async (driver: Driver, command: 'next' | 'stepIn' | 'stepOut') => {
    await driver.request(command, { threadId: 1, granularity: 'instruction' });
    return driver.stopped();
  };

  test('instructions have addresses, bytes, lines and names, and nothing lies beyond their ends', async () => {
    const driver = await debug(writeProgram(PROGRAM), {
      breakpoints: [{ at: 'add', condition: 'a == 2 and b' }],
      launch,
    });
    const stop = await driver.stopped();
    await driver.setBreakpoints([]);
    const here = pointer(stop);
    const all = await disassemble(driver, here, { instructionOffset: -50, instructionCount: 100 });
    expect(all).toHaveLength(100);
    const valid = all.filter(({ presentationHint }) => presentationHint !== 'invalid');
    const first = all.findIndex(({ presentationHint }) => presentationHint !== 'invalid');
    expect(all.slice(first, first + valid.length)).toEqual(valid);
    expect(valid[0]).toMatchObject({ symbol: 'add', instruction: expect.stringMatching(/^RESUME/) });
    expect(all[0]?.location?.path).toBe(driver.program.path);
    const addresses = all.map(({ address }) => BigInt(address));
    expect(addresses.every((each, at) => at === 0 || each > (addresses[at - 1] ?? 0n))).toBe(true);
    // Each begins where the one before ends, caches included.
    const lengths = valid.map(({ instructionBytes = '' }) => BigInt(instructionBytes.replaceAll(' ', '').length / 2));
    valid.slice(1).forEach(({ address }, at) => {
      expect(BigInt(address) - BigInt(valid[at]?.address ?? 0)).toBe(lengths[at]);
    });
    const at = valid.find(({ address }) => address === here);
    expect(at?.line).toBe(driver.program.line('add'));
    const texts = valid.map(({ instruction }) => instruction).join('\n');
    expect(texts).toMatch(/BINARY_OP/);
    expect(texts).not.toMatch(/CACHE|INSTRUMENTED|EXTENDED_ARG/);
    const operation = valid.find(({ instruction }) => instruction.startsWith('BINARY_OP'));
    expect(operation?.instruction).toMatch(/^BINARY_OP(_ADD_INT)? 0 \(\+\)$/);
    expect(lengths[valid.indexOf(operation ?? (valid[0] as Dap.DisassembledInstruction))]).toBeGreaterThan(2n);
    // By instruction and by byte from a reference.
    const following = await disassemble(driver, here, { instructionOffset: 1 });
    const skipped = await disassemble(driver, here, {
      offset: Number(lengths[valid.indexOf(at ?? (following[0] as never))]),
    });
    expect(skipped).toEqual(following);
    const refusal = await driver.refused('disassemble', { memoryReference: '0x5', instructionCount: 1 });
    expect(refusal).toContain("there is no code at '0x5'");
  });

  test('steps by instruction go from each to the next, into calls, and back into the caller', async () => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['call'], launch });
    let stop = await driver.stopped();
    await driver.setBreakpoints(['work']);
    stop = await driver.continue();
    await driver.setBreakpoints([]);
    const listed = await disassemble(driver, pointer(stop), { instructionCount: 40 });
    const body = listed.filter(({ presentationHint }) => presentationHint !== 'invalid');
    const seen = [pointer(stop)];
    while (stop.top.name === 'work' && seen.length < 60) {
      stop = await step(driver, 'next');
      if (stop.top.name === 'work') seen.push(pointer(stop));
    }
    // Every instruction once and in order: the call is stepped over.
    expect(seen).toEqual(body.slice(0, seen.length).map(({ address }) => address));
    expect(names(body)[seen.length - 1]).toMatch(/^RETURN_VALUE/);
    // Back in the caller, behind the call.
    expect([stop.top.name, stop.at]).toEqual(['<module>', 'call']);
    const [before] = await disassemble(driver, pointer(stop), { instructionOffset: -1 });
    expect(before?.instruction).toMatch(/^CALL/);
    expect(await driver.finish()).toBe('3\nover\n');
  });

  test('a step in by instruction enters the call that comes next, and a step out leaves it', async () => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['call'], launch });
    let stop = await driver.stopped();
    await driver.setBreakpoints(['work']);
    stop = await driver.continue();
    await driver.setBreakpoints([]);
    for (let turns = 0; stop.top.name === 'work' && turns < 60; turns += 1) stop = await step(driver, 'stepIn');
    expect([stop.top.name, stop.at]).toEqual(['add', 'add']);
    const [caller] = await disassemble(driver, stop.frames[1]?.instructionPointerReference ?? '');
    expect(caller?.instruction).toMatch(/^CALL/);
    stop = await step(driver, 'next');
    expect([stop.top.name, stop.at]).toEqual(['add', 'add']);
    stop = await step(driver, 'stepOut');
    expect([stop.top.name, stop.at]).toEqual(['work', 'work']);
    const [before] = await disassemble(driver, pointer(stop), { instructionOffset: -1 });
    expect(before?.instruction).toMatch(/^CALL/);
    // Lines again.
    expect((await driver.step('next')).at).toBe('return');
    expect(await driver.finish()).toBe('3\nover\n');
  });

  test('instructions are shown as the interpreter has specialized them', async () => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['call'], launch });
    const stop = await driver.stopped();
    await driver.setBreakpoints(['add']);
    const inner = await driver.continue();
    const listed = await disassemble(driver, inner.frames[1]?.instructionPointerReference ?? '', {
      instructionOffset: -20,
      instructionCount: 40,
    });
    const plain = ['CALL', 'LOAD_GLOBAL'];
    const special = names(listed).filter((each) => plain.some((name) => each?.startsWith(`${name}_`)));
    // A trace function keeps the interpreter from specializing what it watches.
    if (backend !== 'settrace') expect(special, names(listed).join(' ')).not.toEqual([]);
    expect(pointer(stop)).not.toBe(pointer(inner));
    await driver.setBreakpoints([]);
    await driver.finish();
  });

  test('a step by instruction goes through a loop in one line, a generator and a handler', async () => {
    const program = writeProgram(`
      def numbers():
          yield 1  # @yield
          yield 2

      def work():
          for n in numbers(): pass  # @loop
          try:
              if n: raise KeyError(n)  # @raise
          except KeyError:  # @caught
              return n  # @return
          return 0  # @other

      print(work())
    `);
    const driver = await debug(program, { breakpoints: ['loop'], launch });
    let stop = await driver.stopped();
    await driver.setBreakpoints([]);
    const seen: string[] = [];
    const places: string[] = [];
    while (stop.top.name === 'work' && seen.length < 120) {
      seen.push(await current(driver, stop));
      if (places.at(-1) !== stop.at) places.push(stop.at);
      stop = await step(driver, 'next');
    }
    expect(seen.filter((each) => each.startsWith('FOR_ITER'))).toHaveLength(3);
    expect(seen.filter((each) => each.startsWith('RAISE_VARARGS'))).toHaveLength(1);
    expect(places.filter((each) => !each.startsWith('line'))).toEqual(
      expect.arrayContaining(['loop', 'raise', 'caught', 'return']),
    );
    // The instruction with which a handler begins has no line: it is shown at what follows, not at what stands before it.
    expect(places).not.toContain('other');
    expect(seen.at(-1)).toMatch(/^RETURN_VALUE/);
    expect(await driver.finish()).toBe('2\n');
  });

  /** The first instruction of a frame's function whose name begins so. */
  async function find(driver: Driver, stop: Stop, name: string, frame = 0) {
    const memoryReference = stop.frames[frame]?.instructionPointerReference ?? '';
    const listed = await disassemble(driver, memoryReference, { instructionOffset: -60, instructionCount: 120 });
    const found = listed.find(({ instruction }) => instruction.startsWith(name));
    expect(found, names(listed).join(' ')).toBeDefined();
    return found?.address ?? '';
  }

  const set = async (driver: Driver, ...breakpoints: Dap.InstructionBreakpoint[]) =>
    (await driver.request('setInstructionBreakpoints', { breakpoints })).breakpoints;

  test('a breakpoint at an instruction stops each time that it is about to run', async () => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['add'], launch });
    let stop = await driver.stopped();
    const operation = await find(driver, stop, 'BINARY_OP');
    const begin = pointer(stop);
    await driver.setBreakpoints([{ at: 'total', condition: 'a == 150' }]);
    const [first, second] = await set(
      driver,
      { instructionReference: operation, hitCondition: '%100' },
      { instructionReference: begin, condition: 'a == 199' },
    );
    expect(first).toMatchObject({ verified: true, instructionReference: operation });
    const seen: unknown[] = [];
    for (let turns = 0; turns < 4; turns += 1) {
      stop = await driver.continue();
      seen.push([
        stop.at,
        stop.event.reason,
        stop.event.hitBreakpointIds,
        await driver.evaluate(stop, 'a'),
        pointer(stop),
      ]);
    }
    const id = (await driver.setBreakpoints(['add']))[0]?.id;
    const reason = 'instruction breakpoint';
    expect(seen).toEqual([
      ['add', reason, [first?.id], '99', operation],
      ['total', 'breakpoint', expect.any(Array), '150', expect.any(String)],
      ['add', reason, [second?.id], '199', begin],
      ['add', reason, [first?.id], '199', operation],
    ]);
    // The first instruction of a line and the line are one stop; what is set again keeps its count.
    const [again] = await set(driver, { instructionReference: begin, offset: 0 });
    expect(again?.id).not.toBe(first?.id);
    stop = await driver.continue();
    expect([stop.at, stop.event.reason, stop.event.hitBreakpointIds]).toEqual(['add', 'breakpoint', [id, again?.id]]);
    await driver.setBreakpoints([]);
    await set(driver);
    expect(await driver.finish()).toBe('3\nover\n');
  });

  test('one where no instruction begins is refused, and a restart takes all away', async () => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['add'], launch });
    const stop = await driver.stopped();
    const operation = await find(driver, stop, 'BINARY_OP');
    const answers = await set(
      driver,
      { instructionReference: operation, offset: 1 },
      { instructionReference: 'nowhere' },
      { instructionReference: operation, condition: 'a ==' },
      { instructionReference: operation },
    );
    expect(answers.map(({ verified }) => verified)).toEqual([false, false, false, true]);
    expect(answers[0]?.message).toMatch(/^No instruction begins at 0x/);
    expect(answers[1]?.message).toBe("There is no code at 'nowhere' (any more).");
    expect(answers[2]?.message).toContain('is not a Python expression');
    await driver.request('restart', undefined);
    const removed = driver.happenings.filter(({ event, body }) => event === 'breakpoint' && body.reason === 'removed');
    expect(removed.map(({ body }) => body.breakpoint.id)).toEqual(answers.map(({ id }) => id));
    expect((await driver.stoppedAfresh()).event.reason).toBe('breakpoint');
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('3\nover\n');
  });

  test('unused, or where the program does not come, it adds no event and no callback', async () => {
    const program = writeProgram(`
      def apart(n):
          return n + 1  # @apart

      def busy(n):
          for turn in range(n):
              n += turn
          return n

      apart(1)
      ready = True  # @begin
      busy(50)
      end = True  # @end
    `);
    const counts = async (breaks: boolean) => {
      const driver = await debug(program, { breakpoints: ['apart', 'begin', 'end'], launch });
      const instructionReference = await find(driver, await driver.stopped(), 'BINARY_OP');
      expect((await driver.continue()).at).toBe('begin');
      await driver.setBreakpoints(['end']);
      await set(driver, ...(breaks ? [{ instructionReference }] : []));
      const found = await driver.counted(async () => expect((await driver.continue()).at).toBe('end'));
      await driver.finish();
      return found;
    };
    const without = await counts(false);
    expect(Object.keys(without).length).toBeGreaterThan(3);
    expect(await counts(true)).toEqual(without);
  });
});
