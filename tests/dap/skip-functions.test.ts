/** Functions that no step enters by itself. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug } from './driver.ts';

const PROGRAM = `
  def plain(n):
      return n + 1  # @plain

  def logged(function):
      def wrapper(n):
          values = [each for each in (n,)]  # @wrapper
          result = function(n)  # @calls
          return result  # @after
      return wrapper

  @logged
  def work(n):
      return plain(n)  # @work

  class Shape:
      def area(self):
          return 2  # @area

  x = work(1)  # @first
  y = Shape().area() + plain(3)  # @second
  print(x, y)  # @print
`;

const TASKS = `
  import asyncio

  def tried(function):
      async def wrapper():
          return await function()
      return wrapper

  @tried
  async def work():
      return 1  # @work

  async def starts():
      x = await asyncio.create_task(work())  # @starts
      return x  # @returns

  async def main():
      await starts()  # @main
      print("over")  # @print

  asyncio.run(main())
`;

const NAMED = `
  class Name(str):
      def replace(self, *_):
          raise SystemExit

  def f():
      return 1

  f.__code__ = f.__code__.replace(co_qualname=Name("f"))
  f()  # @first
  print("over")  # @print
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  test.each([
    ['that a task begins with', 'wrapper', 'starts'],
    ['that awaits a task', 'starts', 'main'],
  ])('after the end of a task a step goes on in what awaits it, past one %s', async (_, skipped, place) => {
    for (const step of ['next', 'stepOut', 'stepIn'] as const) {
      const skipFunctions = ['wrapper', skipped];
      const launch = { frameEvalConfig: BACKENDS[backend], skipFunctions };
      const driver = await debug(writeProgram(TASKS), { breakpoints: ['work'], launch });
      await driver.stopped();
      expect((await driver.step(step)).at, step).toBe(place);
      await driver.finish();
    }
  });

  test('no code of the program runs to find out whether one is meant', async () => {
    const launch = { frameEvalConfig: BACKENDS[backend], skipFunctions: ['f'] };
    const driver = await debug(writeProgram(NAMED), { breakpoints: ['first'], launch });
    await driver.stopped();
    expect((await driver.step('stepIn')).at).toBe('print');
    expect(await driver.finish()).toBe('over\n');
  });

  const start = async (skipFunctions: readonly string[], at = 'first') => {
    const launch = { frameEvalConfig: BACKENDS[backend], skipFunctions: [...skipFunctions] };
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: [at], launch });
    const { top } = await driver.stopped();
    await driver.setBreakpoints([]);
    return { driver, top };
  };
  const path = async (driver: Driver) => {
    const seen: string[] = [];
    while (seen.at(-1) !== 'print' && seen.length < 40) seen.push((await driver.step('stepIn')).at ?? '?');
    await driver.finish();
    return seen;
  };

  test('a step in goes through them, to what they call and back to their caller', async () => {
    const { driver } = await start(['logged.wrapper']);
    expect(await path(driver)).toEqual([
      'work',
      'plain',
      'work',
      'first',
      'second',
      'area',
      'second',
      'plain',
      'second',
      'print',
    ]);
  });

  test('methods and functions are named with as much as tells them apart', async () => {
    const named = await start(['Shape.area', 'plain'], 'second');
    expect(await path(named.driver)).toEqual(['print']);
    const others = await start(['other.plain', 'lain', 'Other.area'], 'second');
    expect(await path(others.driver)).toEqual(['area', 'second', 'plain', 'second', 'print']);
  });

  test('it is changed at a stop, a breakpoint in one stops, and steps go on in it from there', async () => {
    const { driver } = await start([]);
    await driver.request('dapper/skipFunctions', { functions: ['wrapper', 'work'] });
    await driver.setBreakpoints(['calls']);
    let stop = await driver.step('stepIn');
    expect([stop.event.reason, stop.at]).toEqual(['breakpoint', 'calls']);
    await driver.setBreakpoints([]);
    stop = await driver.step('next');
    expect(stop.at).toBe('after');
    await driver.request('dapper/skipFunctions', { functions: [] });
    expect((await driver.step('next')).at).toBe('first');
    await driver.finish();
  });

  test('one that is chosen as a target is entered', async () => {
    const { driver, top } = await start(['area', 'plain'], 'second');
    const { targets } = await driver.request('stepInTargets', { frameId: top.id });
    const area = targets.find(({ label }) => label.includes('area'));
    await driver.request('stepIn', { threadId: 1, targetId: area?.id ?? -1 });
    expect((await driver.stopped()).at).toBe('area');
    await driver.finish();
  });
});

test('a name that no function can have is refused, and the former ones stay', async () => {
  const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['second'], launch: { skipFunctions: ['area'] } });
  await driver.stopped();
  await driver.request('dapper/skipFunctions', { functions: ['async.plain', 'area'] }); // async.py is a module
  const refusal = await driver.refused('dapper/skipFunctions', { functions: ['plain', 'not a name'] });
  expect(refusal).toMatch(/'not a name' is not the name of a function\. Allowed: a name/);
  expect((await driver.step('stepIn')).at).toBe('plain');
  await driver.finish();
});
