/** A loop in one line is one visit of that line, however it is delivered. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { BACKEND_NAMES, type Driver } from './driver.ts';

const LINES = {
  while: 'while n: n -= 1  # @here',
  'while with a call': 'while left(): n -= 1  # @here',
  'while over several statements': 'while n: n -= 1; m = n  # @here',
  for: 'for each in range(3): n += each  # @here',
  'for with a generator': 'for each in range(3): n += sum(n for n in range(each))  # @here',
  comprehension: 'x = [each for each in range(3)]  # @here',
} as const;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  async function stops(driver: Driver): Promise<number> {
    let count = 0;
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      count += 1;
      await driver.resume();
    }
    return count;
  }

  describe.each(Object.entries(LINES))('%s', (_, line) => {
    const text = `
      n = 3
      def left():
          return n
      for again in range(2):  # @again
          n = 3
          ${line}
      print(n)
    `;

    test('stops once for each time that it is reached', async () => {
      expect(await stops(await course.run(text, { breakpoints: ['here'] }))).toBe(2);
    });

    test('counts as often with a hit condition', async () => {
      expect(await stops(await course.run(text, { breakpoints: [{ at: 'here', hitCondition: '>= 2' }] }))).toBe(1);
    });

    test('is one step', async () => {
      const driver = await course.run(text, { breakpoints: ['here'] });
      expect((await driver.stopped()).at).toBe('here');
      await driver.setBreakpoints([]);
      expect(await driver.steps('next')).toEqual(['again']);
    });
  });
});
