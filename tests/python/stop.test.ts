/** Hostile values at a real stop, on every backend: each is shown in time, and the session goes on. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from '../dap/debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug } from '../dap/driver.ts';

const PROGRAM = `
  import time

  class Loops:
      def __repr__(self):
          while True:
              pass

  class Swallows:
      def __repr__(self):
          while True:
              try:
                  while True:
                      pass
              except BaseException:
                  pass

  class SwallowsDeeply:
      def __repr__(self):
          try:
              return repr(self)
          except BaseException:
              return repr(self)

  class Recurses:
      def __repr__(self):
          return repr(self)

  class Sleeps:
      def __repr__(self):
          time.sleep(1000)

  class Asks:
      def __repr__(self):
          return input("who? ")

  class Prints:
      def __repr__(self):
          print("noise")
          return "quiet"

  def work(value):
      kept = [value]
      return kept  # @stop

  for kind in (Loops, Swallows, SwallowsDeeply, Recurses, Sleeps, Asks, Prints):
      work(kind())
  print("end")
`;

describe.each(BACKEND_NAMES)('at a stop of %s', (backend) => {
  test('no value holds the debugger, and the program ends as without it', async () => {
    const driver = await debug(writeProgram(PROGRAM), {
      breakpoints: ['stop'],
      launch: { frameEvalConfig: BACKENDS[backend] },
    });
    const shown: Record<string, string> = {};
    for (let stop = await driver.stopped(); ; stop = await driver.continue()) {
      const value = (await driver.variables(stop)).get('value');
      const type = value?.type ?? '';
      shown[type] = value?.value ?? '';
      expect(await driver.evaluate(stop, '1 + 1')).toBe('2');
      if (type === 'Prints') break;
    }
    expect(shown).toEqual({
      Loops: '<Loops object; repr took longer than 40 ms>',
      Swallows: '<Swallows object; repr took longer than 40 ms>',
      SwallowsDeeply: '<SwallowsDeeply object; repr took longer than 40 ms>',
      Recurses: '<Recurses object; repr raised RecursionError: maximum recursion depth exceeded>',
      Sleeps: '<Sleeps object; repr took longer than 40 ms>',
      Asks: '<Asks object; repr took longer than 40 ms>',
      Prints: 'quiet',
    });
    expect(await driver.finish()).toBe('end\n');
  });
});
