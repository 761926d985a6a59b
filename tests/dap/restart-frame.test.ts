/** Restart frame: a function on the stack begins again with its arguments, or why it cannot. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { BACKEND_NAMES, type Driver, type Spot, type Stop } from './driver.ts';

const PLAIN = `
  log = []

  def inner(n, /, *rest, key=5, **more):
      total = n + key  # @first
      log.append(total)  # @inner
      try:
          total += 1
          return total  # @return
      finally:
          log.append("finally")  # @finally

  class Box:
      def __init__(self, n):
          self.n = n  # @init

      @staticmethod
      def keep(n):
          return inner(n, 7, key=n)  # @keep

      def get(self, by):
          value = Box.keep(by)  # @get
          return self.n + value  # @got

  def outer(n):
      made = Box(n)  # @outer
      made.n += 100
      return made.get(n)  # @call

  print(outer(1), log)  # @run

  def fact(n):
      if n < 2:  # @fact
          return 1  # @leaf
      return n * fact(n - 1)  # @deeper

  print(fact(4))  # @recursion

  def count(n):
      n += 1  # @count
      keep = lambda: n  # @lambda
      return keep()  # @counted

  print(count(1))  # @assigned
  done = True  # @done
`;

/** Before CPython 3.12 a trace function cannot bring a frame to its first line. */
const traced = process.env.DAPPER_RELEASE === 'pyodide-0.25';

describe.each(BACKEND_NAMES.filter((name) => !traced || name === 'eval_frame'))('on %s', (backend) => {
  const course = new Course({ backend });

  async function at(text: string, ...breakpoints: Spot[]): Promise<{ driver: Driver; stop: Stop }> {
    const driver = await course.run(text, { breakpoints });
    return { driver, stop: await driver.stopped() };
  }

  /** Has the frame of a function begin again. */
  async function restart(driver: Driver, stop: Stop, name: string, nth = 0): Promise<Stop> {
    const frames = stop.frames.filter((frame) => frame.name === name);
    await driver.request('restartFrame', { frameId: frames[nth]?.id ?? 0 });
    const after = await driver.stopped();
    expect([after.top.name, after.event.reason]).toEqual([name, 'restart']);
    return after;
  }

  test('the top frame begins again with its arguments alone, without any clean-up', async () => {
    const { driver, stop } = await at(PLAIN, 'return');
    await driver.setBreakpoints([]);
    const again = await restart(driver, await restart(driver, stop, 'inner'), 'inner');
    expect(again.at).toBe('first');
    const locals = [...(await driver.variables(again))].map(([name, { value }]) => `${name} = ${value}`);
    expect(locals).toEqual(['key = 1', 'more = {}', 'n = 1', 'rest = (7,)']);
    expect(await driver.steps('next', 'next')).toEqual(['inner', 'line 6']);
    await driver.setBreakpoints(['recursion']);
    await driver.continue();
    expect(driver.output('stdout')).toBe("104 [2, 2, 'finally']\n");
    await driver.finish();
  });

  test('a frame below the top one does, methods and functions, and those above it are gone', async () => {
    const { driver, stop } = await at(PLAIN, 'inner');
    const method = await restart(driver, stop, 'Box.get');
    expect([method.at, await driver.evaluate(method, 'by')]).toEqual(['get', '1']);
    expect(method.frames.map(({ name }) => name).slice(0, 2)).toEqual(['Box.get', 'outer']);
    const inside = await driver.continue();
    expect(inside.at).toBe('inner');
    const function_ = await restart(driver, inside, 'outer');
    expect([...(await driver.variables(function_)).keys()]).toEqual(['n']);
    await driver.setBreakpoints(['recursion']);
    await driver.continue();
    expect(driver.output('stdout')).toBe("104 [2, 'finally']\n");
    await driver.finish();
  });

  test('of a recursion that very call begins again', async () => {
    const { driver, stop } = await at(PLAIN, 'leaf');
    const again = await restart(driver, stop, 'fact', 2);
    expect([again.at, await driver.evaluate(again, 'n')]).toEqual(['fact', '3']);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toContain('24\n');
  });

  test('a breakpoint on its first line stops neither twice nor never again', async () => {
    const { driver, stop } = await at(PLAIN, 'fact');
    const again = await restart(driver, stop, 'fact');
    expect(await driver.evaluate(again, 'n')).toBe('4');
    const next = await driver.continue();
    expect([next.at, next.event.reason, await driver.evaluate(next, 'n')]).toEqual(['fact', 'breakpoint', '3']);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toContain('24\n');
  });

  test('a function on one line does too, and stops in its next call', async () => {
    const driver = await course.run(
      `
        def one(n): return n + 1  # @one

        twice = lambda n: n * 2  # @lambda
        print(one(1), one(2), twice(3), twice(4))  # @print
      `,
      {
        before: (part) =>
          part.request('setFunctionBreakpoints', { breakpoints: [{ name: 'one' }, { name: '<lambda>' }] }),
      },
    );
    for (const [name, first, second] of [
      ['one', '1', '2'],
      ['<lambda>', '3', '4'],
    ] as const) {
      const again = await restart(driver, await driver.stopped(), name);
      expect(await driver.evaluate(again, 'n')).toBe(first);
      const next = await driver.continue();
      expect([next.top.name, await driver.evaluate(next, 'n')]).toEqual([name, second]);
      await driver.resume();
    }
    expect(await driver.ended()).toBe('2 3 6 8\n');
  });

  test('what calls a class begins again while that makes its object', async () => {
    const { driver, stop } = await at(
      `
        class Base:
            def __init__(self, n):
                self.base = n  # @base

        class Box(Base):
            made = 0

            def __new__(cls, n):
                self = super().__new__(cls)
                Box.made += 1
                return self  # @new

            def __init__(self, n):
                super().__init__(n)
                self.n = n  # @init

        class Meta(type):
            def __call__(cls, n):
                return super().__call__(n)

        class Made(Box, metaclass=Meta):
            pass

        def outer(kind, n):
            doubled = n * 2  # @outer
            box = kind(doubled)
            return box.base + box.n  # @end

        print(sum(outer(Box, n) for n in range(100)), Box.made)
        print(outer(Made, 1), Box.made)
      `,
      'new',
      { at: 'base', hitCondition: '90' },
    );
    let again = await restart(driver, stop, 'outer');
    expect([again.at, [...(await driver.variables(again)).keys()]]).toEqual(['outer', ['kind', 'n']]);
    await driver.setBreakpoints([{ at: 'base', hitCondition: '90' }]);
    again = await restart(driver, await driver.continue(), 'outer');
    expect([again.at, await driver.evaluate(again, 'n')]).toEqual(['outer', '89']);
    await driver.setBreakpoints([{ at: 'init', condition: 'type(self) is not Box' }]);
    const inside = await driver.continue();
    expect(driver.output('stdout')).toBe('19800 102\n');
    const frameId = inside.frames.find(({ name }) => name === 'outer')?.id ?? 0;
    expect(await driver.refused('restartFrame', { frameId })).toContain('native code stands between');
    expect(await driver.finish()).toBe('19800 102\n4 103\n');
  });

  test('after a step, and from a call that was stepped over', async () => {
    const { driver, stop } = await at(PLAIN, 'outer');
    expect(await driver.steps('next', 'next')).toEqual(['line 26', 'call']);
    await driver.setBreakpoints(['inner']);
    const inside = await driver.step('next');
    expect(inside.at).toBe('inner');
    const again = await restart(driver, inside, 'outer');
    expect([again.at, stop.at]).toEqual(['outer', 'outer']);
    expect(await driver.steps('next')).toEqual(['line 26']);
    await driver.setBreakpoints([]);
    await driver.finish();
  });

  test('an argument that the function assigns to keeps what it is now, and that is said', async () => {
    const { driver, stop } = await at(PLAIN, 'counted');
    const again = await restart(driver, stop, 'count');
    expect(await driver.evaluate(again, 'n')).toBe('2');
    expect(driver.output('important')).toContain('n: count assigns to it, and begins with what it is now.');
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toContain('3\n');
  });

  test('from an exception and from breakpoint(), with a condition on its first line', async () => {
    const driver = await course.run(
      `
        def divide(n):
            half = n // 2  # @half
            return 1 / (n - 1)  # @raised

        def work():
            value = 5  # @value
            breakpoint()  # @asked
            return value

        try:
            divide(1)
        except ZeroDivisionError:
            print(work())
      `,
      { filters: ['raised'], breakpoints: [{ at: 'half', condition: 'n == 2' }] },
    );
    const raised = await driver.stopped();
    expect(raised.at).toBe('raised');
    const again = await restart(driver, raised, 'divide');
    expect(again.at).toBe('half');
    expect((await driver.continue()).at).toBe('raised');
    const asked = await driver.continue();
    expect(asked.at).toBe('asked');
    expect((await restart(driver, asked, 'work')).at).toBe('value');
    expect((await driver.continue()).at).toBe('asked');
    expect(await driver.finish()).toBe('5\n');
  });

  test('what cannot begin again says why, and the program stands as it stood', async () => {
    const { driver, stop } = await at(
      `
        def key(n):
            return -n  # @key

        def numbers():
            before = 1  # @before
            yield before
            after = 2  # @after
            yield after

        def consume():
            return [n for n in numbers()]

        def order():
            return sorted([1, 2], key=key)

        class Body:
            side = 1  # @side

        print(order(), consume())  # @print
      `,
      'side',
      'key',
      'before',
      'after',
    );
    const frame = (at: Stop, name: string) => ({ frameId: at.frames.find((each) => each.name === name)?.id ?? 0 });
    expect(stop.frames.map(({ canRestart }) => canRestart)).toEqual(stop.frames.map(() => false));
    expect(await driver.refused('restartFrame', frame(stop, 'Body'))).toBe(
      'Body cannot begin again: only functions can. Restart the program, or set the next statement.',
    );
    const inKey = await driver.continue();
    expect(await driver.refused('restartFrame', frame(inKey, 'order'))).toBe(
      'order cannot begin again: native code stands between it and key, which cannot be taken back.',
    );
    expect((await restart(driver, inKey, 'key')).at).toBe('key');
    await driver.continue();
    const before = await driver.continue();
    expect(before.at).toBe('before');
    expect((await restart(driver, before, 'numbers')).at).toBe('before');
    const after = await driver.continue();
    expect(after.at).toBe('after');
    expect(await driver.refused('restartFrame', frame(after, 'numbers'))).toMatch(/it may have been suspended/);
    expect(await driver.refused('restartFrame', frame(after, 'consume'))).toMatch(
      /numbers, which it has resumed, is a/,
    );
    const { stackFrames } = await driver.request('stackTrace', { threadId: 1 });
    expect(stackFrames[0]?.line).toBe(driver.program.line('after'));
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('[2, 1] [1, 2]\n');
  });
});
