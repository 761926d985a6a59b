/** What a function with a compiled breakpoint shows of itself: its own names and constants, as they were. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug, type Spot } from './driver.ts';

/** Compares every function's tables with those that its source compiles to. */
const LOOK = `
  import inspect
  import types

  def codes(code):
      yield code
      for constant in code.co_consts:
          if isinstance(constant, types.CodeType):
              yield from codes(constant)

  def tables(code):
      return code.co_names, [each.co_qualname if isinstance(each, types.CodeType) else each for each in code.co_consts]

  with open(__file__) as file:
      compiled = {each.co_qualname: each for each in codes(compile(file.read(), __file__, "exec"))}

  def look(function):
      code, original = function.__code__, compiled[function.__code__.co_qualname]
      names, constants = tables(original)
      shown = [each.co_qualname if isinstance(each, types.CodeType) else each for each in code.co_consts]
      found = inspect.getclosurevars(function)
      print(
          function.__qualname__,
          code.co_names[: len(names)] == names,
          code.co_names[len(names) :],
          [type(each) for each in shown[: len(constants)]] == [type(each) for each in constants],
          shown[: len(constants)] == constants,
          isinstance(hash(code), int),
          sorted(found.nonlocals), sorted(found.globals), sorted(found.builtins), sorted(found.unbound),
      )
`;

const PROGRAM = `
  LIMIT = 3

  def plain(n):
      "A docstring."
      total = n * 2  # @plain
      def inner(k=(1, 2.0, True, -0.0)):
          return k, LIMIT  # @inner
      return total, inner, 1.0, 1, True, "text", {"a", "b"} & {"c"}

  def outer(hidden):
      shown = hidden
      class Local:
          size = LIMIT
          def method(self):
              return self.size, hidden, len(shown)  # @method
      return Local

  def handles(items):
      result = []
      for item in items:  # @loop
          try:
              result.append(item.missing)  # @try
          except AttributeError as error:
              result.append(type(error).__name__)  # @except
          finally:
              result.append("end")  # @finally
      with open(__file__) as file:  # @with
          first = file.readline()
      return result, first

  def gives(limit):
      for n in range(limit):
          got = yield n  # @yield
          if got:
              break
      return "done"  # @return

  async def waits(other):
      async for each in other:
          await each.step()  # @await

  MANY_NAMES

  print(plain(2)[0], plain(2)[1](), outer("h")().method(), handles("ab")[0], list(gives(3)), many(0)[-3:])
  for function in (plain, plain(2)[1], outer("h").method, handles, gives, waits, many):
      look(function)
  print(plain(1)[2:], LIMIT)  # @module
`;

/** More names and constants than a byte can number: their instructions are longer. */
const MANY = [
  'def many(n):',
  '    found = []',
  ...Array.from({ length: 300 }, (_, n) => `    found.append(n.real + ${n + 0.5} if n < ${1000 + n} else n.name_${n})`),
  '    return found  # @many',
].join('\n');

const TEXT = [LOOK, PROGRAM]
  .map((text) => text.replace(/^ {2}/gm, ''))
  .join('')
  .replace('MANY_NAMES', MANY);
const MARKERS = ['plain', 'inner', 'method', 'try', 'except', 'finally', 'with', 'yield', 'return', 'await', 'many'];

let alone: Promise<string> | undefined;

/** What the program prints without the debugger. */
function bare(): Promise<string> {
  alone ??= output([], { noDebug: true });
  return alone;
}

async function output(spots: readonly Spot[], launch: object): Promise<string> {
  const driver = await debug(writeProgram(TEXT), { breakpoints: spots, launch });
  const printed = await driver.ended();
  if (spots.length > 0) {
    const { cacheStats } = await driver.request('dapper/frameEvalStatus', {});
    expect(cacheStats.func_code_cache).toMatchObject({ injections: spots.length, slow_visits: 0 });
  }
  return printed;
}

const WAYS: readonly (readonly [string, { readonly condition?: string; readonly hitCondition?: string }])[] = [
  ['a false condition', { condition: '0 > 1' }],
  ['a condition that calls', { condition: 'isinstance(1, str) or bool()' }],
  ['a hit count', { hitCondition: '>=1000000' }],
  ['a condition and a hit count', { condition: '1 == 1', hitCondition: '%1000000' }],
];

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const launch = { frameEvalConfig: BACKENDS[backend] };
  const ways = backend === 'eval_frame' ? WAYS : WAYS.slice(-1);

  test.each(ways)('with %s on many lines, names, constants and closures are the program’s', async (_name, details) => {
    const spots = MARKERS.map((at) => ({ at, ...details }));
    const names = /isinstance/.test(JSON.stringify(details)) ? ['isinstance', 'str', 'bool'] : [];
    const expected = (await bare()).split('\n');
    const lines = (await output(spots, launch)).split('\n');
    expect(expected).toHaveLength(10);
    if (names.length === 0) {
      expect(lines).toEqual(expected);
      return;
    }
    // What the condition itself names stands behind the program's own.
    for (const [index, line] of lines.slice(1, 8).entries()) {
      expect(line.split(' ').slice(0, 2)).toEqual(expected[index + 1]?.split(' ').slice(0, 2));
      expect(line).toContain(`${names.map((name) => `'${name}'`).join(', ')}) True True True`);
    }
    expect([lines[0], lines[8]]).toEqual([expected[0], expected[8]]);
  });

  test('a log message adds nothing to what the function shows', async () => {
    const spots = MARKERS.filter((at) => at !== 'many').map((at) => ({ at, logMessage: 'at {__name__}' }));
    expect(await output(spots, launch)).toBe(await bare());
  });
});

test('what stands in the place of builtins looks, and is called, like them', async () => {
  const text = `
    import inspect
    import sys
    import time

    for function in (sys.breakpointhook, time.sleep):
        try:
            print(inspect.signature(function))
        except ValueError as error:
            print("no signature")
        print(function.__name__, function.__module__, type(function), function.__doc__, function.__text_signature__)
    print(time.sleep(0), time.sleep(0.001))
    for wrong in ((), (1, 2), ("1",), (-1,)):
        try:
            time.sleep(*wrong)
        except (TypeError, ValueError) as error:
            print(type(error))
    if len(sys.argv) > 1:
        breakpoint()  # @plain
        breakpoint("first", header="Stopped")  # @named
    print("end")
  `;
  const undebugged = await debug(writeProgram(text), { launch: { noDebug: true } });
  const printed = await undebugged.ended();
  const driver = await debug(writeProgram(text), { launch: { args: ['stop'] } });
  // A call of \`breakpoint()\` stops at its own line.
  expect((await driver.stopped()).at).toBe('plain');
  expect((await driver.continue()).at).toBe('named');
  expect(await driver.finish()).toBe(printed);
});
