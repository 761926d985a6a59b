/** Hot reload: functions of a file that is edited while its program runs have the new code at their next call. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { HotReloadBody } from '../../src/protocol/custom.ts';
import { Course } from './course.ts';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug } from './driver.ts';

/** Nothing but what a test names is expected to be in an answer. */
const NOTHING = { applied: true, updated: [], added: [], removed: [], refused: [], needsRestart: [], frames: [] };

/** A text with some parts replaced, each of which must be there. */
function edited(text: string, changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((so, [part, other]) => {
    expect(so).toContain(part);
    return so.replace(part, other);
  }, text);
}

/** The line of a marker in a text. */
function lineOf(text: string, marker: string): number {
  return text.split('\n').findIndex((line) => line.endsWith(`# @${marker}`)) + 1;
}

async function reload(driver: Driver, text: string): Promise<HotReloadBody> {
  const { text: said, ...body } = await driver.request('dapper/hotReload', {
    source: { path: driver.program.path },
    text,
  });
  expect(said).not.toBe('');
  return body as HotReloadBody;
}

const LOOP = `
  import functools

  def double(n):
      return n * 2  # @double

  class Shape:
      def __init__(self, side):
          self.side = side

      @property
      def area(self):
          return self.side  # @area

      @staticmethod
      def name():
          return "shape"

      @functools.cache
      def kept(self):
          return "old"

  def counter():
      count = 10
      def more(by=1):
          nonlocal count
          count += by
          return count
      return more

  more = counter()
  shape = Shape(3)
  for turn in range(4):
      print(turn, double(turn), shape.area, shape.name(), more(), shape.kept())  # @turn
  print("end")  # @end
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  test('functions, methods, properties, closures and decorated ones run the new code, and state is kept', async () => {
    const driver = await course.at(LOOP, 'turn');
    await driver.continue();
    const text = edited(driver.program.text, {
      'return n * 2': 'factor = 10\n    return n * factor',
      'return self.side ': 'return self.side ** 2 ',
      '"shape"': '"Shape"',
      '"old"': '"new"',
      'count += by': 'count += by * 100',
    });
    expect(await reload(driver, text)).toEqual({
      ...NOTHING,
      updated: ['Shape.area', 'Shape.kept', 'Shape.name', 'counter.more', 'double'],
    });
    expect(readFileSync(driver.program.path, 'utf8')).toBe(text);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe(
      '0 0 3 shape 11 old\n1 10 9 Shape 111 old\n2 20 9 Shape 211 old\n3 30 9 Shape 311 old\nend\n',
    );
  });

  test('breakpoints go with their lines, in code that is called next and in the loop that still runs', async () => {
    const driver = await course.at(LOOP, 'turn', 'double');
    const before = driver.happenings.length;
    const text = `# One line more\n${edited(driver.program.text, { 'return n * 2': 'n += 0\n    return n * 2' })}`;
    expect(await reload(driver, text)).toEqual({ ...NOTHING, updated: ['double'] });
    const said = driver.happenings
      .slice(before)
      .map(({ event, body }) => [event, body.breakpoint?.line ?? body.reason]);
    expect(said).toContainEqual(['loadedSource', 'changed']);
    expect(said).toContainEqual(['breakpoint', lineOf(text, 'turn')]);
    expect(said).toContainEqual(['breakpoint', lineOf(text, 'double')]);
    const { stackFrames } = await driver.request('stackTrace', { threadId: 1 });
    expect([stackFrames[0]?.name, stackFrames[0]?.line]).toEqual(['<module>', lineOf(text, 'turn')]);
    const inside = await driver.continue();
    expect([inside.top.name, inside.line, inside.event.reason]).toEqual([
      'double',
      lineOf(text, 'double'),
      'breakpoint',
    ]);
    const out = await driver.step('stepOut');
    expect([out.top.name, out.line]).toEqual(['<module>', lineOf(text, 'turn')]);
    const again = await driver.continue();
    expect([again.top.name, again.line, again.event.reason]).toEqual(['<module>', lineOf(text, 'turn'), 'breakpoint']);
    await driver.setBreakpoints([]);
    await driver.request('setBreakpoints', {
      source: { path: driver.program.path },
      breakpoints: [{ line: lineOf(text, 'end') }],
    });
    const end = await driver.continue();
    expect([end.line, end.event.reason]).toEqual([lineOf(text, 'end'), 'breakpoint']);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toContain('3 6 3 shape 14 old\nend\n');
  });

  test('a condition that was compiled into the function goes with its line too', async () => {
    const driver = await course.at(LOOP, { at: 'double', condition: 'n == 1' });
    const text = edited(driver.program.text, {
      'return n * 2': 'm = n\n    return m * 3',
      'count = 10': 'count = 10\n',
    });
    const { frames, updated } = await reload(driver, text);
    expect([frames.map(({ name }) => name), updated]).toEqual([['double'], ['double']]);
    const { stackFrames } = await driver.request('stackTrace', { threadId: 1 });
    expect(stackFrames.map(({ name }) => name).slice(0, 2)).toEqual(['double (before the change)', '<module>']);
    await driver.request('setBreakpoints', {
      source: { path: driver.program.path },
      breakpoints: [{ line: lineOf(text, 'double'), condition: 'm == 3' }],
    });
    const stop = await driver.continue();
    expect([stop.top.name, stop.line, await driver.evaluate(stop, 'n')]).toEqual([
      'double',
      lineOf(text, 'double'),
      '3',
    ]);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toContain('1 2 3 shape 12 old\n2 6 3 shape 13 old\n3 9 3');
  });

  test('a text that does not compile changes nothing, and says where', async () => {
    const driver = await course.at(LOOP, 'turn');
    const text = edited(driver.program.text, { 'return n * 2': 'return n *' });
    const answer = await reload(driver, text);
    const syntaxError = { exceptionId: 'SyntaxError', line: 4, message: 'invalid syntax' };
    expect(answer).toMatchObject({ applied: false, updated: [], syntaxError });
    const dedented = edited(driver.program.text, { '    return n * 2': 'return n * 2' });
    expect(await reload(driver, dedented)).toMatchObject({ syntaxError: { exceptionId: 'IndentationError' } });
    expect(readFileSync(driver.program.path, 'utf8')).toBe(driver.program.text);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toContain('3 6 3');
  });

  test('defaults that are literals are made anew; what has to be computed, or to run again, is told', async () => {
    const driver = await course.at(
      `
        import time

        seen = []

        def first(a, b=1, *, c=2, keep=seen, at=time.time()):
            """Old."""
            return a, b, c, keep

        def make(n):
            def inner():
                return n
            return inner

        inner = make(5)
        LIMIT = 3

        class Plain:
            side = 1

        for turn in range(2):
            keep = first.__kwdefaults__["keep"] if hasattr(first, "__kwdefaults__") else None
            print(first(0), first.__doc__, inner(), LIMIT, Plain.side, keep is seen)  # @turn
      `,
      'turn',
    );
    const text = edited(driver.program.text, {
      'b=1, *, c=2': 'b=7, *, d="x", c={"k": [1]}',
      'at=time.time()': 'at=time.time() + 1',
      'Old.': 'New.',
      'return a, b, c, keep': 'return a, b, c, d, keep',
      'return n\n': 'return n, LIMIT, make\n',
      'inner = make(5)': 'inner = make(6)',
      'LIMIT = 3': 'LIMIT = 4',
      'side = 1': 'side = 2',
    });
    const line = (part: string) => text.split('\n').findIndex((each) => each.includes(part)) + 1;
    expect(await reload(driver, text)).toEqual({
      ...NOTHING,
      updated: ['first', 'make.inner'],
      frames: [{ name: '<module>', frameId: expect.any(Number) }],
      needsRestart: [
        { line: line('inner = '), text: 'inner = make(6)' },
        { line: line('LIMIT = '), text: 'LIMIT = 4' },
        { line: line('side = '), text: 'side = 2' },
        { text: 'the default value of at in first' },
      ],
    });
    await driver.setBreakpoints([]);
    const shown = `(0, 7, {'k': [1]}, 'x', []) New. (5, 3, `;
    const output = await driver.finish();
    expect(output).toContain(shown);
    expect(output.match(/ 3 1 True\n/g)).toHaveLength(2);
  });

  test('what the text defines beyond the former is made: functions, methods, properties, classes, imports', async () => {
    const driver = await course.at(
      `
        class Base:
            def who(self):
                return "base"

        class Child(Base):
            def show(self):
                return "child"

            @property
            def size(self):
                return 1

        def gone():
            return 0

        child = Child()
        for turn in range(2):
            print(child.show())  # @turn
      `,
      'turn',
    );
    const text = edited(driver.program.text, {
      'class Base:': 'import math as maths\nfrom collections import Counter\n\nclass Base:',
      'return "child"': 'return self.who(), self.twice(2), Child.made(), self.plain(), helper(3), self.size, New.x',
      'def show(self)':
        'def who(self, __more=1):\n        return super().who() + str(__more)\n\n' +
        '    @staticmethod\n    def twice(n, by=maths.floor(2.5)):\n        return n * by\n\n' +
        '    @classmethod\n    def made(cls):\n        return cls.__name__\n\n' +
        '    def plain(self, *, k="k"):\n        return k  # @plain\n\n    def show(self)',
      '        return 1\n':
        '        return 1\n\n    @size.setter\n    def size(self, value):\n        print("set", value)\n',
      'def gone():\n    return 0\n':
        'def helper(n):\n    return Counter("aab")["a"] * n\n\nclass New:\n    x = "new"\n',
      'print(child.show())': 'print(child.show())',
    });
    expect(await reload(driver, text)).toEqual({
      ...NOTHING,
      updated: ['Child.show'],
      added: [
        'import math as maths',
        'from collections import Counter',
        'helper',
        'New',
        'Child.who',
        'Child.twice',
        'Child.made',
        'Child.plain',
        'Child.size',
      ],
      removed: ['gone'],
      frames: [{ name: '<module>', frameId: expect.any(Number) }],
    });
    await driver.request('setBreakpoints', {
      source: { path: driver.program.path },
      breakpoints: [{ line: lineOf(text, 'plain') }],
    });
    const stop = await driver.continue();
    expect([stop.top.name, stop.line]).toEqual(['Child.plain', lineOf(text, 'plain')]);
    await driver.request('evaluate', { expression: 'self.size = 5', context: 'repl', frameId: stop.top.id });
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toContain(`('base1', 4, 'Child', 'k', 6, 1, 'new')\n`);
    expect(driver.output('stdout')).toContain('set 5');
  });

  test('a reload of what stays as it was costs the running program nothing', async () => {
    const program = writeProgram(`
      def work(n):
          return n * 2

      here = True  # @begin
      for turn in range(300):
          work(turn)
      end = True  # @end
    `);
    const counts = async (how?: (text: string) => string) => {
      const launch = { frameEvalConfig: BACKENDS[backend] };
      const driver = await debug(program, { breakpoints: ['begin', 'end'], launch });
      await driver.stopped();
      if (how) await driver.request('dapper/hotReload', { source: { path: program.path }, text: how(program.text) });
      const found = await driver.counted(() => driver.continue());
      expect(await driver.finish()).toBe('');
      return found;
    };
    const without = await counts();
    expect(Object.keys(without).length).toBeGreaterThan(3);
    expect(await counts((text) => text)).toEqual(without);
  });
});
