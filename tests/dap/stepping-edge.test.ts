/** Stepping at the edges: the ends of generators, code from strings, other tasks, pauses in libraries, `breakpoint()`. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { BACKEND_NAMES, type Driver, type Spot } from './driver.ts';

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  async function at(spot: Spot, text: string): Promise<Driver> {
    const driver = await course.run(text, { breakpoints: [spot] });
    await driver.stopped();
    return driver;
  }

  test('a step over the end of a generator goes on behind the loop that it fed', async () => {
    const driver = await at(
      'last',
      `
        def numbers():
            yield 1
            n = 2  # @last

        for number in numbers():  # @for
            print(number)
        print("done")  # @done
      `,
    );
    expect(await driver.steps('next')).toEqual(['for']);
    expect(await driver.steps('next')).toEqual(['done']);
  });

  test('a generator that is closed or gets an exception can be stepped through', async () => {
    const driver = await at(
      'throw',
      `
        def numbers():
            while True:  # @while
                try:  # @try
                    yield 1  # @yield
                except ValueError:  # @except
                    n = 2  # @handler
                finally:
                    n = 3  # @finally

        generator = numbers()
        next(generator)
        generator.throw(ValueError("x"))  # @throw
        generator.close()  # @close
        print("closed")  # @closed
      `,
    );
    expect(await driver.steps('stepIn', ...Array<'next'>(5).fill('next'), 'stepOut')).toEqual([
      'except',
      'handler',
      'finally',
      'while',
      'try',
      'yield',
      'throw',
    ]);
    // Closing it raises GeneratorExit at its yield, which passes `except ValueError` and goes through `finally`.
    expect(await driver.steps('next', 'stepIn')).toEqual(['close', 'except']);
    expect(await driver.steps('next', 'next')).toEqual(['finally', 'closed']);
    expect(await driver.finish()).toBe('closed\n');
  });

  test('a step into code from a string stops there, and in the user’s function that it calls', async () => {
    const driver = await at(
      'eval',
      `
        def work(n):
            return n + 1  # @work

        value = eval("work(1) + 1")  # @eval
        exec("a = 1\\nb = work(a)")  # @exec
        print(value, b)  # @print
      `,
    );
    const step = async (command: 'stepIn' | 'stepOut' | 'next') => {
      const { at: marker, line, top } = await driver.step(command);
      return top.source?.name === '<string>' ? `text ${line}` : marker;
    };
    const seen: unknown[] = [];
    for (const command of ['stepIn', 'stepIn', 'stepOut', 'stepOut', 'next', 'stepIn', 'next', 'stepIn'] as const) {
      seen.push(await step(command));
    }
    expect(seen).toEqual(['text 1', 'work', 'text 1', 'eval', 'exec', 'text 1', 'text 2', 'work']);
    expect(await driver.finish()).toBe('3 2\n');
  });

  test('a breakpoint in another task stops while a step waits at an await', async () => {
    const driver = await at(
      'await',
      `
        import asyncio

        async def other():
            await asyncio.sleep(0)
            return "other"  # @other

        async def main():
            task = asyncio.create_task(other())
            for _ in range(5):
                await asyncio.sleep(0)
            first = await asyncio.sleep(0, "slept")  # @await
            return first, await task  # @return

        print(await main())  # @top
      `,
    );
    expect(await driver.steps('next')).toEqual(['return']);
    expect(await driver.finish()).toBe("('slept', 'other')\n");

    const again = await course.run(driver.program.text, { breakpoints: ['other'] });
    const stop = await again.stopped();
    expect([stop.at, stop.top.name]).toEqual(['other', 'other']);
    expect(await again.finish()).toBe("('slept', 'other')\n");
  });

  test('steps go through an asynchronous comprehension and a task group', async () => {
    const driver = await at(
      'comprehension',
      `
        import asyncio

        async def numbers():
            for n in (1, 2):
                await asyncio.sleep(0)
                yield n  # @yield

        async def double(n):
            await asyncio.sleep(0)
            return n * 2

        values = [n async for n in numbers()]  # @comprehension
        async with asyncio.TaskGroup() as group:  # @group
            tasks = [group.create_task(double(n)) for n in values]  # @tasks
        print(values, [task.result() for task in tasks])  # @print
      `,
    );
    expect(await driver.steps('next', 'next', 'next', 'next')).toEqual(['group', 'tasks', 'group', 'print']);
    expect(await driver.finish()).toBe('[1, 2] [2, 4]\n');
  });

  test('a step over a call that leaves by several frames at once goes to the handler', async () => {
    const driver = await at(
      'deep',
      `
        class Leave(Exception):
            pass

        def deep(n):
            if n == 0:
                raise Leave  # @raise
            try:
                deep(n - 1)  # @deep
            finally:
                done = n  # @finally

        def outer():
            try:
                deep(3)  # @call
            except Leave:  # @except
                return "left"  # @return

        print(outer())  # @print
      `,
    );
    // The first stop at @deep is the outermost: its step over ends in its own finally, then in the caller's handler.
    await driver.setBreakpoints([]);
    const places = await driver.steps('next');
    expect(places).toEqual(['finally']);
    let last = places[0];
    for (let steps = 0; last !== 'except' && steps < 3; steps += 1) last = (await driver.step('next')).at;
    expect(last).toBe('except');
    expect(await driver.finish()).toBe('left\n');
  });

  test('a step out of a function whose caller is a library goes to the user’s frame behind it', async () => {
    const driver = await at(
      'callback',
      `
        import json

        def encode(value):
            text = str(value)  # @callback
            return text

        text = json.dumps([1j], default=encode, indent=1)  # @dumps
        print(len(text))  # @print
      `,
    );
    expect(await driver.steps('stepOut', 'next')).toEqual(['dumps', 'print']);
  });

  test('breakpoint() stops where it stands', async () => {
    const driver = await course.run(`
      def work(n):
          breakpoint()  # @breakpoint
          return n  # @return

      print(work(1))
    `);
    const stop = await driver.stopped();
    expect(['breakpoint', 'return']).toContain(stop.at);
    expect(stop.top.name).toBe('work');
    expect(await driver.evaluate(stop, 'n')).toBe('1');
    expect(await driver.finish()).toBe('1\n');
  });

  test('a finalizer and a context variable’s token do not disturb a step', async () => {
    const driver = await at(
      'delete',
      `
        class Noisy:
            def __del__(self):
                print("gone")  # @finalizer

        noisy = Noisy()
        del noisy  # @delete
        print("after")  # @after
      `,
    );
    expect(await driver.steps('next')).toEqual(['after']);
    expect(await driver.finish()).toBe('gone\nafter\n');
  });

  test('a step into a finalizer, a descriptor and a class creation goes into the user’s code', async () => {
    const driver = await at(
      'delete',
      `
        class Meta(type):
            def __new__(mcls, name, bases, namespace):
                return super().__new__(mcls, name, bases, namespace)  # @meta

        class Noisy:
            def __del__(self):
                done = True  # @finalizer

            def __set_name__(self, owner, name):
                self.name = name  # @set_name

        noisy = Noisy()
        del noisy  # @delete

        class Holder(metaclass=Meta):  # @holder
            slot = Noisy()  # @slot

        print("end")  # @end
      `,
    );
    const places: string[] = [];
    while (places.at(-1) !== 'end') places.push((await driver.step('stepIn')).at);
    const order = ['finalizer', 'slot', 'meta', 'set_name'];
    expect(places.filter((place) => order.includes(place))).toEqual(expect.arrayContaining(order));
  });
});
