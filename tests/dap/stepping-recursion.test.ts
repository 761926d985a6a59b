/** A step over a call that comes back to the stepping function: correct, and at full speed. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKENDS, debug } from './driver.ts';

describe.each(['eval_frame', 'sys_monitoring'] as const)('a step over a call that recurses, on %s,', (backend) => {
  const TEXT = `
    def fib(n):
        if n < 2:  # @test
            return n  # @leaf
        one = fib(n - 1)  # @one
        two = fib(n - 2)  # @two
        return one + two  # @sum

    same = fib.__code__
    print(fib(20), fib.__code__ is same)  # @print
  `;

  test('lets the deeper calls run free of its events, and gives the function its own code back', async () => {
    const driver = await debug(writeProgram(TEXT), {
      breakpoints: [{ at: 'one', condition: 'n == 20' }, 'print'],
      launch: { frameEvalConfig: { ...BACKENDS[backend], bytecode_optimization: false } },
    });
    await driver.stopped();
    expect((await driver.continue()).at).toBe('one');
    await driver.setBreakpoints(['print']);
    expect(await driver.steps('next', 'next')).toEqual(['two', 'sum']);
    const { hookStats } = await driver.request('dapper/frameEvalStatus', {});
    expect(hookStats.functions_bypassed).toBeGreaterThan(1);
    // fib(20) has more than 60,000 lines; each step stops listening after 4,000 of them.
    expect(hookStats.line_events).toBeLessThan(9_000);
    expect(await driver.finish()).toBe('6765 True\n');
  });

  test('stops at a breakpoint in a deeper call, and steps on there', async () => {
    const driver = await debug(writeProgram(TEXT), {
      breakpoints: ['test'],
      launch: { frameEvalConfig: { ...BACKENDS[backend] } },
    });
    await driver.stopped();
    await driver.setBreakpoints([{ at: 'leaf', hitCondition: '5000' }]);
    await driver.step('next');
    const stop = await driver.step('next');
    expect([stop.event.reason, stop.at]).toEqual(['breakpoint', 'leaf']);
    await driver.setBreakpoints([]);
    expect(await driver.steps('next', 'next', 'stepOut')).toEqual(['two', 'sum', 'one']);
    expect(await driver.finish()).toBe('6765 True\n');
  });
});
