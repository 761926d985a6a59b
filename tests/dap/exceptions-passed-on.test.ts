/** "userUnhandled" where a handler has done something before the exception goes on to a library. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { BACKEND_NAMES } from './driver.ts';

/** What stands in the `finally` of a function through which a KeyError comes, and what then leaves it. */
const BETWEEN: Readonly<Record<string, readonly [string, string]>> = {
  'goes through a loop': ['for each in items(): pass', 'KeyError'],
  'handles another exception': ['try: int("x")\n    except ValueError: pass', 'KeyError'],
  'handles two more': [
    'try: int("x")\n    except ValueError:\n        try: [][0]\n        except IndexError: pass',
    'KeyError',
  ],
  'raises what it handles': ['try: int("x")\n    except ValueError: raise', 'ValueError'],
  'has no handler that fits': ['try: int("x")\n    except OSError: pass', 'ValueError'],
  'has a finally of its own': ['try: int("x")\n    finally: len(())', 'ValueError'],
};

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  test.each(Object.entries(BETWEEN))('a finally that %s', async (_, [between, left]) => {
    const text = `
      import contextlib

      def items():
          yield 1

      def fail():
          try:
              raise KeyError("lost")
          finally:
              ${between.replaceAll('\n', '\n          ')}

      stack = contextlib.ExitStack()
      stack.callback(fail)
      try:
          stack.close()
      except Exception as error:
          print(type(error).__name__)
    `;
    const driver = await course.run(text, { filters: ['userUnhandled'] });
    const stop = await driver.stopped();
    expect([stop.top.name, stop.event.text?.split(':')[0]]).toEqual(['fail', left]);
    expect((await driver.finish()).trim().split('\n').at(-1)).toBe(left);
  });

  test('a finally that awaits', async () => {
    const text = `
      import asyncio

      async def slow():
          try:
              await asyncio.sleep(10)
          finally:
              await asyncio.sleep(0)  # @finally

      try:
          await asyncio.wait_for(slow(), 0.1)
      except TimeoutError:
          print("late")
    `;
    const driver = await course.run(text, { filters: ['userUnhandled'] });
    const stop = await driver.stopped();
    expect([stop.at, stop.top.name, stop.event.text]).toEqual(['finally', 'slow', 'CancelledError']);
    await driver.finish();
  });
});
