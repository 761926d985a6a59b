/** Steps in tasks: they stay in their coroutine while others run, and go to its awaiter when it is done. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Stop } from './driver.ts';

const placeOf = (stop: Stop) => `${stop.at} in ${stop.top.name}`;

/** Where steps over lead, and in which task: that is named `here` in each coroutine. */
async function over(driver: Driver, count: number): Promise<string[]> {
  const places: string[] = [];
  for (let steps = 0; steps < count; steps += 1) {
    const stop = await driver.step('next');
    places.push(`${stop.at} of ${await driver.evaluate(stop, 'n')}`);
  }
  return places;
}

/** Two tasks run the same coroutine, which is `body`; the first one stops at `start`. */
const twice = (body: string) => `
  import asyncio
  from contextlib import asynccontextmanager

  async def ticks(n):
      for tick in range(2):
          await asyncio.sleep(0)
          yield tick

  @asynccontextmanager
  async def lock(n):
      await asyncio.sleep(0)
      yield n
      await asyncio.sleep(0)

  async def pause(n):
      await asyncio.sleep(0)
      return n

  async def work(n):
      start = n  # @start
${body.replace(/^/gm, '      ')}
      return start  # @return

  async def main():
      n = 0
      results = await asyncio.gather(work(1), work(2), work(3))  # @gather
      return results  # @over

  print(await main())
`;

const BODIES: readonly (readonly [string, string, readonly string[]])[] = [
  ['await', 'await pause(n)  # @await\nafter = n  # @after', ['await of 1', 'after of 1', 'return of 1']],
  [
    'an assignment of several awaits',
    'got = await pause(n) + await pause(n)  # @await\nafter = n  # @after',
    ['await of 1', 'after of 1', 'return of 1'],
  ],
  [
    'async for',
    'async for tick in ticks(n):  # @for\n    print(n)  # @print',
    ['for of 1', 'print of 1', 'for of 1', 'print of 1', 'for of 1', 'return of 1'],
  ],
  [
    'async with',
    'async with lock(n):  # @with\n    inside = n  # @inside',
    ['with of 1', 'inside of 1', 'with of 1', 'return of 1'],
  ],
  [
    'an asynchronous comprehension',
    'found = [tick async for tick in ticks(n)]  # @comprehension\nafter = n  # @after',
    ['comprehension of 1', 'after of 1', 'return of 1'],
  ],
  [
    'gather',
    'await asyncio.gather(pause(n), pause(n))  # @await\nafter = n  # @after',
    ['await of 1', 'after of 1', 'return of 1'],
  ],
  [
    'a task group',
    'async with asyncio.TaskGroup() as group:  # @with\n    group.create_task(pause(n))  # @create\nafter = n  # @after',
    ['with of 1', 'create of 1', 'with of 1', 'after of 1', 'return of 1'],
  ],
  [
    'a timeout',
    'async with asyncio.timeout(5):  # @with\n    await pause(n)  # @await\nafter = n  # @after',
    ['with of 1', 'await of 1', 'with of 1', 'after of 1', 'return of 1'],
  ],
];

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  async function at(text: string, marker = 'start'): Promise<Driver> {
    const driver = await course.run(text, { breakpoints: [marker] });
    await driver.stopped();
    await driver.setBreakpoints([]);
    return driver;
  }

  test.each(BODIES)('a step over %s stays in its task', async (_, body, expected) => {
    const driver = await at(twice(body));
    expect(await over(driver, expected.length)).toEqual(expected);
    expect(await driver.finish()).toMatch(/\[1, 2, 3\]\n$/);
  });

  test('a step over in an asynchronous generator stays in the one of its task', async () => {
    const driver = await at(
      twice('async for tick in ticks(n):\n    pass').replace(
        'for tick in range(2):',
        'for tick in range(2):  # @range',
      ),
      'range',
    );
    const places: string[] = [];
    for (let steps = 0; steps < 4; steps += 1) {
      const stop = await driver.step('next');
      places.push(`${stop.top.name} of ${await driver.evaluate(stop, 'n')}`);
    }
    expect(places).toEqual(['ticks of 1', 'ticks of 1', 'ticks of 1', 'ticks of 1']);
  });

  test('a step out of a coroutine goes to its awaiter, in the same task', async () => {
    const driver = await at(twice('await pause(n)').replace('return n\n', 'return n  # @pause\n'), 'pause');
    const stop = await driver.step('stepOut');
    expect([stop.top.name, await driver.evaluate(stop, 'n')]).toEqual(['work', '1']);
  });

  test('a step out of a task goes to the task that awaits it', async () => {
    const driver = await at(`
      import asyncio

      async def busy():
          for _ in range(5):
              await asyncio.sleep(0)

      async def work(n):
          await asyncio.sleep(0)
          return n  # @start

      async def main():
          other = asyncio.create_task(busy())
          task = asyncio.create_task(work(1))
          got = await task  # @await
          return got  # @got

      print(await main())
    `);
    const stop = await driver.step('stepOut');
    expect(placeOf(stop)).toBe('await in main');
    expect((await driver.step('next')).at).toBe('got');
  });

  const TWO = `
    import asyncio

    async def work(gate, n):
        await gate.wait()  # @wait
        await gate.wait()  # @again
        return n  # @return

    async def main():
        gates = [asyncio.Event(), asyncio.Event()]
        first = asyncio.create_task(work(gates[0], 1), name="first")
        second = asyncio.create_task(work(gates[1], 20), name="second")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        gates[0].set()  # @start
        got = await first
        gates[1].set()
        return got + await second  # @both

    print(await main())
  `;

  async function threadOf(driver: Driver, task: string): Promise<number> {
    const { threads } = await driver.request('threads', undefined);
    return threads.find(({ name }) => name.startsWith(`${task} (`))?.id ?? 0;
  }

  test.each(['next', 'stepIn'] as const)('%s in a task that waits runs until that goes on', async (command) => {
    const driver = await at(TWO);
    await driver.request(command, { threadId: await threadOf(driver, 'second') });
    const stop = await driver.stopped();
    expect([placeOf(stop), await driver.evaluate(stop, 'n')]).toEqual(['again in work', '20']);
    expect(stop.event).toMatchObject({ reason: 'step', threadId: 1, text: 'second (work)' });
    expect(await driver.finish()).toBe('21\n');
  });

  test('next in a task that has not started stops at its first line', async () => {
    const driver = await at(TWO.replace(/ {8}await asyncio\.sleep\(0\)\n/g, ''));
    await driver.request('next', { threadId: await threadOf(driver, 'second') });
    const stop = await driver.stopped();
    expect([placeOf(stop), await driver.evaluate(stop, 'n')]).toEqual(['wait in work', '20']);
  });

  test('a step out of a task that waits runs until its coroutine is over', async () => {
    const driver = await at(TWO);
    await driver.request('stepOut', { threadId: await threadOf(driver, 'second') });
    expect(placeOf(await driver.stopped())).toBe('both in main');
  });

  test('a breakpoint in another task stops a step, and says which task it is', async () => {
    const driver = await at(TWO);
    await driver.setBreakpoints(['return']);
    await driver.request('next', { threadId: await threadOf(driver, 'second') });
    const stop = await driver.stopped();
    expect([stop.event.reason, stop.event.text]).toEqual(['breakpoint', 'first (work)']);
  });
});

test.each(BACKEND_NAMES)('under asyncio.run a step over await stays in its coroutine, on %s', async (backend) => {
  const text = twice('await pause(n)  # @await\nafter = n  # @after').replace('await main()', 'asyncio.run(main())');
  const driver = await debug(writeProgram(text), {
    breakpoints: ['start'],
    launch: { frameEvalConfig: BACKENDS[backend] },
  });
  await driver.stopped();
  await driver.setBreakpoints([]);
  expect(await over(driver, 3)).toEqual(['await of 1', 'after of 1', 'return of 1']);
  expect(await driver.finish()).toBe('[1, 2, 3]\n');
});

describe.each(BACKEND_NAMES)('from the end of what asyncio.run runs, on %s', (backend) => {
  /** Runs a program to the line that is marked `start`. */
  async function startOf(text: string): Promise<Driver> {
    const driver = await debug(writeProgram(text), {
      breakpoints: ['start'],
      launch: { frameEvalConfig: BACKENDS[backend] },
    });
    await driver.stopped();
    return driver;
  }

  const PROGRAM = `
    import asyncio

    async def inner():
        await asyncio.sleep(0)
        return 1  # @start

    async def main():
        value = await asyncio.create_task(inner())  # @await
        return value + 1  # @last

    def begin():
        result = asyncio.run(main())  # @run
        return result  # @result

    print(begin())  # @print
    print("behind")  # @behind
  `;

  test.each([
    [
      'next',
      ['await in main', 'last in main', 'run in begin', 'result in begin', 'print in <module>', 'behind in <module>'],
    ],
    [
      'stepIn',
      ['await in main', 'last in main', 'run in begin', 'result in begin', 'print in <module>', 'behind in <module>'],
    ],
    ['stepOut', ['await in main', 'run in begin', 'print in <module>']],
    ['dapper/stepUntil', ['await in main', 'last in main', 'run in begin', 'result in begin', 'print in <module>']],
  ] as const)('%s goes to whoever has called it', async (command, expected) => {
    const driver = await startOf(PROGRAM);
    await driver.setBreakpoints([]);
    const places: string[] = [];
    while (places.length < expected.length) places.push(placeOf(await driver.step(command)));
    expect(places).toEqual(expected);
    expect(await driver.finish()).toBe('2\nbehind\n');
  });

  /** A task that nobody awaits has ended in each of them, and another asyncio.run comes later. */
  const ASIDE = `
    import asyncio

    async def quick():
        await asyncio.sleep(0)
        return 1

    async def aside():
        return 1  # @start

    def other():
        return asyncio.run(quick())  # @other
  `;

  test.each([
    `
    async def main():
        task = asyncio.create_task(aside())
        await asyncio.sleep(0)
        return other()

    print(asyncio.run(main()))
    `,
    `
    task = asyncio.create_task(aside())
    await asyncio.sleep(0)
    print(other())
    `,
  ])('a step out of a task that nobody awaits goes to no other asyncio.run: %#', async (text) => {
    const driver = await startOf(ASIDE + text);
    await driver.setBreakpoints([]);
    await driver.request('stepOut', { threadId: 1 });
    expect(await driver.ended()).toBe('1\n');
  });

  test('a step out of a task that ends by an exception goes to whoever has called asyncio.run, not to a later one', async () => {
    const text = `
    async def main():
        await asyncio.sleep(0)
        raise ValueError

    async def aside():
        try:
            return await main()  # @start
        finally:
            pass

    try:
        asyncio.run(aside())
    except ValueError:  # @except
        print(other())  # @after
    `;
    const driver = await startOf(ASIDE.replace(/return 1 {2}# @start/, 'pass') + text);
    await driver.setBreakpoints([]);
    expect(await driver.steps('stepOut', 'next')).toEqual(['except', 'after']);
    expect(await driver.finish()).toBe('1\n');
  });

  test('several that wait at once, on stacks of their own', async () => {
    const text = `
      import asyncio

      async def inner(n):
          await asyncio.sleep(0)
          return n  # @start

      async def task(n):
          got = asyncio.run(inner(n))  # @task
          return got  # @got

      async def main():
          return await asyncio.gather(task(1), task(2))  # @gather

      print(asyncio.run(main()))  # @run
    `;
    for (const command of ['next', 'stepIn', 'stepOut', 'dapper/stepUntil'] as const) {
      const driver = await startOf(text);
      await driver.resume();
      await driver.stopped();
      await driver.setBreakpoints([]);
      expect(placeOf(await driver.step(command)), command).toBe('task in task');
      if (command !== 'stepOut') expect(placeOf(await driver.step(command)), command).toBe('got in task');
      expect(await driver.finish()).toBe('[1, 2]\n');
    }
  });

  test('gather goes on when its last task has ended', async () => {
    const text = `
      import asyncio

      async def work(n):
          await asyncio.sleep(0)
          return n  # @start

      async def main():
          results = await asyncio.gather(work(1))  # @gather
          return results  # @return

      print(asyncio.run(main()))  # @run
    `;
    for (const command of ['next', 'stepOut'] as const) {
      const driver = await startOf(text);
      await driver.setBreakpoints([]);
      expect(placeOf(await driver.step(command)), command).toBe('gather in main');
      expect(await driver.finish()).toBe('[1]\n');
    }
  });
});
