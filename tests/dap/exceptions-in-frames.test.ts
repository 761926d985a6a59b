/** The exception of a stop in each frame that it comes to: as a scope, and as `__exception__` in a person's code. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Stop } from './driver.ts';

/** Which frames have a scope for it, with what `__exception__` is there. */
async function seen(driver: Driver, stop: Stop): Promise<string[]> {
  const found: string[] = [];
  for (const [number, frame] of stop.frames.entries()) {
    if (frame.presentationHint === 'label') continue;
    const { scopes } = await driver.request('scopes', { frameId: frame.id });
    const scope = scopes.find(({ name }) => name === 'Exception');
    if (!scope) continue;
    const { variables } = await driver.request('variables', { variablesReference: scope.variablesReference });
    expect(variables[0]?.evaluateName).toBe('__exception__');
    found.push(`${frame.name}: ${await driver.evaluate(stop, 'type(__exception__).__name__', number)}`);
  }
  return found;
}

const TEXT = `
  import json

  def load(text):
      return json.loads(text)  # @load

  load("{bad")  # @call
`;

test('what has left the program has left each of its frames, the own ones too', async () => {
  const driver = await debug(writeProgram(TEXT), { filters: ['uncaught'] });
  const stop = await driver.stopped();
  expect(await seen(driver, stop)).toEqual(
    stop.frames.map(({ name }) => expect.stringContaining(`${name}: '`)) as string[],
  );
  const own = stop.frames.findIndex(({ name }) => name === 'load');
  const frameId = stop.frames[own]?.id ?? 0;
  const ask = async (expression: string, context: string) =>
    (await driver.request('evaluate', { expression, context, frameId })).result;
  expect(await ask('__exception__.pos', 'repl')).toBe('1');
  expect(await ask('__exception__.lineno', 'watch')).toBe('1');
  expect(await ask('__exception__', 'hover')).toContain('JSONDecodeError');
  const { targets } = await driver.request('completions', { text: '__exc', column: 6, frameId });
  expect(targets.map(({ label }) => label)).toContain('__exception__');
  const members = await driver.request('completions', { text: '__exception__.po', column: 17, frameId });
  expect(members.targets.map(({ label }) => label)).toContain('pos');
  const locals = await driver.variables(stop, 'Locals', own);
  expect(locals.get('text')?.value).toBe("'{bad'");
  expect(await ask('"__excep" "tion__" in vars(__import__("builtins"))', 'repl')).toBe('False');
});

test.each([
  ['of the program', ''],
  ['of one with a top-level await', 'import asyncio\nawait asyncio.sleep(0)\n'],
])('a group that the outermost frame %s has made is shown there, though it has no traceback', async (_, begin) => {
  const text = `
    try:
        raise ExceptionGroup("both", [ValueError(1), OSError(3)])
    except* OSError as error:
        raise TypeError("new") from error  # @new
  `;
  const program = writeProgram(`${begin}${text.replaceAll('\n    ', '\n').trimStart()}`);
  const driver = await debug(program, { breakpoints: [1] });
  await driver.stopped();
  await driver.request('setExceptionBreakpoints', {
    filters: [],
    filterOptions: [{ filterId: 'uncaught', condition: '__name__ == "__main__"' }],
  });
  const stop = await driver.continue();
  expect([stop.at, stop.top.name, stop.event.text]).toEqual(['new', '<module>', 'ExceptionGroup:  (2 sub-exceptions)']);
  expect(await driver.evaluate(stop, 'type(__exception__.exceptions[0]).__name__')).toBe("'TypeError'");
  await driver.finish();
  expect(driver.happenings.find(({ event }) => event === 'dapper/failure')?.body).toMatchObject({
    exceptionId: 'ExceptionGroup',
    line: program.line('new'),
  });
});

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const launch = { justMyCode: false, frameEvalConfig: BACKENDS[backend] };

  test('where it is raised, the frames have it as far as the first own one', async () => {
    const text = `
      import textwrap

      def own(value):
          return textwrap.wrap(value, 0)  # @own

      try:
          own("a text")
      except ValueError as error:
          print(error)
    `;
    const driver = await debug(writeProgram(text), { filters: ['raised'], launch });
    const stop = await driver.stopped();
    const frames = await seen(driver, stop);
    expect(frames[0]).toMatch(/^TextWrapper.*: 'ValueError'$/);
    expect(frames).toContain("own: 'ValueError'");
    expect(await driver.finish()).toBe('invalid width 0 (must be > 0)\n');
  });

  test('a frame that handles it is the last one', async () => {
    const text = `
      import collections.abc

      class Names(collections.abc.Mapping):
          def __getitem__(self, key):
              raise KeyError(key)
          def __iter__(self):
              return iter(())
          def __len__(self):
              return 0

      print(Names().get("a", 3))
    `;
    const driver = await debug(writeProgram(text), { filters: ['raised'], launch });
    const stop = await driver.stopped();
    const frames = await seen(driver, stop);
    expect(frames[0]).toBe("Names.__getitem__: 'KeyError'");
    expect(frames.some((each) => each.startsWith('<module>'))).toBe(false);
    expect(await driver.finish()).toBe('3\n');
  });
});

test('the exceptions that led to it are in their own frames', async () => {
  const text = `
    def inner():
        raise KeyError("a")

    def outer():
        try:
            inner()
        except KeyError as error:
            raise ValueError("b") from error

    outer()
  `;
  const driver = await debug(writeProgram(text), { filters: ['uncaught'] });
  const stop = await driver.stopped();
  expect(await seen(driver, stop)).toEqual([
    "outer: 'ValueError'",
    "<module>: 'ValueError'",
    "inner: 'KeyError'",
    "outer: 'KeyError'",
  ]);
});

test('a name of the program is its own, and a value can be set by the exception', async () => {
  const text = `
    __exception__ = "mine"
    seen = None
    raise ValueError("b")
  `;
  const driver = await debug(writeProgram(text), { filters: ['uncaught'] });
  const stop = await driver.stopped();
  expect(await driver.evaluate(stop, '__exception__')).toBe("'mine'");
  const other = await debug(writeProgram('seen = [None]\nraise ValueError("b")\n'), { filters: ['uncaught'] });
  const at = await other.stopped();
  const seenList = (await other.variables(at)).get('seen');
  const set = await other.request('setVariable', {
    variablesReference: seenList?.variablesReference ?? 0,
    name: '0',
    value: '__exception__.args',
  });
  expect(set.value).toBe("('b',)");
});
