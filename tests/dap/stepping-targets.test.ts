/** Step-in targets: the calls of a statement that are still to come, and the step into one of them. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Stop } from './driver.ts';

const CALLS = `
  import asyncio

  def f(n):
      return n + 1  # @f

  class Box:
      def __init__(self, n):
          self.n = n  # @init

      def get(self, other=0):
          return self.n + other  # @get

  def keep(function):
      return function  # @keep

  def fail(n):
      raise ValueError(n)  # @fail

  async def later(n):
      return n  # @later

  def numbers():
      yield 1  # @numbers

  def run():
      a = f(f(1))  # @twice
      b = Box(f(2)).get(  # @several
          f(3),
      )
      c = len([f(4)]) + abs(-1)  # @native
      d = [f(n) for n in range(2)]  # @comprehension
      try:
          e = f(fail(1))  # @failing
      except ValueError:
          e = 0  # @caught
      for x in numbers():  # @generator
          pass
      @keep  # @decorator
      def inner(): pass
      if f(1) > 5 or f(2) > 5:  # @condition
          pass
      return a, b, c, d, e  # @return

  async def main():
      return await later(f(5))  # @await

  print(run())  # @run
  print(await main())  # @main
  done = True  # @done
`;

const MAKERS = `
  import asyncio
  from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager

  def numbers(n):
      for i in range(n):  # @numbers
          yield i

  @contextmanager
  def managed():
      yield 1  # @managed

  @asynccontextmanager
  async def opened():
      yield 1  # @opened

  async def work(n):
      await asyncio.sleep(0)  # @work
      return n

  def total(found):
      result = 0
      for each in found:
          result += each
      return result

  class Lock:
      def __enter__(self):
          return self  # @enter

      def __exit__(self, *error):
          return None  # @exit

  LOCK = Lock()

  async def run():
      a = list(numbers(2))  # @list
      b = total(numbers(2))  # @total
      c, d = numbers(2)  # @unpacked
      e = next(numbers(1))  # @next
      for f in zip(numbers(1), [0]):  # @zip
          pass
      with managed() as g:  # @with
          pass  # @inside
      with ExitStack() as stack:
          stack.enter_context(managed())  # @stacked
      async with AsyncExitStack() as later:
          await later.enter_async_context(opened())  # @later
      with LOCK:  # @lock
          pass  # @locked
      i = all(j for j in numbers(2))  # @all
      k = await asyncio.gather(*(work(j) for j in numbers(1)))  # @star
      h = await asyncio.gather(work(1), work(2))  # @gather
      task = asyncio.create_task(work(3))  # @task
      await task  # @behind
      numbers(1)  # @unused
      return a, b, c  # @return

  print(await run())
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  /** Runs to a line, with nothing that stops afterwards. */
  async function at(marker: string): Promise<{ driver: Driver; stop: Stop }> {
    const driver = await course.run(CALLS, { breakpoints: [marker] });
    const stop = await driver.stopped();
    await driver.setBreakpoints([]);
    return { driver, stop };
  }

  async function targets(driver: Driver, stop: Stop) {
    return (await driver.request('stepInTargets', { frameId: stop.top.id })).targets;
  }

  /** Steps into the target with that number, from 0. */
  async function into(driver: Driver, stop: Stop, number: number): Promise<Stop> {
    const targetId = (await targets(driver, stop))[number]?.id ?? 0;
    await driver.request('stepIn', { threadId: 1, targetId });
    return driver.stopped();
  }

  test.each<[string, readonly string[]]>([
    ['twice', ['f', 'f']],
    ['several', ['f', 'Box', 'f', 'Box(f(2)).get']],
    ['native', ['f', 'len', 'abs']],
    ['failing', ['fail', 'f']],
    ['generator', ['numbers']],
    ['decorator', ['@keep']],
    ['condition', ['f', 'f']],
    ['await', ['f', 'later']],
    ['return', []],
  ])('the calls of @%s, in the order in which they come', async (marker, labels) => {
    const { driver, stop } = await at(marker);
    expect((await targets(driver, stop)).map(({ label }) => label)).toEqual(labels);
    await driver.finish();
  });

  test('a target has its place, and what is over is none', async () => {
    const { driver, stop } = await at('twice');
    const [first, second] = await targets(driver, stop);
    const line = driver.program.line('twice');
    expect(first).toMatchObject({ label: 'f', line, column: 11, endLine: line, endColumn: 15 });
    expect(second).toMatchObject({ label: 'f', line, column: 9, endLine: line, endColumn: 16 });
    const inner = await into(driver, stop, 0);
    expect([inner.at, await driver.evaluate(inner, 'n')]).toEqual(['f', '1']);
    const back = await driver.step('stepOut');
    expect((await targets(driver, back)).map(({ column }) => column)).toEqual([9]);
    const outer = await into(driver, back, 0);
    expect([outer.at, await driver.evaluate(outer, 'n')]).toEqual(['f', '2']);
    await driver.finish();
  });

  test('that very call is entered, and no other before it', async () => {
    for (const [marker, number, where, expression, value] of [
      ['twice', 1, 'f', 'n', '2'],
      ['several', 1, 'init', 'n', '3'],
      ['several', 2, 'f', 'n', '3'],
      ['several', 3, 'get', 'other', '4'],
      ['condition', 1, 'f', 'n', '2'],
      ['decorator', 0, 'keep', 'function.__name__', "'inner'"],
      ['await', 1, 'later', 'n', '6'],
      ['generator', 0, 'numbers', '1', '1'],
    ] as const) {
      const { driver, stop } = await at(marker);
      const inside = await into(driver, stop, number);
      expect([marker, inside.at, await driver.evaluate(inside, expression)]).toEqual([marker, where, value]);
      expect(inside.event.reason).toBe('step');
      await driver.finish();
    }
  });

  test.each<[string, string, string]>([
    ['list', 'numbers', 'numbers'],
    ['total', 'numbers', 'numbers'],
    ['unpacked', 'numbers', 'numbers'],
    ['next', 'numbers', 'numbers'],
    ['zip', 'numbers', 'numbers'],
    ['with', 'managed', 'managed'],
    ['stacked', 'managed', 'managed'],
    ['later', 'opened', 'opened'],
    ['all', 'numbers', 'numbers'],
    ['star', 'numbers', 'numbers'],
    ['gather', 'work', 'work'],
    ['task', 'work', 'behind'],
    ['unused', 'numbers', 'return'],
  ])('what the call of @%s makes is entered when somebody runs it', async (marker, label, where) => {
    const driver = await course.at(MAKERS, marker);
    await driver.setBreakpoints([]);
    const { stackFrames } = await driver.request('stackTrace', { threadId: 1 });
    const found = (await driver.request('stepInTargets', { frameId: stackFrames[0]?.id ?? 0 })).targets;
    const targetId = found.find((each) => each.label === label)?.id ?? 0;
    await driver.request('stepIn', { threadId: 1, targetId });
    expect((await driver.stopped()).at).toBe(where);
    await driver.finish();
  });

  test('each call is listed once, and none of those that a "with" makes by itself', async () => {
    const driver = await course.run(MAKERS, { breakpoints: ['with', 'inside', 'lock', 'locked', 'all'] });
    const labels: string[][] = [];
    for (let stop = await driver.stopped(); ; stop = await driver.continue()) {
      labels.push((await targets(driver, stop)).map(({ label }) => label));
      if (stop.at === 'all') break;
      if (stop.at === 'with' || stop.at === 'lock') continue;
      labels.push((await targets(driver, await driver.step('next'))).map(({ label }) => label));
    }
    expect(labels).toEqual([['managed'], [], [], [], [], [], ['numbers', 'all']]);
    await driver.finish();
  });

  test('what is never entered ends as a step over', async () => {
    let { driver, stop } = await at('native');
    expect((await into(driver, stop, 1)).at).toBe('comprehension');
    await driver.finish();
    ({ driver, stop } = await at('failing'));
    expect((await into(driver, stop, 1)).line).toBe(driver.program.line('caught') - 1);
    await driver.finish();
  });

  test('a frame below the top one and a target of another stop are refused', async () => {
    const { driver, stop } = await at('twice');
    expect(await driver.refused('stepInTargets', { frameId: stop.frames[1]?.id ?? 0 })).toBe(
      'Only calls of the function that runs, the top frame, can be stepped into.',
    );
    const targetId = (await targets(driver, stop))[0]?.id ?? 0;
    await driver.step('next');
    expect(await driver.refused('stepIn', { threadId: 1, targetId })).toBe(
      `targetId ${targetId} is unknown; take one from stepInTargets at this stop.`,
    );
    await driver.finish();
  });

  test('asked for and not used, it adds no event and no callback to a step', async () => {
    const program = writeProgram(CALLS);
    const launch = { frameEvalConfig: BACKENDS[backend] };
    const counts = async (asks: boolean) => {
      const driver = await debug(program, { breakpoints: ['twice'], launch });
      const stop = await driver.stopped();
      if (asks) await targets(driver, stop);
      const found = await driver.counted(() => driver.step('next'));
      await driver.finish();
      return found;
    };
    expect(await counts(true)).toEqual(await counts(false));
  });
});
