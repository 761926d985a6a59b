/** What the calls of a line have returned, after a step over, into or out of them. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Stop } from './driver.ts';

const VALUES = `
  import json

  def f(n):
      return n + 1  # @f

  def fib(n):
      return n if n < 2 else fib(n - 1) + fib(n - 2)  # @fib

  def fail():
      raise ValueError  # @fail

  def numbers():
      yield 1
      yield 2

  class Box:
      def __init__(self, n):
          self.n = n

      @property
      def twice(self):
          return self.n * 2

      def get(self):
          return [self.n]

  def run():
      a = f(f(1))  # @nested
      b = f(1) + fib(8) + Box(3).get()[0]  # @several
      c = len("abc") + abs(-1)  # @native
      d = [f(n) for n in range(3)] + [*numbers()]  # @loop
      e = Box(4).twice  # @property
      g = json.loads("[1, 2]")  # @library
      try:
          h = f(1) + fail()  # @failing
      except ValueError:
          h = 0  # @caught
      return f(a)  # @return

  result = run()  # @run
  total = f(result)  # @module
  done = True  # @done
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  async function at(marker: string): Promise<{ driver: Driver; stop: Stop }> {
    const driver = await course.run(VALUES, { breakpoints: [marker] });
    const stop = await driver.stopped();
    await driver.setBreakpoints([]);
    return { driver, stop };
  }

  /** What is shown as returned, which comes before all else. */
  async function returned(driver: Driver, stop: Stop, scope = 'Locals'): Promise<string[]> {
    const shown = [...(await driver.variables(stop, scope)).values()];
    const found = shown.filter(({ name }) => name.startsWith('(return)'));
    expect(shown.slice(0, found.length)).toEqual(found);
    for (const { presentationHint } of found) {
      expect(presentationHint).toMatchObject({ kind: 'virtual', attributes: expect.arrayContaining(['readOnly']) });
    }
    return found.map(({ name, value }) => `${name.replace('(return) ', '')} = ${value}`);
  }

  test('a step over shows what the calls of its line have returned, the newest last, until the next step', async () => {
    const { driver, stop } = await at('nested');
    expect(await returned(driver, stop)).toEqual([]);
    expect(await returned(driver, await driver.step('next'))).toEqual(['f = 2', 'f (2) = 3']);
    expect(await returned(driver, await driver.step('next'))).toEqual(['f = 2', 'fib = 21', 'get = [3]']);
    expect(await returned(driver, await driver.step('next'))).toEqual([]);
    // Before CPython 3.12 a comprehension is a function of its own, which calls.
    expect([['f = 3'], []]).toContainEqual(await returned(driver, await driver.step('next')));
    expect(await returned(driver, await driver.step('next'))).toEqual([]);
    expect(await returned(driver, await driver.step('next'))).toEqual(['loads = [1, 2]']);
    await driver.finish();
  });

  test('what has returned before an exception is shown at its handler', async () => {
    const { driver } = await at('failing');
    const stop = await driver.step('next');
    expect(await returned(driver, stop)).toEqual(['f = 2']);
    await driver.finish();
  });

  test('a step out and a step over the end show what the function itself has returned too', async () => {
    const { driver } = await at('return');
    const stop = await driver.step('next');
    expect(await returned(driver, stop)).toEqual(['f = 4', 'run = 4']);
    expect(await returned(driver, stop, 'Globals')).toEqual(['f = 4', 'run = 4']);
    await driver.steps('next');
    expect(await returned(driver, await driver.step('next'))).toEqual(['f = 5']);
    await driver.finish();
    const again = await at('fib');
    expect(await returned(again.driver, await again.driver.step('stepOut'))).toEqual(['fib = 21']);
    await again.driver.finish();
  });

  test('a step into a call shows nothing there, and a continue ends all', async () => {
    const { driver } = await at('nested');
    const inside = await driver.step('stepIn');
    expect([inside.at, await returned(driver, inside)]).toEqual(['f', []]);
    await driver.setBreakpoints(['several', 'fib']);
    const stop = await driver.continue();
    expect([stop.at, await returned(driver, stop)]).toEqual(['several', []]);
    const deeper = await driver.step('next');
    expect([deeper.at, await returned(driver, deeper)]).toEqual(['fib', []]);
    await driver.setBreakpoints([]);
    await driver.finish();
  });

  test('a value can be unfolded and asked for again', async () => {
    const { driver } = await at('library');
    const stop = await driver.step('next');
    const loads = (await driver.variables(stop)).get('(return) loads');
    const { variables } = await driver.request('variables', { variablesReference: loads?.variablesReference ?? 0 });
    expect(variables.map(({ value }) => value)).toEqual(expect.arrayContaining(['1', '2']));
    await driver.finish();
  });

  test('without a step it costs nothing, and a step over a deep call one callback', async () => {
    const program = writeProgram(`
      def fib(n):
          return n if n < 2 else fib(n - 1) + fib(n - 2)

      first = 1  # @first
      value = fib(9)  # @deep
      other = fib(1)  # @flat
      done = True  # @done
    `);
    const launch = { frameEvalConfig: BACKENDS[backend] };
    const driver = await debug(program, { breakpoints: ['deep', 'flat', 'done'], launch });
    await driver.stopped();
    const count = async (go: () => Promise<unknown>) => {
      await driver.request('dapper/frameEvalReset', undefined);
      await go();
      return (await driver.request('dapper/frameEvalStatus', undefined)).hookStats;
    };
    const deep = await count(() => driver.step('next'));
    const flat = await count(() => driver.step('next'));
    // A trace function sees every call; of the events of a return there is one.
    expect(deep.return_events ?? 0).toBe(flat.return_events ?? 0);
    expect(deep.frames_evaluated).toBe(flat.frames_evaluated);
    await driver.finish();
  });
});
