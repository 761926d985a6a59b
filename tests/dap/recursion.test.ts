/** A program that recurses without bound prints the same with a breakpoint set as without, on every backend. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Debuggee, keepProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug, type Setup } from './driver.ts';

const CAUGHT = `
  import sys

  LIMIT
  deepest = 0

  def never_called():
      return 1  # @cold

  def fall(n):
      global deepest
      deepest = n
      return 1 + fall(n + 1)  # @hot

  for attempt in range(2):
      try:
          fall(1)
      except RecursionError as error:
          print(error, deepest)
  print("alive", sys.getrecursionlimit())
`;

const UNCAUGHT = `
  def fall(n):
      return 1 + fall(n + 1)  # @hot

  def never_called():
      return 1  # @cold

  fall(1)
`;

const METHODS = `
  class Node:
      def __getattr__(self, name):
          return getattr(self, name + "x")  # @hot

      def never_called(self):
          return 1  # @cold

  try:
      Node().missing
  except RecursionError as error:
      print("attribute", error)

  def through_sorted(n):
      return sorted([1, 2], key=lambda item: through_sorted(n + item))

  try:
      through_sorted(0)
  except RecursionError as error:
      print("sorted", error)
`;

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
}

/** Both streams of a run to the end. */
async function outcome(program: Debuggee, setup: Setup): Promise<Outcome> {
  const driver = await debug(program, setup);
  const stdout = await driver.ended();
  return { stdout, stderr: driver.output('stderr') };
}

describe.each([
  ['caught, at a higher limit', CAUGHT.replace('LIMIT', 'sys.setrecursionlimit(3000)')],
  ['caught, at the default limit', CAUGHT.replace('LIMIT', '')],
  ['caught, at a lower limit', CAUGHT.replace('LIMIT', 'sys.setrecursionlimit(200)')],
  ['uncaught', UNCAUGHT],
  ['through attributes and C functions', METHODS],
])('a RecursionError %s', (_, text) => {
  const program = keepProgram(text);
  let known: Promise<Outcome> | undefined;
  /** What the program prints without a debugger; it is run once for all tests. */
  const alone = () => {
    known ??= outcome(program, { launch: { noDebug: true } });
    return known;
  };
  afterAll(() => rmSync(join(program.path, '..'), { recursive: true, force: true }));

  test.each(BACKEND_NAMES)('is the same with breakpoints as without on %s', async (backend) => {
    const frameEvalConfig = BACKENDS[backend];
    const { stdout, stderr } = await alone();
    expect(stdout + stderr).toContain('maximum recursion depth exceeded');
    const cold = await outcome(program, { breakpoints: ['cold'], launch: { frameEvalConfig } });
    expect(cold).toEqual(await alone());
    const never = { at: 'hot', hitCondition: '==1000000' };
    const hot = await outcome(program, { breakpoints: [never], launch: { frameEvalConfig } });
    expect(hot).toEqual(await alone());
  });

  test.each(BACKEND_NAMES)('comes after a step into the recursion as well on %s', async (backend) => {
    const driver = await debug(program, { breakpoints: ['hot'], launch: { frameEvalConfig: BACKENDS[backend] } });
    await driver.stopped();
    await driver.setBreakpoints([]);
    await driver.step('stepIn');
    await driver.step('stepIn');
    expect({ stdout: await driver.finish(), stderr: driver.output('stderr') }).toEqual(await alone());
  });

  test.each(BACKEND_NAMES)('is passed by a step over on %s', async (backend) => {
    const driver = await debug(program, { breakpoints: ['hot'], launch: { frameEvalConfig: BACKENDS[backend] } });
    await driver.stopped();
    await driver.setBreakpoints([]);
    await driver.request('next', { threadId: 1 });
    const stop = await driver.stoppedOrEnded();
    // The exception passes all the frames of the recursion; the first that can stop again is the module's handler.
    if (stop) expect(stop.top.name).toBe('<module>');
    const stdout = stop ? await driver.finish() : driver.output('stdout');
    expect({ stdout, stderr: driver.output('stderr') }).toEqual(await alone());
  });
});
