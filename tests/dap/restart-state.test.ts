/** What is as it was where a frame has gone on elsewhere: breakpoints, the handled exception, hidden variables. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { BACKEND_NAMES, type Driver, type Spot, type Stop } from './driver.ts';

const LINES = `
  def inner(n):
      return n  # @inner

  def work(n):
      a = n  # @a
      b = n + 1  # @b
      c = inner(n) + 2  # @c
      d = n + 3  # @d
      return d

  work(1)
  work(2)
`;

const HANDLING = `
  import sys

  def seen():
      try:
          raise
      except BaseException as error:
          return type(error).__name__

  def fails(text):
      raise KeyError(text)

  def inner():
      return seen()  # @inner

  def load(flag):
      step = flag  # @first
      try:
          if step:
              fails("old")
      except KeyError:
          step = inner()  # @except
      finally:
          try:
              fails("finally")
          except KeyError:
              step = step  # @nested
      return step

  def outer(flag):
      before = seen()  # @outer
      result = load(flag)
      return before, result, seen()

  print(outer(True), seen())
  try:
      fails("outer")
  except KeyError as error:
      handled = error
      print(outer(True), seen(), sys.exc_info()[1] is handled)

  class Context:
      def __enter__(self):
          return self

      def __exit__(self, *details):
          return inner() and True  # @exit

  def leaves():
      with Context():  # @with
          if not log:
              log.append("left")
              fails("with")
      return seen()

  log = []
  print(leaves(), seen())

  def items(flag):
      if flag:  # @items
          try:
              fails("generator")
          except KeyError:
              flag = inner()  # @generator
      yield seen()

  print(list(items(True)), seen())
`;

const HIDING = `
  def double(x):
      return x * 2  # @double

  def scale(n, m):
      found = {m for _ in range(2) for m in [double(3)]}  # @scale
      return n, m, found

  def pairs(a, b):
      made = []  # @pairs
      return [(a, b) for a in (1, 2) for b in [double(a)]], a, b

  def nested(n):
      made = []  # @nested
      return [[double(n) for n in (1, 2)] for n in range(2)], n

  def closes(n):
      keep = [lambda: n for n in [double(4)]]  # @closes
      return keep[0](), n

  print(scale("N", "M"))
  print(pairs("A", "B"))
  print(nested("N"))
  print(closes("N"))
`;

/** Before CPython 3.12 a trace function cannot bring a frame to its first line. */
const traced = process.env.DAPPER_RELEASE === 'pyodide-0.25';

describe.each(BACKEND_NAMES.filter((name) => !traced || name === 'eval_frame'))('on %s', (backend) => {
  const course = new Course({ backend });

  async function at(text: string, ...breakpoints: Spot[]): Promise<{ driver: Driver; stop: Stop }> {
    const driver = await course.run(text, { breakpoints });
    return { driver, stop: await driver.stopped() };
  }

  async function restart(driver: Driver, stop: Stop, name: string): Promise<Stop> {
    const frame = stop.frames.find((each) => each.name === name);
    await driver.request('restartFrame', { frameId: frame?.id ?? 0 });
    const after = await driver.stopped();
    expect([after.top.name, after.event.reason]).toEqual([name, 'restart']);
    return after;
  }

  async function goTo(driver: Driver, marker: string): Promise<Stop> {
    const line = driver.program.line(marker);
    const { targets } = await driver.request('gotoTargets', { source: { path: driver.program.path }, line });
    await driver.request('goto', { threadId: 1, targetId: targets[0]?.id ?? 0 });
    return driver.stopped();
  }

  /** Where the program stops from now on. */
  async function stops(driver: Driver): Promise<string[]> {
    const found: string[] = [];
    await driver.resume();
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      found.push(stop.at);
      await driver.resume();
    }
    return found;
  }

  const conditional = { at: 'd', condition: 'n == 1' };

  test('breakpoints are hit after a step to a conditional one and a jump before others', async () => {
    const { driver } = await at(LINES, 'b', conditional);
    expect(await driver.steps('next', 'next')).toEqual(['c', 'd']);
    expect((await goTo(driver, 'a')).at).toBe('a');
    expect(await stops(driver)).toEqual(['b', 'd', 'b']);
  });

  test('they are after a step to a conditional one and a restart', async () => {
    const { driver } = await at(LINES, 'b', conditional);
    await driver.steps('next', 'next');
    const [top] = (await driver.request('stackTrace', { threadId: 1 })).stackFrames;
    await driver.request('restartFrame', { frameId: top?.id ?? 0 });
    expect((await driver.stopped()).at).toBe('a');
    expect(await stops(driver)).toEqual(['b', 'd', 'b']);
  });

  test.skipIf(traced)('they are after a step out and a restart', async () => {
    const { driver } = await at(LINES, 'b', 'inner');
    expect((await driver.continue()).at).toBe('inner');
    const outside = await driver.step('stepOut');
    expect((await restart(driver, outside, 'work')).at).toBe('a');
    expect(await stops(driver)).toEqual(['b', 'inner', 'b', 'inner']);
  });

  test('a line that was jumped to, and away from, is visited again', async () => {
    const { driver } = await at(LINES, 'b', conditional, { at: 'c', logMessage: 'n is {n}' });
    expect((await goTo(driver, 'd')).at).toBe('d');
    const stop = await goTo(driver, 'c');
    expect([stop.at, stop.event.reason]).toEqual(['c', 'goto']);
    expect(await stops(driver)).toEqual(['d', 'b']);
  });

  test.each([
    ['in an except clause', 'except', 'load', 'first'],
    ['in a function that it has called', 'inner', 'load', 'first'],
    ['in the frame above it', 'inner', 'outer', 'outer'],
    ['in a clause of a finally', 'nested', 'load', 'first'],
    ['in the exit of a with statement', 'exit', 'Context.__exit__', 'exit'],
    ['in a generator', 'generator', 'items', 'items'],
  ])('no exception stays the handled one: %s', async (_, marker, name, begins) => {
    const { driver, stop: first } = await at(HANDLING, marker);
    let restarts = 0;
    let isAgain = false;
    for (let stop: Stop | undefined = first; stop; stop = await driver.stoppedOrEnded()) {
      if (stop.frames.some((frame) => frame.name === name)) {
        // What begins again comes to the same place again.
        isAgain = !isAgain;
        if (isAgain) {
          expect((await restart(driver, stop, name)).at).toBe(begins);
          restarts += 1;
        }
      }
      await driver.resume();
    }
    expect(restarts).toBeGreaterThan(0);
    expect(driver.output('stdout')).toBe(
      [
        "('RuntimeError', 'KeyError', 'RuntimeError') RuntimeError",
        "('KeyError', 'KeyError', 'KeyError') KeyError True",
        'RuntimeError RuntimeError',
        "['RuntimeError'] RuntimeError",
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['scale', 'double', "('N', 'M', {6})"],
    ['pairs', 'double', "([(1, 2), (2, 4)], 'A', 'B')"],
    ['nested', 'double', "([[2, 4], [2, 4]], 'N')"],
    ['closes', 'double', "(8, 'N')"],
    ['double', 'double', "('N', 'M', {6})"],
  ])('a variable that a comprehension hides is the argument again: %s', async (name, marker, expected) => {
    const { driver, stop: first } = await at(HIDING, marker);
    let stop: Stop | undefined = first;
    while (stop && !stop.frames.some((frame) => frame.name === name)) {
      await driver.resume();
      stop = await driver.stoppedOrEnded();
    }
    await driver.setBreakpoints([]);
    if (!stop) throw new Error(`${name} was never called`);
    expect((await restart(driver, stop, name)).at).toBe(name);
    expect(driver.output('console')).not.toContain('begins with what it is now');
    expect(await driver.finish()).toContain(`${expected}\n`);
  });

  test('one whose argument was deleted is refused', async () => {
    const { driver, stop } = await at('def f(n):\n    del n\n    return 1  # @here\n\nprint(f(2))\n', 'here');
    expect(await driver.refused('restartFrame', { frameId: stop.top.id })).toBe(
      'f cannot begin again: its argument n was deleted.',
    );
    expect(await driver.finish()).toBe('1\n');
  });
});
