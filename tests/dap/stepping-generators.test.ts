/** Steps over in generators and coroutines: they stay in them, and the consumer is next when those are over. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { BACKEND_NAMES, type Driver, type Spot } from './driver.ts';

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  /** Runs a program to its first stop; what stopped it is gone then. */
  async function at(spot: Spot, text: string): Promise<Driver> {
    const driver = await course.run(text, { breakpoints: [spot] });
    await driver.stopped();
    await driver.setBreakpoints([]);
    return driver;
  }

  /** Where `count` steps over lead, and in which function. */
  async function over(driver: Driver, count: number): Promise<string[]> {
    const places: string[] = [];
    for (let steps = 0; steps < count; steps += 1) {
      const stop = await driver.step('next');
      places.push(`${stop.at} in ${stop.top.name}`);
    }
    return places;
  }

  const COUNT = `
    def count():
        n = 1  # @start
        yield n  # @yield
        n += 1  # @resumed
        yield n  # @last_yield

    def use():
        for value in count():  # @for
            print(value)  # @print
        return "used"  # @used

    use()  # @use
  `;

  test('a step over a yield stays in the generator, and goes to the consumer when that is done', async () => {
    const driver = await at('start', COUNT);
    expect(await over(driver, 6)).toEqual([
      'yield in count',
      'resumed in count',
      'last_yield in count',
      'for in use',
      'used in use',
      'use in <module>',
    ]);
    expect(await driver.finish()).toBe('1\n2\n');
  });

  test('a breakpoint in a generator that a step has passed over stops where it goes on', async () => {
    const text = `
      def count():
          for number in range(3):
              yield number
              after = number  # @after

      for value in count():  # @for
          print(value)  # @print
    `;
    const driver = await course.run(text, { breakpoints: ['for'] });
    await driver.stopped();
    expect((await driver.step('next')).at).toBe('print');
    await driver.setBreakpoints(['after']);
    await driver.resume();
    expect((await driver.stopped()).at).toBe('after');
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('0\n1\n2\n');
  });

  test('a breakpoint in the consumer stops a step that waits in the generator', async () => {
    const driver = await at('yield', COUNT);
    await driver.setBreakpoints(['print']);
    const stop = await driver.step('next');
    expect([stop.at, stop.event.reason]).toEqual(['print', 'breakpoint']);
    await driver.setBreakpoints([]);
    expect(await over(driver, 2)).toEqual(['for in use', 'print in use']);
  });

  test('a step over in a generator expression never enters what the next turn calls', async () => {
    const driver = await at(
      'scale',
      `
        def scale(x):
            return x * 2  # @scale

        def work(xs):
            total = sum(scale(x) for x in xs)  # @sum
            return total  # @return

        print(work([1, 2, 3]))
      `,
    );
    const inside = await driver.step('stepOut');
    expect([inside.at, inside.top.name]).toMatchObject(['sum', expect.stringContaining('<genexpr>')]);
    expect(await over(driver, 1)).toEqual(['sum in work']);
    expect(await over(driver, 1)).toEqual(['return in work']);
    expect(await driver.finish()).toBe('12\n');
  });

  test('steps over in a generator expression of several lines go from turn to turn, whoever consumes it', async () => {
    const driver = await at(
      'scale',
      `
        import statistics

        def scale(x):
            return x * 2  # @scale

        mean = statistics.fmean(  # @mean
            scale(x)  # @element
            for x in (1, 2, 3)  # @turn
        )
        print(mean)  # @print
      `,
    );
    expect((await driver.step('stepOut')).at).toBe('element');
    const places = await driver.steps('next', 'next', 'next', 'next');
    expect(places.slice(0, 4)).toEqual(['turn', 'element', 'turn', 'element']);
    while (places.at(-1) !== 'print') places.push((await driver.step('next')).at);
    expect(places).not.toContain('scale');
    expect(places.length).toBeLessThan(10);
    expect(await driver.finish()).toBe('4.0\n');
  });

  test('a step over the end of what a C function calls again goes to the line that called that', async () => {
    const driver = await at(
      'key',
      `
        def key(word):
            return len(word)  # @key

        class Size:
            def __init__(self, n):
                self.n = n

            def __lt__(self, other):
                return self.n < other.n  # @less

        words = sorted(["ccc", "a", "bb"], key=key)  # @sorted
        sizes = min(map(Size, (3, 1, 2)))  # @min
        print(words, sizes.n)  # @print
      `,
    );
    expect(await over(driver, 2)).toEqual(['sorted in <module>', 'min in <module>']);
    await driver.setBreakpoints(['less']);
    expect((await driver.step('next')).at).toBe('less');
    await driver.setBreakpoints([]);
    expect(await over(driver, 2)).toEqual(['min in <module>', 'print in <module>']);
    expect(await driver.finish()).toBe("['a', 'bb', 'ccc'] 1\n");
  });

  const LEFT = `
    def numbers():
        n = 0
        while True:
            yield n  # @yield
            n += 1  # @more

    def careful():
        try:
            yield 1  # @careful_yield
        finally:
            done = True  # @finally

    def first():
        for n in numbers():
            if n == 1:
                break
        return n  # @left

    def once():
        return next(numbers())

    def closes():
        it = careful()
        next(it)
        it.close()
        return 3  # @closed

    def local():
        it = careful()
        return next(it)

    def main():
        print(first())  # @first
        print(once())  # @once
        print(closes())  # @closes
        print(local())  # @local
        return None  # @end

    main()
  `;

  test('when a generator is left for good the consumer is next', async () => {
    const driver = await at({ at: 'yield', condition: 'n == 1' }, LEFT);
    expect(await over(driver, 2)).toEqual(['left in first', 'first in main']);
    await driver.setBreakpoints(['yield']);
    await driver.resume();
    const stop = await driver.stopped();
    expect(stop.at).toBe('yield');
    await driver.setBreakpoints([]);
    // It is gone as soon as next() has returned; what comes then is on the line of the caller.
    expect(['once in main', 'closes in main']).toContain((await over(driver, 1))[0]);
  });

  test('the clean-up of a generator that is closed is stepped through, and the consumer is next', async () => {
    const driver = await at('careful_yield', LEFT);
    expect(await over(driver, 2)).toEqual(['finally in careful', 'closed in closes']);
    await driver.setBreakpoints(['careful_yield']);
    expect((await driver.continue()).at).toBe('careful_yield');
    await driver.setBreakpoints([]);
    expect((await over(driver, 1))[0]).toBe('finally in careful');
    expect(['local in main', 'end in main']).toContain((await over(driver, 1))[0]);
  });

  test('a step over a yield that nobody resumes lets the program run', async () => {
    const driver = await at(
      'yield',
      `
        def numbers():
            yield 1  # @yield
            yield 2

        it = numbers()
        print(next(it))
        for n in range(3):
            print(n)
        print(type(it).__name__)
      `,
    );
    await driver.request('next', { threadId: 1 });
    expect(await driver.ended()).toBe('1\n0\n1\n2\ngenerator\n');
  });

  test('a generator that another function goes on with is stepped on there, and ends there', async () => {
    const driver = await at(
      'yield',
      `
        def numbers():
            yield 1  # @yield
            yield 2  # @second

        def begin(it):
            return next(it)

        def end(it):
            rest = list(it)  # @rest
            return rest  # @return

        it = numbers()
        print(begin(it), end(it))
      `,
    );
    expect(await over(driver, 3)).toEqual(['second in numbers', 'rest in end', 'return in end']);
    expect(await driver.finish()).toBe('1 [2]\n');
  });

  test('a generator that fails goes to the handler in its consumer', async () => {
    const driver = await at(
      'yield',
      `
        def numbers():
            yield 1  # @yield
            raise OSError("no more")  # @raise

        try:
            for n in numbers():  # @for
                print(n)
        except OSError as error:  # @except
            print(error)  # @handler
      `,
    );
    expect(await over(driver, 3)).toEqual(['raise in numbers', 'except in <module>', 'handler in <module>']);
  });

  test('what is sent is stepped over, and a step over yield from waits for all of it', async () => {
    const driver = await at(
      'receive',
      `
        def inner():
            got = yield 1  # @receive
            print("got", got)  # @got
            return got

        def outer():
            result = yield from inner()  # @delegate
            print("result", result)  # @result
            yield result  # @last

        it = outer()
        print(next(it))
        print(it.send(5))
        print(list(it))
      `,
    );
    expect(await over(driver, 1)).toEqual(['got in inner']);
    expect(await driver.steps('stepOut')).toEqual(['delegate']);
    expect(await over(driver, 2)).toEqual(['result in outer', 'last in outer']);
    expect(await driver.finish()).toBe('1\ngot 5\nresult 5\n5\n[]\n');
  });

  test('a step over the yield of an asynchronous generator stays in it', async () => {
    const driver = await at(
      'yield',
      `
        import asyncio

        async def numbers():
            for n in (1, 2):  # @for
                await asyncio.sleep(0)  # @sleep
                yield n  # @yield

        async def use():
            async for n in numbers():  # @use
                print(n)  # @print
            return "used"  # @used

        print(await use())
      `,
    );
    const places = await over(driver, 4);
    expect(places).toEqual(['for in numbers', 'sleep in numbers', 'yield in numbers', 'for in numbers']);
    expect(['use in use', 'used in use']).toContain((await over(driver, 1))[0]);
  });

  test('a step over an await stays in a coroutine that the program drives itself', async () => {
    const driver = await at(
      'await',
      `
        class Pause:
            def __await__(self):
                yield "paused"

        async def work():
            await Pause()  # @await
            return "worked"  # @return

        def drive(coroutine):
            while True:  # @while
                try:
                    print(coroutine.send(None))
                except StopIteration as end:  # @end
                    return end.value

        print(drive(work()))
      `,
    );
    expect(await over(driver, 1)).toEqual(['return in work']);
    expect((await over(driver, 1))[0]).toMatch(/ in drive$/);
    expect(await driver.finish()).toBe('paused\nworked\n');
  });

  test('a step over the end of a task goes on in what the event loop runs next', async () => {
    const driver = await at(
      'end',
      `
        import asyncio

        async def work(n):
            await asyncio.sleep(0)
            return n  # @end

        async def main():
            one = asyncio.create_task(work(1))
            await one  # @await
            return "all"  # @all

        print(await main())
      `,
    );
    expect(['await in main', 'all in main']).toContain((await over(driver, 1))[0]);
  });
});
