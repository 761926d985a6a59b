/** Instructions of functions that run a copy with tests of breakpoints, or that somebody stands at. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug, type Spot } from './driver.ts';

const WAYS = `
  import contextlib

  def work(n, flag):
      total = 0
      for i in range(n):
          try:
              if i == 1:
                  raise KeyError(i)
              total += i + n  # @sum
          except KeyError as e:
              total -= 1  # @caught
              continue
          finally:
              total += 5  # @finally
          with contextlib.nullcontext():
              if flag:
                  total += n + i  # @with
      if total > 100:
          return None
      x = [total for y in range(2)]
      while True:
          n -= 1
          if n < 0: break
          if flag and n:
              continue  # @continue
      return x  # @return

  print(work(2, True))  # @call
`;

const LOOP = `
  def work(n):
      total = 0
      for i in range(n):
          total += i  # @sum
      return total

  print(work(3))
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const launch = { frameEvalConfig: BACKENDS[backend] };

  /** The instructions that `work` comes to, by their distance from its first one. */
  async function course(breakpoints: readonly Spot[]): Promise<(number | undefined)[]> {
    const driver = await debug(writeProgram(WAYS), { breakpoints: ['call', ...breakpoints], launch });
    await driver.stopped();
    await driver.request('setFunctionBreakpoints', { breakpoints: [{ name: 'work' }] });
    let stop = await driver.continue();
    const start = Number(stop.top.instructionPointerReference);
    const offsets: (number | undefined)[] = [];
    while (stop.top.name === 'work') {
      offsets.push(Number(stop.top.instructionPointerReference) - start);
      await driver.request('next', { threadId: 1, granularity: 'instruction' });
      stop = await driver.stopped();
    }
    await driver.finish();
    return offsets;
  }

  test('steps by instruction are the same with conditions compiled into the function', async () => {
    const lines = ['sum', 'caught', 'finally', 'with', 'continue', 'return'];
    const tested = await course(lines.map((at) => ({ at, condition: 'n < -5 or total < -100' })));
    const plain = await course([]);
    expect(plain.length).toBeGreaterThan(100);
    // Instructions that do nothing may be missing from a copy.
    expect(plain.filter((each) => tested.includes(each))).toEqual(tested);
    expect(plain.length - tested.length).toBeLessThan(3);
  });

  test.each<[string, Omit<Dap.SourceBreakpoint, 'line'>]>([
    ['a line', {}],
    ['a compiled condition', { condition: 'i >= 0' }],
    ['a compiled hit condition', { hitCondition: '> 0' }],
  ])('an instruction breakpoint where the program stands at %s stops there the next time only', async (_, rest) => {
    const driver = await debug(writeProgram(LOOP), { breakpoints: [{ at: 'sum', ...rest }], launch });
    const instructionReference = (await driver.stopped()).top.instructionPointerReference ?? '';
    const { breakpoints } = await driver.request('setInstructionBreakpoints', {
      breakpoints: [{ instructionReference }],
    });
    const second = await driver.continue();
    expect([second.at, await driver.evaluate(second, 'i')]).toEqual(['sum', '1']);
    // The line and its first instruction are one stop.
    expect(second.event.hitBreakpointIds).toContain(breakpoints[0]?.id);
    expect(second.event.hitBreakpointIds).toHaveLength(2);
    await driver.setBreakpoints([]);
    const third = await driver.continue();
    expect([third.event.reason, await driver.evaluate(third, 'i')]).toEqual(['instruction breakpoint', '2']);
    expect(await driver.finish()).toBe('3\n');
  });
});
