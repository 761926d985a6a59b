/** A breakpoint stops once for each time that its statement is reached, however many line events CPython has for it. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug, type Stop } from './driver.ts';

const PROGRAM = `
  class Guard:
      def __enter__(self):
          return self

      def __exit__(self, *_):
          return False

  def several(number):
      with Guard():  # @with
          total = max(  # @call
              number,
              abs(number),  # @argument
          )
      for turn in range(  # @for
          2,
      ):
          total += 1 if turn else 2  # @body
      while (
          total > 100  # @while
      ):
          total -= 100
      squares = [  # @comprehension
          n * n
          for n in range(3)
      ]
      if (
          number > 0  # @if
          and squares
      ):
          return total
      try:
          raise ValueError(  # @raise
              number,
          )
      except ValueError:  # @except
          return -1

  def defaults(
      first=abs(-1),
  ):
      return first

  results = several(1), several(-1), defaults()
  print(results)  # @print
`;

const SPOTS = ['with', 'call', 'argument', 'for', 'body', 'while', 'comprehension', 'if', 'raise', 'except'];

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  test('a statement that CPython comes back to is one visit; a loop has one a turn', async () => {
    const driver = await debug(writeProgram(PROGRAM), {
      breakpoints: [...SPOTS, 'print'],
      launch: { frameEvalConfig: BACKENDS[backend] },
    });
    const places: string[] = [];
    for (let stop = await driver.stopped(); ; stop = await driver.continue()) {
      if (stop.at === 'print') break;
      places.push(stop.at);
    }
    const loop = ['for', 'body', 'for', 'body', 'for'];
    const both = ['with', 'call', 'argument', ...loop, 'while', 'comprehension', 'if'];
    expect(places).toEqual([...both, ...both, 'raise', 'except']);
  });

  test('a breakpoint that is set on the head of a loop while the program is within it waits for the next turn', async () => {
    const program = `
      class Items:
          def __iter__(self):
              return iter([1, 2])  # @iter

      def count(items):
          total = 0
          for each in items:  # @for
              total += each
          return total

      print(count(Items()), count([1, 2]))
    `;
    const driver = await debug(writeProgram(program), {
      breakpoints: ['iter', 'for'],
      launch: { frameEvalConfig: BACKENDS[backend] },
    });
    const here = async (stop: Stop) => `${stop.at} ${await driver.evaluate(stop, 'locals().get("total")')}`;
    expect(await here(await driver.stopped())).toBe('for 0');
    await driver.setBreakpoints(['iter']);
    expect((await driver.continue()).at).toBe('iter');
    await driver.setBreakpoints(['for']);
    const turns = [await here(await driver.continue()), await here(await driver.continue())];
    expect(turns).toEqual(['for 1', 'for 3']);
    expect(await here(await driver.continue())).toBe('for 0');
    await driver.request('next', { threadId: 1, granularity: 'instruction' }); // to the one that makes the iterator
    expect(await here(await driver.stopped())).toBe('for 0');
    expect(await here(await driver.continue())).toBe('for 1');
    expect(await here(await driver.continue())).toBe('for 3');
    expect(await driver.finish()).toBe('3 3\n');
  });

  test('while a condition takes for ever requests are answered, and it ends with its breakpoint', async () => {
    const endless = { at: 'asked', condition: 'print("asked") or any(i for i in iter(int, 1))' };
    const driver = await debug(
      writeProgram(`
        def work():
            print("first")  # @asked
            print("second")  # @after

        work()
        work()
        print("end")  # @end
      `),
      { breakpoints: [endless], launch: { frameEvalConfig: BACKENDS[backend] } },
    );
    await driver.printed(/asked/);
    const both = await driver.setBreakpoints([endless, 'after']);
    expect(both.map(({ verified }) => verified)).toEqual([true, true]);
    const evaluated = await driver.request('evaluate', { expression: '[i for i in range(2)]', context: 'repl' });
    expect(evaluated.result).toBe('[0, 1]');
    expect(await driver.refused('stackTrace', { threadId: 1 })).not.toBe('');
    await driver.setBreakpoints(['after']);
    expect((await driver.stopped()).at).toBe('after');
    await driver.setBreakpoints([endless, 'end']);
    await driver.resume();
    await driver.printed(/asked.*asked/s);
    await driver.request('threads', undefined);
    expect((await driver.pause()).at).toBe('asked');
    expect((await driver.continue()).at).toBe('end');
    expect(driver.output('stdout')).toBe('asked\nfirst\nsecond\nasked\nfirst\nsecond\n');
  });

  test('what follows an "async for", and the heads of clauses over several lines', async () => {
    const driver = await debug(
      writeProgram(`
        async def numbers():
            yield 1

        async def main(value):
            async for number in numbers():
                pass
            print("plain")  # @plain
            async for number in numbers():
                pass
            async with GUARD:  # @with
                print("guarded")
            try:
                raise ValueError
            except (KeyError,  # @except
                    ValueError):  # @types
                pass
            match value:
                case (1  # @first
                      | 2):
                    print("one or two")  # @case

        import contextlib
        GUARD = contextlib.nullcontext()
        await main(1)
      `),
      {
        breakpoints: ['plain', 'with', 'except', 'types', 'first', 'case'],
        launch: { frameEvalConfig: BACKENDS[backend] },
      },
    );
    const places: string[] = [];
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      places.push(stop.at);
      await driver.resume();
    }
    expect(places).toEqual(['plain', 'with', 'except', 'types', 'first', 'case']);
  });

  test('the functions around a breakpoint report nothing once they have run', async () => {
    const driver = await debug(
      writeProgram(`
        def risky(n):
            if n < 0:
                return -1  # @never
            try:
                return check(n, 1 if n % 2 else 2)
            except ValueError:
                return 0

        def check(n, k):
            if n % 3 == 0:
                raise ValueError
            return n if k == 1 else -n

        total = 0
        for n in range(2_000):
            total += risky(n)
        done = True  # @done
      `),
      { breakpoints: ['never', 'done'], launch: { frameEvalConfig: BACKENDS[backend] } },
    );
    await driver.stopped();
    const { hookStats } = await driver.request('dapper/frameEvalStatus', {});
    const heard = Number(hookStats.line_events ?? 0) + Number(hookStats.instruction_events ?? 0);
    if (backend === 'settrace') expect(heard).toBeGreaterThan(8_000);
    // Each instruction of `risky` and of the module's code once, and the stop.
    else expect(heard).toBeLessThan(120);
  });
});
