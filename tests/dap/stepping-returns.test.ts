/** Steps that begin where a function is about to return what it has called, and other ends of calls. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { BACKEND_NAMES } from './driver.ts';

const RECURSION = `
  def rec(n):
      if n == 0:
          return 0  # @leaf
      return rec(n - 1)  # @deeper

  def top():
      v = rec(4)  # @call
      return v  # @back

  top()  # @top
  done = True  # @done
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  test('steps out of returns of calls go from caller to caller', async () => {
    const driver = await course.run(RECURSION, { breakpoints: ['leaf'] });
    await driver.stopped();
    const out = ['stepOut', 'stepOut', 'stepOut', 'stepOut', 'stepOut'] as const;
    expect(await driver.steps(...out)).toEqual(['deeper', 'deeper', 'deeper', 'deeper', 'call']);
    expect(await driver.steps('next', 'next')).toEqual(['back', 'top']);
    await driver.finish();
  });

  test('a step over from such a return goes to the caller, and one into it does not enter what comes next', async () => {
    const text = `
      def inner():
          return 1  # @inner

      def outer():
          return inner()  # @outer

      def other():
          return 2  # @other

      v = outer() + other()  # @sum
      done = True  # @done
    `;
    for (const [step, then] of [
      ['next', 'done'],
      ['stepIn', 'other'],
    ] as const) {
      const driver = await course.run(text, { breakpoints: ['inner'] });
      await driver.stopped();
      expect(await driver.steps('stepOut', step, step)).toEqual(['outer', 'sum', then]);
      await driver.finish();
    }
  });

  test('a step over the end of a generator ends at the handler of its consumer', async () => {
    const driver = await course.run(
      `
        def two():
            yield 1
            a = 2  # @last

        it = two()
        next(it)
        try:
            next(it)  # @next
        except StopIteration:  # @handler
            done = True  # @done
      `,
      { breakpoints: ['last'] },
    );
    await driver.stopped();
    expect(['next', 'handler']).toContain((await driver.step('next')).at);
    await driver.finish();
  });

  test('a for statement whose iterator was stepped into is stopped at each turn', async () => {
    const driver = await course.run(
      `
        class It:
            def __iter__(self):
                return iter([1, 2, 3])  # @iter

        def run():
            for x in It():  # @for
                pass  # @body

        run()
        done = True  # @done
      `,
      { breakpoints: ['iter', 'for', 'done'] },
    );
    expect((await driver.stopped()).at).toBe('for');
    expect((await driver.continue()).at).toBe('iter');
    expect((await driver.step('stepOut')).at).toBe('for');
    const places: string[] = [];
    for (let stop = await driver.continue(); stop.at !== 'done'; stop = await driver.continue()) places.push(stop.at);
    expect(places).toEqual(['for', 'for', 'for']);
    await driver.finish();
  });

  const SPLIT = `
    def split(value):
        return (  # @return
            value if value else  # @value
            2
        )

    def hands(value):
        sent = yield (  # @yield
            value
        )
        return sent  # @sent

    def tail():
        return split(  # @tail
            1
        )

    def keeps():
        kept = split(  # @kept
            1
        )
        return kept

    def takes():
        for each in hands(  # @for
            3
        ):
            print(each)  # @each

    tail()  # @first
    keeps()
    takes()
    done = True  # @done
  `;

  test.each(['next', 'stepOut', 'stepIn'] as const)(
    'from a breakpoint at the very instruction that returns, %s goes to the caller',
    async (command) => {
      const driver = await course.run(SPLIT, { breakpoints: ['return'] });
      await driver.stopped();
      expect(await driver.steps(command)).toEqual(['tail']);
      await driver.continue();
      const back = await driver.step(command);
      expect(back.at).toBe('kept');
      expect((await driver.variables(back)).get('(return) split')?.value).toBe('1');
      await driver.finish();
    },
  );

  test.each([
    ['next', 'sent'],
    ['stepOut', 'for'],
    ['stepIn', 'for'],
  ] as const)('from one at the very instruction that yields, %s goes to @%s', async (command, marker) => {
    const driver = await course.run(SPLIT, { breakpoints: ['yield'] });
    await driver.stopped();
    expect(await driver.steps(command)).toEqual([marker]);
    await driver.finish();
  });
});
