/** Just my code: steps never end in a library or in the debugger, and do end in a callback that a library calls. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { moduleBeside, writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Spot } from './driver.ts';

const CALLBACKS = `
  import functools
  import json
  import re

  def key(number):
      return -number  # @key

  def add(left, right):
      return left + right  # @add

  def encode(value):
      return str(value)  # @encode

  def replace(match):
      return match.group().upper()  # @replace

  ordered = sorted([1, 2], key=key)  # @sorted
  total = functools.reduce(add, [1, 2, 3])  # @reduce
  text = json.dumps({"a": 1j, "b": 2j}, default=encode, indent=1)  # @dumps
  mapped = list(map(key, [5]))  # @map
  upper = re.sub("[a-c]", replace, "abc")  # @sub
  plain = json.loads(json.dumps([1, 2]))  # @library_only
  print(ordered, total, len(text), mapped, upper, plain)  # @print
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  async function at(spot: Spot, text: string): Promise<Driver> {
    const driver = await course.run(text, { breakpoints: [spot] });
    await driver.stopped();
    return driver;
  }

  test.each([
    ['sorted', 'key'],
    ['reduce', 'add'],
    ['dumps', 'encode'],
    ['map', 'key'],
    ['sub', 'replace'],
  ])('a step into %s stops in the callback %s, and a step out comes back', async (call, callback) => {
    const driver = await at(call, CALLBACKS);
    expect(await driver.steps('stepIn', 'stepOut')).toEqual([callback, call]);
    expect((await driver.finish()).startsWith('[2, 1] 6')).toBe(true);
  });

  test('whose code counts is changed at a stop, and back', async () => {
    const driver = await at(
      'call',
      `
        import json

        for turn in range(3):
            text = json.dumps([turn])  # @call
            turn += 1  # @next
      `,
    );
    // It is passed over, and that is known of it from now on.
    expect(await driver.steps('stepIn')).toEqual(['next']);
    await driver.continue();
    await driver.request('dapper/justMyCode', { enabled: false });
    const inside = await driver.step('stepIn');
    expect(inside.top.name).toBe('dumps');
    const { name, path, sourceReference = 0 } = inside.top.source ?? {};
    // Nothing has asked for its text before: it is in the archive of the standard library.
    const { content } = await driver.request('source', { source: { name, path, sourceReference }, sourceReference });
    expect(content.split('\n')[inside.line - 1]).toContain('skipkeys');
    await driver.request('dapper/justMyCode', { enabled: true });
    expect(await driver.steps('next')).toEqual(['call']);
    await driver.continue();
    expect(await driver.steps('stepIn')).toEqual(['next']);
    expect(await driver.refused('dapper/justMyCode', { enabled: 'no' } as never)).toContain('enabled');
  });

  test('a step into goes on to the next call of the same callback', async () => {
    const driver = await at('reduce', CALLBACKS);
    const first = await driver.step('stepIn');
    expect([first.at, await driver.evaluate(first, 'left, right')]).toEqual(['add', '(1, 2)']);
    const second = await driver.step('stepIn');
    expect([second.at, await driver.evaluate(second, 'left, right')]).toEqual(['add', '(3, 3)']);
    expect(await driver.steps('stepIn', 'stepIn')).toEqual(['reduce', 'dumps']);
  });

  test('a step into a line that calls only libraries goes to the next line', async () => {
    const driver = await at('library_only', CALLBACKS);
    expect(await driver.steps('stepIn')).toEqual(['print']);
  });

  test('a step into never shows generated code or the standard library', async () => {
    const driver = await at(
      'class',
      `
        from dataclasses import dataclass, field
        from enum import Enum
        from typing import NamedTuple

        @dataclass(order=True)
        class Point:  # @class
            x: int  # @x
            y: int = field(default=2)  # @y

            def __post_init__(self):
                self.x += 1  # @post_init

        class Colour(Enum):  # @enum
            RED = 1  # @red

        class Pair(NamedTuple):  # @named
            left: int  # @left

        point = Point(1)  # @point
        less = point < Point(5)  # @less
        pair = Pair(Colour.RED)  # @pair
        print(point, less, pair.left.name)  # @print
      `,
    );
    const program = driver.program;
    const seen: string[] = [];
    while (seen.at(-1) !== 'print') {
      const stop = await driver.step('stepIn');
      expect(stop.top.source?.path).toBe(program.path);
      seen.push(stop.at);
    }
    expect(seen.filter((place) => place === 'post_init')).toHaveLength(2);
    expect(seen).toContain('red');
    expect(await driver.finish()).toBe('Point(x=2, y=2) True RED\n');
  });

  test('without just my code a step into goes into the library', async () => {
    const driver = await debug(writeProgram(CALLBACKS), {
      breakpoints: ['library_only'],
      launch: { frameEvalConfig: BACKENDS[backend], justMyCode: false },
    });
    await driver.stopped();
    const stop = await driver.step('stepIn');
    expect(stop.top.source?.path ?? stop.top.source?.name).toMatch(/json.*__init__\.py/);
    expect(stop.top.name).toBe('dumps');
    expect((await driver.step('stepOut')).at).toBe('library_only');
  });

  test('a breakpoint in a library that is still to be imported binds and stops, and a step out comes back', async () => {
    const driver = await course.run(
      `
        start = True  # @start
        import colorsys
        print(colorsys.rgb_to_hls(0, 0, 0))  # @call
        print("end")  # @end
      `,
      { breakpoints: ['start'] },
    );
    const library = await driver.evaluate(await driver.stopped(), '__import__("os").__file__');
    const path = library.slice(1, -1).replace(/[^/]*$/, 'colorsys.py');
    const asked = { source: { path }, breakpoints: [{ line: 76, condition: 'r == 0' }] };
    expect((await driver.request('setBreakpoints', asked)).breakpoints).toMatchObject([{ verified: false }]);
    const stop = await driver.continue();
    expect([stop.top.source?.path, stop.top.name, stop.line]).toEqual([path, 'rgb_to_hls', 76]);
    expect(await driver.steps('stepOut', 'next')).toEqual(['call', 'end']);
    await driver.request('setBreakpoints', { ...asked, breakpoints: [] });
    expect(await driver.finish()).toBe('(0.0, 0.0, 0.0)\nend\n');
  });

  test('a step into an import goes into a module of the user, and back', async () => {
    const driver = await course.run(
      `
        import helper  # @import
        print(helper.value)  # @print
      `,
      { breakpoints: ['import'] },
      {
        'helper.py': `
          value = 41  # @value
          value += 1  # @increment
        `,
      },
    );
    const helper = moduleBeside(driver.program, 'helper.py');
    await driver.stopped();
    const inside = await driver.step('stepIn');
    expect([inside.top.source?.path, inside.line]).toEqual([helper.path, helper.line('value')]);
    expect((await driver.step('next')).line).toBe(helper.line('increment'));
    expect(await driver.steps('stepOut', 'next')).toEqual(['import', 'print']);
    expect(await driver.finish()).toBe('42\n');
  });

  test('library frames between the user’s are marked as such in the call stack', async () => {
    const driver = await debug(writeProgram(CALLBACKS), {
      breakpoints: ['encode'],
      launch: { frameEvalConfig: BACKENDS[backend] },
    });
    const stop = await driver.stopped();
    expect(stop.frames[0]?.name).toBe('encode');
    expect(stop.frames.at(-1)?.name).toBe('<module>');
    const foreign = stop.frames.filter(({ source }) => source?.path !== driver.program.path);
    for (const frame of foreign) {
      expect(frame.presentationHint ?? frame.source?.presentationHint, frame.name).toMatch(/subtle|deemphasize|label/);
    }
    for (const frame of stop.frames) expect(frame.source?.path ?? '').not.toMatch(/\/dapper\/|_pyodide/);
  });
});
