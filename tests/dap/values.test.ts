/** What a person sees of values, expands, sets and watches, over DAP and on every backend. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Stop } from './driver.ts';

/** The variables of a reference, by name. */
async function expanded(driver: Driver, variablesReference = 0) {
  const { variables } = await driver.request('variables', { variablesReference });
  return new Map(variables.map((variable) => [variable.name, variable]));
}

/** A debugged program at its marker @here. */
async function at(text: string, frameEvalConfig = {}): Promise<{ driver: Driver; stop: Stop; frameId: number }> {
  const driver = await debug(writeProgram(text), { breakpoints: ['here'], launch: { frameEvalConfig } });
  const stop = await driver.stopped();
  return { driver, stop, frameId: stop.top.id };
}

const KINDS = `
  import enum, functools, typing

  class Color(enum.Enum):
      RED = 1

  class Level(enum.IntEnum):
      LOW = 1

  class Mode(enum.Flag):
      READ = 1

  class Movie(typing.TypedDict):
      name: str

  class Sized:
      measure = len
      shout = str.upper
      part = functools.partial(print, 1)

  def work(s, red, low, mode, movie):
      return s.measure("abc")  # @here

  print(work(Sized(), Color.RED, Level.LOW, Mode.READ, Movie(name="n")))
`;

test('classes and objects with functions of C among their attributes expand', async () => {
  const { driver, stop, frameId } = await at(KINDS);
  const groups = await driver.variables(stop, 'Globals');
  const classes = await expanded(driver, groups.get('class variables')?.variablesReference);
  expect([...classes.keys()]).toEqual(['Color', 'Level', 'Mode', 'Movie', 'Sized']);
  const locals = await driver.variables(stop);
  for (const [name, { variablesReference }] of [...classes, ...locals]) {
    const children = await expanded(driver, variablesReference);
    expect(children.size, name).toBeGreaterThan(0);
    for (const child of children.values()) expect(child.value, name).not.toContain('mistake');
  }
  const hover = (expression: string) => driver.request('evaluate', { expression, frameId, context: 'hover' });
  expect((await hover('s.measure')).result).toBe('<built-in function len>');
  expect((await hover('Color.RED')).result).toBe('<Color.RED: 1>');
  expect(await driver.refused('evaluate', { expression: 's.shout', frameId, context: 'hover' })).toContain(
    'only looks',
  );
  expect(await driver.finish()).toBe('3\n');
});

const ALIKE = `
  class Key:
      def __init__(self, name):
          self.name = name
      def __repr__(self):
          return self.name

  def work(table, holder):
      return list(table.values())  # @here

  class Holder:
      __slots__ = ("x", "__dict__")

  holder = Holder()
  holder.x = 1
  holder.__dict__["x"] = 2
  nan = float("nan")
  print(work({Key("foo"): 1, Key("gad"): 2, Key("foo"): [3], nan: 4, float("nan"): 5}, holder))
`;

test('children that look alike are told apart: each is set, watched and expanded as itself', async () => {
  const { driver, stop } = await at(ALIKE);
  const table = (await driver.variables(stop)).get('table')?.variablesReference ?? 0;
  const children = await expanded(driver, table);
  expect([...children.keys()]).toEqual(['foo', 'gad', 'foo (2)', 'nan', 'nan (2)']);
  for (const { name, value, evaluateName = '' } of children.values()) {
    expect(await driver.evaluate(stop, evaluateName), name).toBe(value);
  }
  expect((await expanded(driver, children.get('foo (2)')?.variablesReference)).get('0')?.value).toBe('3');
  for (const [name, value] of [
    ['foo (2)', '30'],
    ['nan', '40'],
  ] as const) {
    await driver.request('setVariable', { variablesReference: table, name, value });
  }
  const holder = (await driver.variables(stop)).get('holder')?.variablesReference ?? 0;
  expect([...(await expanded(driver, holder)).keys()].slice(0, 2)).toEqual(['x', 'x (2)']);
  expect(await driver.finish()).toBe('[1, 2, 30, 40, 5]\n');
});

const ENDLESS = `
  import time

  def forever(self):
      while True:
          pass

  class Swallows:
      def __repr__(self):
          while True:
              try:
                  forever(self)
              except BaseException:
                  pass

  class Sleeps:
      def __repr__(self):
          time.sleep(60)
          return "slept"

  class Raises:
      def __repr__(self):
          raise ValueError("no text")

  class Quick:
      def __repr__(self):
          return "quick"

  def work(values, one, error):
      return len(values)  # @here

  kinds = [type(f"Loop{n}", (), {"__repr__": forever}) for n in range(8)]
  values = [kind() for kind in (*kinds, Swallows, Sleeps, Raises, Quick)]
  work([Quick(), *values], kinds[0](), Raises())
  print("end")
`;

/** What the values that were ended say that they took together. */
function millisecondsOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Number(/took longer than (\d+) ms/.exec(text)?.[1] ?? 0), 0);
}

describe.each(BACKEND_NAMES)('values that never end, at a stop of %s', (backend) => {
  test('take a tenth of a second for a whole page, and say why they are not shown', async () => {
    const { driver, stop, frameId } = await at(ENDLESS, BACKENDS[backend]);
    const values = (await driver.variables(stop)).get('values')?.variablesReference ?? 0;
    const shown = [...(await expanded(driver, values)).values()].map(({ value }) => value);
    expect(millisecondsOf(shown)).toBeLessThanOrEqual(90);
    expect(shown[0]).toBe('quick');
    expect(shown[1]).toBe('<Loop0 object; repr took longer than 40 ms>');
    for (const text of shown.slice(2, 11)) expect(text).toMatch(/^<\w+ object; repr (took longer than \d+ ms|not run)/);
    for (const context of ['watch', 'hover', 'variables', 'clipboard', 'repl'] as const) {
      const evaluate = () => driver.request('evaluate', { expression: 'one', frameId, context });
      const { result } = await evaluate();
      expect(result, context).toMatch(/^<Loop0 object; repr took longer than \d+ ms>$/);
      const most = context === 'clipboard' || context === 'repl' ? 250 : 40;
      expect(millisecondsOf([result]), context).toBeLessThanOrEqual(most);
    }
    expect(await driver.evaluate(stop, 'error')).toBe('<Raises object; repr raised ValueError: no text>');
    expect(await driver.finish()).toBe('end\n');
  });
});

const STUBBORN = {
  'catches everything in a loop': `exec("while True:\\n try:\\n  while True: pass\\n except BaseException: pass")`,
  'is new code each time': 'while True: exec("while True:\\n try:\\n  while True: pass\\n except BaseException: pass")',
  'goes on within an outer handler':
    'while True:\n try:\n  while True:\n   try:\n    while True: pass\n   except BaseException: continue\n except BaseException: pass',
  'sleeps again and again': 'import time\nwhile True:\n try:\n  time.sleep(1)\n except BaseException: pass',
  'recurses in its handlers': 'def f():\n try: return f()\n except BaseException: return f()\nf()',
} as const;

describe.each(BACKEND_NAMES)('an entry of the console that cannot be ended politely, at a stop of %s', (backend) => {
  const config = { ...BACKENDS[backend], timeout: 0.3 };

  test.each(Object.entries(STUBBORN))(
    'which %s: is ended by its deadline, and the next is answered',
    async (_, expression) => {
      const { driver, stop, frameId } = await at(KINDS, config);
      for (let turn = 0; turn < 2; turn += 1) {
        const entered = driver.refused('evaluate', { expression, frameId, context: 'repl' });
        const watched = driver.evaluate(stop, '1 + 1');
        expect(await entered).toContain("took longer than 0.3 s (the setting 'timeout')");
        expect(await watched).toBe('2');
      }
      const handled = {
        expression: 'try:\n 1 / 0\nexcept ZeroDivisionError:\n print("handled")',
        frameId,
        context: 'repl',
      };
      await driver.request('evaluate', handled);
      expect(await driver.evaluate(stop, '__import__("sys").exc_info()')).toBe('(None, None, None)');
      expect(await driver.finish()).toBe('handled\n3\n');
    },
  );
});

test('an entry of the console that catches everything is ended by a pause', async () => {
  const { driver, stop, frameId } = await at(KINDS);
  const expression = STUBBORN['catches everything in a loop'];
  const entered = driver.refused('evaluate', { expression, frameId, context: 'repl' });
  await driver.request('pause', { threadId: 1 });
  expect(await entered).toContain('Interrupted');
  expect(await driver.evaluate(stop, '1 + 1')).toBe('2');
  expect(await driver.finish()).toBe('3\n');
});

test('an entry that asks for input again and again is ended by a pause', async () => {
  const { driver, stop, frameId } = await at(KINDS);
  const expression = 'while True:\n try: input("? ")\n except BaseException: pass';
  const entered = driver.refused('evaluate', { expression, frameId, context: 'repl' });
  await driver.event('dapper/inputRequested');
  await driver.request('pause', { threadId: 1 });
  expect(await entered).toContain('Interrupted');
  expect(await driver.evaluate(stop, '1 + 1')).toBe('2');
  expect(await driver.finish()).toMatch(/^(\? ){1,6}3\n$/);
});

test('a condition that catches everything is ended by a pause', async () => {
  const program = writeProgram(`
    def stubborn():
        print("checked", flush=True)
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
    for n in range(3):
        n  # @line
    print("end")
  `);
  const driver = await debug(program, {
    breakpoints: [{ at: 'line', condition: 'stubborn()' }],
    launch: { frameEvalConfig: { bytecode_optimization: false } },
  });
  await driver.printed(/checked/);
  const cleared = driver.setBreakpoints([]); // is answered when the condition is over
  await driver.request('pause', { threadId: 1 });
  await cleared;
  await driver.stopped();
  expect(await driver.finish()).toMatch(/end\n$/);
});

const SHOWN = `
  class Animal:
      def speak(self):
          return "..."

  class Dog(Animal):
      tricks = 0

      def __init__(self, name, friend=None):
          self.name = name
          self.friend = friend

      def speak(self, loud=True):
          numbers = list(range(5000))
          text = "long " * 1000
          super().speak()
          return (loud, numbers, text)  # @here

  class Empty:
      pass

  ada = Dog("Ada", Dog("Bo"))
  kept = [Empty(), ada]
  ada.speak()
`;

test('an object reads by its fields, a long value by its type and length, and the compiler’s cell is no local', async () => {
  const { driver, stop, frameId } = await at(SHOWN);
  const locals = await driver.variables(stop);
  expect([...locals.keys()]).toEqual(['loud', 'numbers', 'self', 'text']);
  const ada = "Dog(name='Ada', friend=Dog(name='Bo', friend=None))";
  expect(locals.get('self')?.value).toBe(ada);
  expect(locals.get('numbers')?.value).toMatch(/^list \(5,000 items\) \[0, 1, 2, .*, …\]$/);
  expect(locals.get('text')?.value).toMatch(/^str \(5,000 characters\) 'long long .*'…$/);
  expect((await driver.variables(stop, 'Globals')).get('kept')?.value).toBe(`[Empty(), ${ada}]`);
  for (const context of ['watch', 'hover', 'repl'] as const) {
    const { result } = await driver.request('evaluate', { expression: 'kept', frameId, context });
    expect(result, context).toBe(`[Empty(), ${ada}]`);
  }
  expect(await driver.evaluate(stop, 'repr(kept[0])')).toMatch(/Empty object at 0x/);
  expect(await driver.evaluate(stop, '__class__.__name__')).toBe("'Dog'");
  await driver.finish();
});
