/** Breakpoints at one of several places on a line. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { moduleBeside } from './debuggee.ts';
import { BACKEND_NAMES, type Driver } from './driver.ts';

const PROGRAM = `
    def seen(what):
        log.append(what)
        return what

    log = []
    ready = True  # @ready
    a = seen(1); b = seen(2); c = seen(3)  # @three
    if a: seen("one line")  # @one_line
    doubled = [seen(n) * 2 for n in range(3)]  # @listed
    key = lambda n: seen(-n)  # @lambda
    ordered = sorted([2, 1], key=key)
    text = "🐍"; found = {seen(w): seen(w) for w in "xy"}; d = 4  # @wide
    for turn in range(2): seen(turn); seen("t")  # @turns
    def inner(): x = seen(7); return x  # @inner
    inner(); inner()
    print(len(log))  # @print
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  /** Column of the first character of a part of a marked line, counted as DAP does. */
  function column(driver: Driver, marker: string, part: string): number {
    const line = driver.program.text.split('\n')[driver.program.line(marker) - 1] ?? '';
    const at = line.indexOf(part);
    if (at < 0) throw new Error(`${part} is not on ${line}`);
    return at + 1;
  }

  async function at(marker: string, ...parts: readonly (string | { readonly part: string; readonly when: string })[]) {
    const driver = await course.run(PROGRAM, { breakpoints: ['ready'] });
    await driver.stopped();
    const spots = parts.map((each) => {
      const { part, when } = typeof each === 'string' ? { part: each, when: undefined } : each;
      return { at: marker, column: column(driver, marker, part), ...(when ? { condition: when } : {}) };
    });
    return { driver, set: await driver.setBreakpoints(spots) };
  }

  async function logs(driver: Driver): Promise<string[]> {
    const found: string[] = [];
    await driver.resume();
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      found.push(await driver.evaluate(stop, 'len(log)'));
      await driver.resume();
    }
    return found;
  }

  test('the places of a line are listed, and only of one that has several', async () => {
    const { driver } = await at('ready');
    const source = { path: driver.program.path };
    const of = async (marker: string) => {
      const { breakpoints } = await driver.request('breakpointLocations', {
        source,
        line: driver.program.line(marker),
      });
      return breakpoints.map((each) => each.column);
    };
    const columns = (marker: string, ...parts: string[]) => parts.map((part) => column(driver, marker, part));
    expect(await of('three')).toEqual(columns('three', 'a =', 'b =', 'c ='));
    expect(await of('one_line')).toEqual(columns('one_line', 'if', 'seen'));
    expect(await of('listed')).toEqual(columns('listed', 'doubled', 'seen'));
    expect(await of('lambda')).toEqual(columns('lambda', 'key', 'seen'));
    expect(await of('wide')).toEqual(columns('wide', 'text', 'found', 'seen', 'd = 4'));
    expect(await of('inner')).toEqual(columns('inner', 'def', 'x =', 'return'));
    expect(await of('print')).toEqual([undefined]);
  });

  test.each([
    ['a statement behind others', 'three', ['c ='], ['2']],
    ['the first statement of a line', 'three', ['a ='], ['0']],
    ['a statement before a lambda, not its calls', 'lambda', ['key ='], ['7']],
    ['a statement before a comprehension, not its turns', 'listed', ['doubled'], ['4']],
    ['a loop in one line, where it begins', 'turns', ['for'], ['13']],
    ['a function in one line, where it is made', 'inner', ['def'], ['17']],
    ['two of three statements', 'three', ['b =', 'c ='], ['1', '2']],
    ['what an if leads to', 'one_line', ['seen'], ['3']],
    ['the element of a comprehension, each turn', 'listed', ['seen'], ['4', '5', '6']],
    ['the body of a lambda, each call', 'lambda', ['seen'], ['7', '8']],
    ['a dict comprehension behind a wide character', 'wide', ['seen'], ['9', '11']],
    ['the statement behind it', 'wide', ['d = 4'], ['13']],
    ['the second statement of a loop in one line', 'turns', ['seen("t")'], ['14', '16']],
    ['a statement of a function in one line, each call', 'inner', ['return'], ['18', '19']],
  ] as const)('%s', async (_, marker, parts, expected) => {
    const { driver, set } = await at(marker, ...parts);
    expect(set.map((each) => [each.verified, each.column])).toEqual(
      parts.map((part) => [true, column(driver, marker, part)]),
    );
    expect(await logs(driver)).toEqual(expected);
  });

  test('each has its own condition, beside one of the whole line', async () => {
    const { driver } = await at('listed', { part: 'doubled', when: 'a == 1' }, { part: 'seen', when: 'n == 1' });
    expect(await logs(driver)).toEqual(['4', '5']);
  });

  test('a column between two places belongs to the one before it', async () => {
    const { driver } = await at('ready');
    const spot = column(driver, 'three', 'b =') + 3;
    const [set] = await driver.setBreakpoints([{ at: 'three', column: spot }]);
    expect(set?.column).toBe(column(driver, 'three', 'b ='));
    expect(await logs(driver)).toEqual(['1']);
  });

  test('one that was asked for before its code runs is bound when that comes', async () => {
    const driver = await course.run(PROGRAM, { breakpoints: [{ at: 'three', column: 14 }] });
    const stop = await driver.stopped();
    expect(await driver.evaluate(stop, 'len(log)')).toBe('1');
  });

  test('those of one file stay when another file is loaded, or loses its own', async () => {
    const text = `
      import helper
      a = 1; b = 2; c = 3  # @here
    `;
    const driver = await course.run(
      text,
      { breakpoints: [{ at: 'here', column: 8 }] },
      { 'helper.py': 'def f(): x = 1; y = 2\n' },
    );
    expect(await driver.evaluate(await driver.stopped(), 'dir()')).not.toContain("'c'");
    await driver.setBreakpoints([{ at: 'here', column: 15 }]);
    const helper = moduleBeside(driver.program, 'helper.py');
    const [set] = await driver.setBreakpoints([{ at: 1, column: 17 }], helper);
    expect(set?.column).toBe(17);
    await driver.setBreakpoints([], helper);
    expect((await driver.continue()).at).toBe('here');
  });

  test('an expression of any depth holds places', async () => {
    const sum = Array.from({ length: 3000 }, () => '1').join(' + ');
    const driver = await course.run(`x = ${sum}; y = 2  # @deep\n`, { breakpoints: ['deep'] });
    await driver.stopped();
    const [set] = await driver.setBreakpoints([{ at: 'deep', column: column(driver, 'deep', 'y = 2') }]);
    expect(set?.column).toBe(column(driver, 'deep', 'y = 2'));
    expect((await driver.continue()).at).toBe('deep');
  });

  test.each([
    ['an exception that is always handled', 'try:\n    raise KeyError\nexcept KeyError:\n    pass'],
    ['a with that may swallow', 'with door() as d: log.append(d)'],
    ['a with that is left', 'for _ in "a":\n    with door(): continue'],
    ['several managers', 'with door() as d, door() as e: raise KeyError'],
    ['an else that leaves', 'try: log.append(1)\nexcept KeyError: log.append(2)\nelse: log.append(3)'],
    ['a finally', 'try:\n    log.append(1)\nfinally: log.append(2)'],
    ['a comprehension that may fail', 'log.extend([n for n in range(2)])'],
    ['an exception group', 'try:\n    raise ExceptionGroup("", [KeyError()])\nexcept* KeyError as g: log.append(g)'],
    ['an async for', 'async for n in count(): log.append(n)'],
    ['an async comprehension', 'log.extend([n async for n in count()])'],
    ['an async with', 'async with adoor(): log.append(1); log.append(2)'],
    ['an await in a try', 'try: await asyncio.sleep(0)\nexcept KeyError: log.append(1)'],
  ])('the places after %s are found, and stop once', async (_, text) => {
    const program = `
      import asyncio, contextlib
      log = []

      @contextlib.contextmanager
      def door():
          with contextlib.suppress(KeyError):
              yield 1

      @contextlib.asynccontextmanager
      async def adoor():
          yield 1

      async def count():
          yield 1

      async def work():
          ready = True  # @ready
          if not ready:
              return
${text.replace(/^/gm, '          ')}
          a = 1; b = 2; c = 3  # @after
          return a

      asyncio.run(work())
    `;
    const driver = await course.run(program, { breakpoints: ['ready'] });
    const { top } = await driver.stopped();
    const line = driver.program.line('after');
    const source = { path: driver.program.path };
    const { breakpoints } = await driver.request('breakpointLocations', { source, line });
    const from = column(driver, 'after', 'a = 1');
    expect(breakpoints.map((each) => each.column)).toEqual([from, from + 7, from + 14]);
    const [set] = await driver.setBreakpoints([{ at: 'after', column: from + 7 }]);
    expect(set).toMatchObject({ verified: true, column: from + 7 });
    const stop = await driver.continue();
    expect([stop.at, stop.top.name, stop.top.column]).toEqual(['after', top.name, from + 7]);
    expect(await driver.evaluate(stop, 'a')).toBe('1');
    await driver.finish();
  });
});
