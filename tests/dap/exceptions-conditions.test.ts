/** Conditions of exception filters: in the exception's frame, where `__exception__` is the exception. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, open } from './driver.ts';

const PROGRAM = `
  import builtins
  import functools

  def look_up(n):
      limit = 2
      try:
          if n > limit:
              raise KeyError(n)  # @key
          raise ValueError(n)  # @value
      except (KeyError, ValueError) as error:
          return str(error)

  @functools.singledispatch
  def convert(value):
      raise TypeError(value)  # @convert

  print([look_up(n) for n in range(5)])
  for value in ("a", "b"):
      try:
          convert(value)
      except TypeError:
          pass
  print(hasattr(builtins, "__exception__"))

  def leave(code):
      raise LookupError(code)  # @leave

  leave(7)  # @end
`;
const PRINTED = "['0', '1', '2', '3', '4']\nFalse\n";

interface Filters {
  readonly filters?: string[];
  readonly options?: Dap.ExceptionFilterOptions[];
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  async function start(
    { filters = [], options = [] }: Filters,
    text = PROGRAM,
  ): Promise<{ driver: Driver; answers: Dap.Breakpoint[] }> {
    const driver = open(writeProgram(text));
    const { exceptionBreakpointFilters: offered } = await driver.request('initialize', { adapterID: 'dapper' });
    expect(offered?.map(({ supportsCondition }) => supportsCondition)).toEqual([true, true, true, true]);
    await driver.request('launch', { program: driver.program.path, frameEvalConfig: BACKENDS[backend] });
    const body = await driver.request('setExceptionBreakpoints', { filters, filterOptions: options });
    await driver.request('configurationDone', {});
    return { driver, answers: body?.breakpoints ?? [] };
  }

  /** Where the program stops, with the value of an expression there. */
  async function stops(asked: Filters, expression = '0'): Promise<string[]> {
    const { driver } = await start(asked);
    const found: string[] = [];
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      expect(stop.event.reason).toBe('exception');
      found.push(`${stop.at} ${await driver.evaluate(stop, expression)}`);
      await driver.resume();
    }
    expect(driver.output('stdout')).toBe(PRINTED);
    return found;
  }
  const condition = (filterId: string, text: string): Filters => ({ options: [{ filterId, condition: text }] });

  test.each<[string, string, string, string[]]>([
    ['raised', 'isinstance(__exception__, KeyError)', 'n', ['key 3', 'key 4']],
    ['raised', 'type(__exception__) is ValueError and n == limit - 1', 'n', ['value 1']],
    ['raised', '[each for each in __exception__.args if each == 7]', 'code', ['leave 7']],
    ['raised', '(lambda: __exception__.args[0])() == "b"', 'value', ["convert 'b'"]],
    ['raised', 'False', '0', []],
    ['raised', '  ', '0', ['value 0', 'value 0', 'value 0', 'key 0', 'key 0', 'convert 0', 'convert 0', 'leave 0']],
    ['uncaught', 'code == 7 and isinstance(__exception__, LookupError)', 'code', ['leave 7']],
    ['uncaught', 'isinstance(__exception__, KeyError)', '0', []],
    ['uncaughtWhereRaised', 'code == 7 and __exception__.args == (7,)', 'code', ['leave 7']],
    ['uncaughtWhereRaised', 'code == 8', '0', []],
    ['userUnhandled', '__exception__.args == (value,) == ("b",)', 'value', ["convert 'b'"]],
    ['userUnhandled', 'value == "c"', '0', []],
  ])('%s with the condition %j stops only where it holds', async (filter, text, expression, expected) => {
    expect(await stops(condition(filter, text), expression)).toEqual(expected);
  });

  test('a filter without a condition goes before one with it, and of several conditions one is enough', async () => {
    const keys = { filterId: 'raised', condition: 'isinstance(__exception__, KeyError)' };
    const seven = { filterId: 'raised', condition: '__exception__.args == (7,)' };
    expect(await stops({ options: [keys, seven] })).toEqual(['key 0', 'key 0', 'leave 0']);
    expect(await stops({ filters: ['raised'], options: [keys] })).toHaveLength(8);
  });

  test.each<[string, string | undefined, string, string[]]>([
    ['raised', undefined, 'n', ['value 0']],
    ['raised', 'isinstance(__exception__, KeyError)', 'n', ['key 3']],
    ['userUnhandled', undefined, 'value', ["convert 'a'"]],
    ['uncaughtWhereRaised', undefined, 'code', ['leave 7']],
    ['uncaught', undefined, 'code', ['leave 7']],
  ])(
    '%s in the mode "once", with the condition %j, stops at the first alone',
    async (filterId, text, what, expected) => {
      const option = { filterId, mode: 'once', ...(text !== undefined && { condition: text }) };
      expect(await stops({ options: [option] }, what)).toEqual(expected);
    },
  );

  test('a filter that is wanted once and always stops always; another mode is refused; a restart begins anew', async () => {
    const once = { filterId: 'raised', mode: 'once' };
    expect(await stops({ filters: ['raised'], options: [once] })).toHaveLength(8);
    expect(await stops({ filters: ['uncaught'], options: [once] })).toEqual(['value 0', 'leave 0']);
    const { driver, answers } = await start({ options: [once, { filterId: 'uncaught', mode: 'twice' }] });
    expect(answers.map(({ verified, message }) => message ?? verified)).toEqual([
      true,
      "Mode 'twice' is unknown; allowed: once.",
    ]);
    expect((await driver.stopped()).at).toBe('value');
    await driver.request('restart', {});
    expect((await driver.stoppedAfresh()).at).toBe('value');
    expect(await driver.finish()).toContain(PRINTED);
  });

  test('what one filter declines, another may stop at', async () => {
    const never = (filterId: string) => ({ filterId, condition: 'False' });
    expect(await stops({ filters: ['uncaught'], options: [never('uncaughtWhereRaised')] }, 'code')).toEqual([
      'leave 7',
    ]);
    expect(await stops({ filters: ['userUnhandled'], options: [never('raised')] }, 'value')).toEqual([
      "convert 'a'",
      "convert 'b'",
    ]);
    const second = { filterId: 'raised', condition: '__exception__.args == ("b",)' };
    expect(await stops({ filters: ['userUnhandled'], options: [second] }, 'value')).toEqual([
      "convert 'a'",
      "convert 'b'",
    ]);
  });

  test('a condition that is no expression is refused alone, by its filter', async () => {
    const { driver, answers } = await start({
      filters: ['unheard'],
      options: [
        { filterId: 'raised', condition: 'n ==' },
        { filterId: 'uncaught', condition: 'True' },
        { filterId: 'raised', condition: 'await n' },
      ],
    });
    expect(answers).toEqual([
      { verified: false, message: expect.stringContaining("Exception filter 'unheard' is unknown; allowed: raised,") },
      { verified: false, message: expect.stringContaining("Condition 'n ==' is not a Python expression") },
      { verified: true },
      { verified: false, message: expect.stringContaining("Condition 'await n' cannot be evaluated") },
    ]);
    expect((await driver.stopped()).at).toBe('leave');
    await driver.finish();
  });

  test('while conditions take long, requests are served between two of them', async () => {
    const text = `
      def slow(error):
          while error.args:
              pass

      def attempt(n):
          try:
              raise KeyError(n)  # @raise
          except KeyError:
              return n  # @handled

      print("begun")
      try:
          while True:
              attempt(1)
      finally:
          print("clean")
    `;
    const { driver } = await start(condition('raised', 'slow(__exception__)'), text);
    await driver.printed(/begun/);
    const paused = await driver.pauseAt('raise');
    expect([paused.at, paused.event.reason]).toEqual(['raise', 'pause']);
    await driver.resume();
    await driver.request('terminate', {});
    expect(await driver.ended()).toBe('begun\nclean\n');
    expect(driver.output('important')).toBe('');
  });

  test('a condition that raises stops, and says why', async () => {
    const { driver } = await start(condition('raised', '__exception__.args[0] > missing'));
    expect((await driver.stopped()).at).toBe('value');
    expect(driver.output('important')).toContain(
      "Condition '__exception__.args[0] > missing' raised NameError: name 'missing' is not defined",
    );
    await driver.request('setExceptionBreakpoints', { filters: [] });
    await driver.finish();
  });

  test('a built-in of the program that has the name is itself again afterwards', async () => {
    const text = `
      import builtins

      builtins.__exception__ = "mine"
      try:
          raise KeyError(1)  # @key
      except KeyError:
          print(__exception__)
    `;
    const { driver } = await start(condition('raised', '__exception__.args == (1,)'), text);
    const stop = await driver.stopped();
    expect([stop.at, await driver.evaluate(stop, '__exception__')]).toEqual(['key', "'mine'"]);
    expect(await driver.finish()).toBe('mine\n');
  });
});
