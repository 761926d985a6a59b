/** Stepping over, into and out of calls, generators and coroutines. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Spot, type Stop } from './driver.ts';

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  /** Runs a program to its first stop. */
  async function at(spot: Spot, text: string): Promise<{ driver: Driver; stop: Stop }> {
    const driver = await course.run(text, { breakpoints: [spot] });
    return { driver, stop: await driver.stopped() };
  }

  const CALLS = `
    def double(n):
        result = n * 2  # @body
        return result  # @return

    first = double(1)  # @first
    second = double(2)  # @second
    print(first, second)  # @print
  `;

  test('a step over a call does not stop in it', async () => {
    const { driver, stop } = await at('first', CALLS);
    expect(stop.at).toBe('first');
    expect(await driver.steps('next', 'next')).toEqual(['second', 'print']);
    expect(await driver.finish()).toBe('2 4\n');
  });

  test('a step into a call stops at its first line, and steps on through it and back', async () => {
    const { driver } = await at('second', CALLS);
    expect(await driver.steps('stepIn', 'next', 'next', 'next')).toEqual(['body', 'return', 'second', 'print']);
    expect(await driver.finish()).toBe('2 4\n');
  });

  test('a step out arrives in the caller, and shows what was returned', async () => {
    const { driver } = await at('second', CALLS);
    await driver.step('stepIn');
    const stop = await driver.step('stepOut');
    expect(stop.at).toBe('second');
    expect(stop.top.name).toBe('<module>');
    expect(stop.event.reason).toBe('step');
    const [[name, returned] = []] = await driver.variables(stop);
    expect([name, returned?.value]).toEqual(['(return) double', '4']);
    expect(await driver.steps('next')).toEqual(['print']);
  });

  test('a breakpoint inside a call that is stepped over still stops', async () => {
    const { driver } = await at('first', CALLS);
    await driver.setBreakpoints(['return']);
    const stop = await driver.step('next');
    expect([stop.at, stop.event.reason]).toEqual(['return', 'breakpoint']);
  });

  test('a step into goes into the calls of one line one after the other', async () => {
    const { driver } = await at(
      'call',
      `
        def inner(n):
            return n + 1  # @inner

        def outer(n):
            return n * 2  # @outer

        result = outer(inner(1))  # @call
        print(result)  # @print
      `,
    );
    expect(await driver.steps('stepIn', 'stepOut', 'stepIn', 'stepOut', 'stepIn')).toEqual([
      'inner',
      'call',
      'outer',
      'call',
      'print',
    ]);
  });

  const FACTORIAL = `
    def factorial(n):
        if n <= 1:  # @check
            return 1  # @bottom
        below = factorial(n - 1)  # @recurse
        return n * below  # @multiply

    print(factorial(4))  # @call
  `;

  test('a step over a recursive call does not stop in a deeper frame of the same function', async () => {
    const { driver } = await at({ at: 'recurse', condition: 'n == 3' }, FACTORIAL);
    const stop = await driver.step('next');
    expect(stop.at).toBe('multiply');
    expect(await driver.evaluate(stop, 'n, below')).toBe('(3, 2)');
    expect(stop.frames.filter(({ name }) => name === 'factorial')).toHaveLength(2);
    expect(await driver.finish()).toBe('24\n');
  });

  test('a step out of a recursive call stops in the frame just below', async () => {
    const { driver } = await at('bottom', FACTORIAL);
    const depths: string[] = [];
    for (let steps = 0; steps < 4; steps += 1) {
      const stop = await driver.step('stepOut');
      depths.push(`${stop.at} ${stop.top.name === 'factorial' ? await driver.evaluate(stop, 'n') : ''}`);
    }
    expect(depths).toEqual(['recurse 2', 'recurse 3', 'recurse 4', 'call ']);
    expect(await driver.finish()).toBe('24\n');
  });

  test('a step into a lambda, a one-line function and a one-line generator stops in it', async () => {
    const { driver } = await at(
      'call',
      `
        double = lambda n: n * 2  # @lambda
        def triple(n): return n * 3  # @one_line

        a = double(1)  # @call
        b = triple(a)  # @second
        print(a, b)  # @print
      `,
    );
    const where: string[] = [];
    for (const command of ['stepIn', 'stepOut', 'next', 'stepIn', 'next', 'next'] as const) {
      const stop = await driver.step(command);
      where.push(`${stop.at} in ${stop.top.name}`);
    }
    expect(where).toEqual([
      'lambda in <lambda>',
      'call in <module>',
      'second in <module>',
      'one_line in triple',
      'second in <module>',
      'print in <module>',
    ]);
  });

  const GENERATOR = `
    def count():
        n = 1  # @start
        yield n  # @yield
        n += 1  # @resumed
        yield n  # @last_yield

    for value in count():  # @for
        print(value)  # @print
    print("done")  # @done
  `;

  test('a step out of a generator goes to the consumer, a step into the loop resumes it', async () => {
    const { driver } = await at('start', GENERATOR);
    expect(await driver.steps('next', 'stepOut', 'next', 'next', 'stepIn', 'stepOut', 'next')).toEqual([
      'yield',
      'for',
      'print',
      'for',
      'resumed',
      'for',
      'print',
    ]);
    expect(await driver.finish()).toBe('1\n2\ndone\n');
  });

  test('a step into at a yield goes to the consumer', async () => {
    const { driver } = await at('yield', GENERATOR);
    expect(await driver.steps('stepIn', 'stepIn', 'stepIn')).toEqual(['for', 'print', 'for']);
  });

  test('a step over a loop head does not stop in the generator that feeds it', async () => {
    const { driver } = await at('for', GENERATOR);
    expect(await driver.steps('next', 'next', 'next', 'next', 'next')).toEqual([
      'print',
      'for',
      'print',
      'for',
      'done',
    ]);
  });

  test('a step into a loop head goes into the body of a new generator', async () => {
    const { driver } = await at('for', GENERATOR);
    expect(await driver.steps('stepIn')).toEqual(['start']);
  });

  test('a step over yield from goes through the inner generator only when stepped into', async () => {
    const { driver } = await at(
      'delegate',
      `
        def inner():
            yield 1  # @inner_first
            yield 2  # @inner_second

        def outer():
            yield from inner()  # @delegate
            yield 3  # @own

        for value in outer():  # @for
            print(value)  # @print
      `,
    );
    expect(await driver.steps('stepIn', 'stepOut')).toEqual(['inner_first', 'delegate']);
  });

  const COROUTINES = `
    import asyncio

    async def child(n):
        await asyncio.sleep(0)  # @sleep
        return n + 1  # @child_return

    async def noise():
        for _ in range(5):
            await asyncio.sleep(0)  # @noise

    async def parent():
        other = asyncio.create_task(noise())
        first = await child(1)  # @await_first
        second = await child(first)  # @await_second
        await other
        return first + second  # @parent_return

    print(await parent())  # @top
  `;

  test('a step over an await waits with the coroutine, while other tasks run', async () => {
    const { driver } = await at('await_first', COROUTINES);
    expect(await driver.steps('next')).toEqual(['await_second']);
    expect(await driver.finish()).toBe('5\n');
  });

  test('a step into an await goes into the coroutine, and on over its own awaits', async () => {
    const { driver } = await at('await_second', COROUTINES);
    expect(await driver.steps('stepIn', 'next', 'next')).toEqual(['sleep', 'child_return', 'await_second']);
    expect(await driver.finish()).toBe('5\n');
  });

  test('a step out of a coroutine arrives at the await', async () => {
    const { driver } = await at('sleep', COROUTINES);
    expect(await driver.steps('stepOut')).toEqual(['await_first']);
  });

  test('the call stack of a coroutine has those that await it, and nothing of the event loop', async () => {
    const { stop } = await at('child_return', COROUTINES);
    const names = stop.frames.map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['child', 'parent', '<module>']);
    expect(new Set(names.slice(3))).toEqual(new Set(['<module>']));
  });

  test('a step over an async for and an async with stays in its own frame', async () => {
    const { driver } = await at(
      'with',
      `
        class Source:
            async def __aenter__(self):
                return self  # @enter

            async def __aexit__(self, *error):
                return None  # @exit

            async def numbers(self):
                for n in (1, 2):
                    yield n  # @yield

        async def main():
            async with Source() as source:  # @with
                async for n in source.numbers():  # @for
                    print(n)  # @print
            return "end"  # @return

        await main()
      `,
    );
    expect(await driver.steps('next', 'next', 'next', 'next', 'next', 'next', 'next')).toEqual([
      'for',
      'print',
      'for',
      'print',
      'for',
      'with',
      'return',
    ]);
  });

  test('a step over a call that raises goes to the handler in the caller', async () => {
    const { driver } = await at(
      'call',
      `
        def deep():
            raise ValueError("no")  # @raise

        def middle():
            deep()  # @deep
            print("never")

        try:
            middle()  # @call
        except ValueError:  # @except
            print("caught")  # @handler
      `,
    );
    expect(await driver.steps('stepIn', 'stepIn')).toEqual(['deep', 'raise']);
    expect(await driver.steps('next', 'next')).toEqual(['except', 'handler']);
    expect(await driver.finish()).toBe('caught\n');
  });

  test('a step over a call whose exception is handled inside it does not stop there', async () => {
    const { driver } = await at(
      'call',
      `
        def careful():
            try:
                int("x")  # @raise
            except ValueError:
                return 0  # @handler

        careful()  # @call
        print("after")  # @after
      `,
    );
    expect(await driver.steps('next')).toEqual(['after']);
  });

  test.each(['next', 'stepIn', 'stepOut'] as const)('%s on the last line ends the program', async (command) => {
    const program = writeProgram(`
      print("first")
      print("last")  # @last
    `);
    const driver = await debug(program, { breakpoints: ['last'], launch: { frameEvalConfig: BACKENDS[backend] } });
    await driver.stopped();
    await driver.request(command, { threadId: 1 });
    expect(await driver.ended()).toBe('first\nlast\n');
  });

  test('a step over at the end of a function that the program calls last ends the program', async () => {
    const program = writeProgram(`
      def main():
          print("inside")  # @inside

      main()  # @call
    `);
    const driver = await debug(program, { breakpoints: ['inside'], launch: { frameEvalConfig: BACKENDS[backend] } });
    await driver.stopped();
    expect(await driver.steps('next')).toEqual(['call']);
    await driver.request('next', { threadId: 1 });
    expect(await driver.ended()).toBe('inside\n');
  });
});
