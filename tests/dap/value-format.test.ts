/** Integers in base 16 (`ValueFormat`), and the names of frames as a client wants them (`StackFrameFormat`). */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Stop } from './driver.ts';

const VALUES = `
  import dataclasses
  import enum

  class Level(enum.IntEnum):
      HIGH = 255

  @dataclasses.dataclass
  class Point:
      x: int
      y: float

  class Count(int):
      pass

  class Odd(int):
      def __index__(self):
          print("asked")
          raise SystemExit
      __abs__ = __neg__ = __format__ = __index__

  def work(plain, negative, yes, huge, several, nested, level, point, count, odd, text, real):
      return plain  # @here

  print(work(255, -255, True, 1 << 100, [10, -11, True], {"k": (12, {13: 14})}, Level.HIGH, Point(16, 1.5),
             Count(17), Odd(18), "19", 20.0))
`;
const hex = { format: { hex: true } };

async function listed(driver: Driver, variablesReference: number): Promise<Map<string, Dap.Variable>> {
  const { variables } = await driver.request('variables', { variablesReference, ...hex });
  return new Map(variables.map((variable) => [variable.name, variable]));
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  async function start(): Promise<{ driver: Driver; stop: Stop; locals: number; frameId: number }> {
    const launch = { frameEvalConfig: BACKENDS[backend] };
    const driver = await debug(writeProgram(VALUES), { breakpoints: ['here'], launch });
    const stop = await driver.stopped();
    const frameId = stop.top.id;
    const { scopes } = await driver.request('scopes', { frameId });
    return { driver, stop, frameId, locals: scopes[0]?.variablesReference ?? 0 };
  }

  test('variables, and what is in them, are shown in base 16; what is no integer stays', async () => {
    const { driver, locals } = await start();
    const shown = await listed(driver, locals);
    expect(Object.fromEntries([...shown].map(([name, { value }]) => [name, value]))).toEqual({
      plain: '0xff',
      negative: '-0xff',
      yes: 'True',
      huge: `0x1${'0'.repeat(25)}`,
      several: '[0xa, -0xb, True]',
      nested: "{'k': (0xc, {0xd: 0xe})}",
      level: '<Level.HIGH: 0xff>',
      point: 'Point(x=0x10, y=1.5)',
      count: '0x11',
      odd: '0x12',
      text: "'19'",
      real: '20.0',
    });
    const items = await listed(driver, shown.get('several')?.variablesReference ?? 0);
    expect([...items.values()].map(({ name, value }) => `${name} ${value}`)).toEqual(['0 0xa', '1 -0xb', '2 True']);
    expect(await driver.finish()).toBe('255\n');
  });

  test('what is evaluated and what is set is shown so too, each where it was asked for', async () => {
    const { driver, locals, frameId } = await start();
    const evaluate = async (expression: string, context: string, format: object) =>
      (await driver.request('evaluate', { expression, context, frameId, ...format })).result;
    for (const context of ['watch', 'hover', 'repl', 'clipboard']) {
      expect(await evaluate('several', context, hex)).toBe('[0xa, -0xb, True]');
      expect(await evaluate('several', context, {})).toBe('[10, -11, True]');
    }
    const variable = { variablesReference: locals, name: 'text' };
    expect((await driver.request('setVariable', { ...variable, value: '[0x20]', ...hex })).value).toBe('[0x20]');
    expect((await driver.request('setVariable', { ...variable, value: '[0x20]' })).value).toBe('[32]');
    const expression = { expression: 'several[0]', value: '0x21', frameId };
    expect((await driver.request('setExpression', { ...expression, ...hex })).value).toBe('0x21');
    expect((await driver.request('setExpression', expression)).value).toBe('33');
    expect(await driver.finish()).toBe('255\n');
  });
});

const FRAMES = `
  class Odd:
      def __repr__(self):
          while True:
              pass
      __class__ = property(__repr__)

  class Thing:
      def method(self, first, /, second=2, *rest, key, **more):
          del second
          return [each for each in go(Odd(), [0x10, "x" * 1000], None)]
      def __repr__(self):
          return "<thing>"

  def go(odd, several, none):
      yield several  # @here

  def outer():
      def inner():
          return Thing().method(1, 2, 3, key=4, extra=5)
      return inner()

  outer()
  print("end")
`;

describe('the names of frames', () => {
  async function names(driver: Driver, format: Dap.StackFrameFormat): Promise<string[]> {
    const { stackFrames, totalFrames } = await driver.request('stackTrace', { threadId: 1, format });
    expect(totalFrames).toBe(stackFrames.length);
    return stackFrames.map(({ name }) => name);
  }

  test('have module, line and parameters, each where it is asked for', async () => {
    const driver = await debug(writeProgram(FRAMES), { breakpoints: ['here'] });
    const { frames } = await driver.stopped();
    const plain = frames.map(({ name }) => name);
    expect(plain).toEqual(expect.arrayContaining(['go', 'Thing.method', 'outer.inner', 'outer', '<module>']));
    expect(await names(driver, {})).toEqual(plain);
    const lines = frames.map(({ line, name }) => `${name} : ${line}`);
    expect(await names(driver, { line: true })).toEqual(lines);
    const modules = frames.map(({ name }) => (name === '<module>' ? '__main__' : `__main__.${name}`));
    expect(await names(driver, { module: true })).toEqual(modules);
    const method = async (format: Dap.StackFrameFormat) =>
      (await names(driver, format)).find((name) => name.includes('method('));
    expect(await method({ parameters: true })).toBe('Thing.method(self, first, second, *rest, key, **more)');
    expect(await method({ parameters: true, parameterTypes: true })).toBe(
      'Thing.method(Thing, int, …, tuple, int, dict)',
    );
    expect(await method({ parameters: true, parameterNames: true, parameterTypes: true })).toBe(
      'Thing.method(self: Thing, first: int, second, *rest: tuple, key: int, **more: dict)',
    );
    expect(await method({ parameters: true, parameterValues: true, module: true, line: true })).toMatch(
      /^__main__\.Thing\.method\(<thing>, 1, …, \(3,\), 4, \{'extra': 5\}\) : \d+$/,
    );
    expect(await method({ parameterNames: true, parameterTypes: true, parameterValues: true })).toBe(
      "Thing.method(self: Thing = <thing>, first: int = 1, second, *rest: tuple = (3,), key: int = 4, **more: dict = {'extra': 5})",
    );
    expect(await names(driver, { parameters: true })).toContain('<module>');
    expect(await driver.finish()).toBe('end\n');
  });

  test('a value that never answers takes its time once, and the others are shown; a long one is cut', async () => {
    const driver = await debug(writeProgram(FRAMES), { breakpoints: ['here'] });
    await driver.stopped();
    const [top] = await names(driver, { parameters: true, parameterNames: true, parameterValues: true, hex: true });
    expect(top).toMatch(/^go\(odd=<Odd object; repr took longer than \d+ ms>, several=\[0x10, 'x+'?….*, none=None\)$/);
    expect(top?.length).toBeLessThan(250);
    expect(await driver.finish()).toBe('end\n');
  });

  test('frames that are hidden are shown on request', async () => {
    const text = `
      import asyncio
      async def main():
          await asyncio.sleep(0)
          return 1  # @here
      print(await main())
    `;
    const driver = await debug(writeProgram(text), { breakpoints: ['here'] });
    const { frames } = await driver.stopped();
    expect(frames.map(({ name }) => name)).toEqual(['main', '<module>']);
    const all = await names(driver, { includeAll: true });
    expect(all.slice(0, 2)).toEqual(['main', '<module>']);
    expect(all.length).toBeGreaterThan(2);
    expect(await driver.finish()).toBe('1\n');
  });
});
