/** Function breakpoints: by name and qualified name, pending until there is such a function, wherever it may be. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { type Debuggee, writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, open } from './driver.ts';

type Wanted = string | { readonly name: string; readonly condition?: string; readonly hitCondition?: string };

const SHAPES = `
  import asyncio

  class Shape:
      kind = "plain"

      def __init__(self, size):
          """Has a docstring."""
          self.size = size  # @init

      def area(self):
          return self.size ** 2  # @area

      @staticmethod
      def unit():
          return Shape(1)  # @unit

      @property
      def double(self):
          # a comment first
          return self.size * 2  # @double

  class Round(Shape):
      def area(self):
          return 3 * super().area()  # @round

  def outer(n):
      def inner(m):  # @outer
          return n + m  # @inner
      return inner(n)

  def numbers(limit):
      for n in range(limit):  # @numbers
          yield n

  def forever():
      while True:  # @forever
          yield 1

  def countdown(n):
      while n:  # @countdown
          n -= 1
      return n

  async def later(n):
      await asyncio.sleep(0)  # @later
      return n

  async def ticks():
      yield 1  # @ticks

  def one(n): return n + 1  # @one

  first = lambda n: n; second = lambda n: n * 2  # @lambdas

  def caught():
      try:  # @caught
          return 1 / 0
      except ZeroDivisionError:
          return None

  async def main():
      print(Shape.unit().area(), Round(2).area(), Shape(3).double)
      print(outer(1), list(numbers(3)), countdown(3))
      endless = forever()
      print([next(endless) for _ in range(3)])
      print(await later(4), [n async for n in ticks()])
      print(one(1), first(2), second(2), caught())

  await main()
`;
const PRINTED = '1 12 6\n2 [0, 1, 2] 0\n[1, 1, 1]\n4 [1]\n2 2 4 None\n';

function requests(names: readonly Wanted[]) {
  return { breakpoints: names.map((each) => (typeof each === 'string' ? { name: each } : each)) };
}

/** Starts a program with function breakpoints, set where an editor sets them. */
async function start(program: Debuggee, names: readonly Wanted[], launch: object): Promise<Driver> {
  const driver = open(program);
  await driver.request('initialize', { adapterID: 'dapper' });
  await driver.request('setFunctionBreakpoints', requests(names));
  await driver.request('launch', { program: program.path, ...launch });
  await driver.request('configurationDone', {});
  return driver;
}

/** Where a program stops for function breakpoints, and the functions in which that is. */
async function places(driver: Driver): Promise<string[]> {
  const found: string[] = [];
  for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
    expect(stop.event.reason).toBe('function breakpoint');
    expect(stop.event.hitBreakpointIds).toHaveLength(1);
    found.push(stop.at);
    await driver.resume();
  }
  return found;
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const launch = { frameEvalConfig: BACKENDS[backend] };
  const course = new Course({ backend });
  const run = (names: readonly Wanted[]) =>
    course.run(SHAPES, { before: (driver) => driver.request('setFunctionBreakpoints', requests(names)) });

  test.each<[string, readonly string[]]>([
    ['area', ['area', 'round', 'area']],
    ['Round.area', ['round']],
    ['main.Shape.area', ['area', 'area']],
    ['Shape.__init__', ['init', 'init', 'init']],
    ['unit', ['unit']],
    ['Shape.double', ['double']],
    ['outer', ['outer']],
    ['inner', ['inner']],
    ['outer.inner', ['inner']],
    ['outer.<locals>.inner', ['inner']],
    ['numbers', ['numbers']],
    ['countdown', ['countdown']],
    ['forever', ['forever']],
    ['later', ['later']],
    ['ticks', ['ticks']],
    ['one', ['one']],
    ['<lambda>', ['lambdas', 'lambdas']],
    ['caught', ['caught']],
    ['Shape', []],
    ['ape.area', []],
    ['other.area', []],
  ])('%s stops once for each call, and nowhere else', async (name, expected) => {
    const driver = await run([name]);
    expect(await places(driver)).toEqual(expected);
    expect(driver.output('stdout')).toBe(PRINTED);
  });

  test('the program is __main__ too, and no other module is', async () => {
    const program = writeProgram(
      `
        from shapes import area as other

        def area(n):
            return n * n  # @area

        print(area(2), other(2))
      `,
      { 'shapes.py': 'def area(n):\n    return n * n\n' },
    );
    const driver = await start(program, ['__main__.area'], launch);
    expect(await places(driver)).toEqual(['area']);
  });

  test('conditions and hit conditions hold as those of lines do', async () => {
    const names = [
      { name: 'area', condition: 'self.size == 2' },
      { name: 'second', condition: 'True' }, // the name of a variable
      { name: 'Shape.__init__', hitCondition: '>=2' },
      { name: 'inner', condition: 'missing' },
    ];
    const driver = await run(names);
    expect(await places(driver)).toEqual(['init', 'round', 'area', 'init', 'inner']);
    expect(driver.output('important')).toContain("Condition 'missing' raised NameError");
  });

  test('it is pending until such a function is loaded, and says where that is', async () => {
    const program = writeProgram(
      `
        import importlib

        ready = True  # @ready
        import shapes

        print(shapes.area(2))
        importlib.reload(shapes)
        print(shapes.area(3), shapes.Shape().area())
      `,
      { 'shapes.py': 'def area(n):\n    return n * n\n\nclass Shape:\n    def area(self): return 7\n' },
    );
    const driver = await debug(program, { breakpoints: ['ready'], launch });
    await driver.stopped();
    const wanted = requests(['shapes.area', 'Shape.area', 'no.such']);
    const { breakpoints } = await driver.request('setFunctionBreakpoints', wanted);
    expect(breakpoints.map(({ verified }) => verified)).toEqual([false, false, false]);
    expect(breakpoints[0]?.message).toBe(
      "Pending: no function of your code that is known so far is called 'shapes.area'.",
    );
    await driver.resume();
    const found = await driver.event('breakpoint', ({ breakpoint }) => breakpoint.id === breakpoints[0]?.id);
    const path = program.path.replace('main.py', 'shapes.py');
    expect(found).toMatchObject({ reason: 'changed', breakpoint: { verified: true, line: 2, source: { path } } });
    const seen: [number, number[] | undefined][] = [];
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      seen.push([stop.line, stop.event.hitBreakpointIds]);
      await driver.resume();
    }
    const [area, method] = breakpoints.map(({ id }) => [id ?? 0]);
    expect(seen).toEqual([
      [2, area],
      [2, area],
      [5, method],
    ]);
  });

  test('each request replaces all, while the program stands and while it runs', async () => {
    const program = writeProgram(`
      import time

      def one():
          return 1  # @one

      def two():
          return 2  # @two

      done = False
      while not done:  # @loop
          one()
          two()
          time.sleep(0.001)
      print("over")
    `);
    const driver = await debug(program, { breakpoints: ['loop'], launch });
    await driver.stopped();
    const set = async (...names: string[]) =>
      (await driver.request('setFunctionBreakpoints', requests(names))).breakpoints;
    const [first] = await set('one');
    expect(first).toMatchObject({ verified: true, line: program.line('one') });
    await driver.setBreakpoints([]);
    let stop = await driver.continue();
    expect([stop.at, stop.event.hitBreakpointIds]).toEqual(['one', [first?.id]]);
    const both = await set('two', 'one');
    expect(both[1]?.id).toBe(first?.id);
    expect(both[0]?.id).not.toBe(first?.id);
    stop = await driver.continue();
    expect(stop.at).toBe('two');
    await set();
    await driver.resume();
    await set('two');
    stop = await driver.stopped();
    expect([stop.at, stop.event.reason]).toEqual(['two', 'function breakpoint']);
    await set();
    await driver.request('evaluate', { expression: 'done = True', frameId: stop.frames[1]?.id ?? 0, context: 'repl' });
    expect(await driver.finish()).toBe('over\n');
  });

  test('a name that no function can have is refused with what is allowed, and the others stand', async () => {
    const names = [
      'area()',
      'Shape..area',
      'class',
      '',
      '<listcomp>',
      '1st',
      { name: 'unit', condition: 'n ==' },
      'unit',
    ];
    const driver = open(writeProgram(SHAPES));
    await driver.request('initialize', { adapterID: 'dapper' });
    await driver.request('launch', { program: driver.program.path, ...launch });
    const { breakpoints } = await driver.request('setFunctionBreakpoints', requests(names));
    expect(breakpoints.map(({ verified }) => verified)).toEqual([...Array(7).fill(false), true]);
    for (const [at, name] of ["'area()'", "'Shape..area'", "'class'", "''", "'<listcomp>'", "'1st'"].entries()) {
      expect(breakpoints[at]?.message).toBe(
        `${name} is not the name of a function. Allowed: a name (area), a qualified name (Shape.area, outer.inner, ` +
          "outer.<locals>.inner), both also behind a module's (shapes.area, package.shapes.Shape.area), and <lambda>.",
      );
    }
    expect(breakpoints[6]?.message).toContain("'n ==' is not a Python expression");
    await driver.request('configurationDone', {});
    expect(await places(driver)).toEqual(['unit']);
  });

  test('beside a breakpoint of its first line both are hit, in one stop', async () => {
    const program = writeProgram(`
      def loop(n):
          while n:  # @loop
              n -= 1
          return n

      def work(n):
          total = n + 1  # @work
          return total

      print(loop(2), work(1), work(2))
    `);
    const driver = open(program);
    await driver.request('initialize', { adapterID: 'dapper' });
    await driver.request('launch', { program: program.path, ...launch });
    const lines = await driver.setBreakpoints(['loop', { at: 'work', condition: 'n == 2' }]);
    const { breakpoints } = await driver.request('setFunctionBreakpoints', requests(['loop', 'work']));
    await driver.request('configurationDone', {});
    const [loop, work] = lines.map(({ id }) => id);
    const [loops, works] = breakpoints.map(({ id }) => id);
    const seen: unknown[] = [];
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      seen.push([stop.event.reason, stop.event.hitBreakpointIds]);
      await driver.resume();
    }
    expect(seen).toEqual([
      ['breakpoint', [loop, loops]],
      ['breakpoint', [loop]],
      ['breakpoint', [loop]],
      ['function breakpoint', [works]],
      ['breakpoint', [work, works]],
    ]);
  });

  test('a step into, a step over and recursion stop for it as for a breakpoint of a line', async () => {
    const program = writeProgram(`
      def down(n):
          while n > 0:  # @down
              down(n - 1)  # @deeper
              return n
          return 0

      start = 2  # @start
      print(down(start))  # @call
    `);
    const driver = await debug(program, { breakpoints: ['start'], launch });
    await driver.stopped();
    await driver.request('setFunctionBreakpoints', requests(['down']));
    expect(await driver.steps('next')).toEqual(['call']);
    let stop = await driver.step('stepIn');
    expect([stop.at, stop.event.reason]).toEqual(['down', 'function breakpoint']);
    expect(await driver.steps('next')).toEqual(['deeper']);
    stop = await driver.step('next');
    expect([stop.at, stop.event.reason, stop.frames.length]).toEqual(['down', 'function breakpoint', 3]);
    stop = await driver.continue();
    expect([stop.at, stop.frames.length]).toEqual(['down', 4]);
    expect(await driver.finish()).toBe('2\n');
  });

  test('a restart sets them again, with their numbers', async () => {
    const driver = await start(writeProgram(SHAPES), ['unit'], launch);
    const before = await driver.stopped();
    await driver.request('restart', undefined);
    const after = await driver.stoppedAfresh();
    expect(after.at).toBe('unit');
    expect(after.event.hitBreakpointIds).toEqual(before.event.hitBreakpointIds);
    await driver.resume();
    expect(await places(driver)).toEqual([]);
  });

  test('unused, or for functions that are not called, it adds no event and no callback', async () => {
    const program = writeProgram(`
      def called(n):
          while n:
              n -= 1

      def apart():
          return 1

      ready = True  # @begin
      for turn in range(50):
          called(turn)
      end = True  # @end
    `);
    const counts = async (names?: readonly string[]) => {
      const driver = open(program);
      await driver.request('initialize', { adapterID: 'dapper' });
      await driver.request('launch', { program: program.path, ...launch });
      await driver.setBreakpoints(['begin', 'end']);
      if (names) await driver.request('setFunctionBreakpoints', requests(names));
      await driver.request('configurationDone', {});
      expect((await driver.stopped()).at).toBe('begin');
      const found = await driver.counted(async () => expect((await driver.continue()).at).toBe('end'));
      await driver.finish();
      return found;
    };
    const without = await counts();
    expect(Object.keys(without).length).toBeGreaterThan(3);
    expect(await counts([])).toEqual(without);
    expect(await counts(['apart', 'pending.one'])).toEqual(without);
  });

  test('a condition and a hit count are compiled into the function, where its body begins on a line of its own', async () => {
    const program = writeProgram(`
      def called(n):
          """Says nothing."""
          total = n + 1
          return total

      def looped(n):
          while n:
              n -= 1

      ready = True  # @begin
      for turn in range(100):
          called(turn)
          looped(2)
      end = True  # @end
    `);
    const counts = async (...wanted: readonly { name: string; condition?: string; hitCondition?: string }[]) => {
      const driver = open(program);
      await driver.request('initialize', { adapterID: 'dapper' });
      await driver.request('launch', { program: program.path, ...launch });
      await driver.setBreakpoints(['begin', 'end']);
      await driver.request('setFunctionBreakpoints', { breakpoints: wanted.map((each) => ({ ...each })) });
      await driver.request('configurationDone', {});
      expect((await driver.stopped()).at).toBe('begin');
      let stop = await driver.continue();
      while (stop.at !== 'end') {
        expect(stop.event.reason).toBe('function breakpoint');
        stop = await driver.continue();
      }
      const { cacheStats } = await driver.request('dapper/frameEvalStatus', {});
      await driver.finish();
      return cacheStats.func_code_cache.slow_visits;
    };
    expect(await counts({ name: 'called', condition: 'n < 0' })).toBe(0);
    expect(await counts({ name: 'called', hitCondition: '== 1000' })).toBe(0);
    expect(await counts({ name: 'called', condition: 'n == 50' })).toBe(0);
    // The head of a loop cannot be compiled.
    expect(await counts({ name: 'looped', condition: 'n < 0' })).toBe(100);
  });
});
