/** The exceptions that led to one: their frames behind those of the stop, and what they hold. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Stop } from './driver.ts';

const CHAIN = `
  def look_up(key):
      table = {"a": key * 2}
      return table["x"]  # @key

  def convert(number):
      try:
          look_up(number)  # @convert
      except KeyError as error:
          error.add_note("looked up")
          problem = ValueError("cannot convert")
          raise problem from error  # @cause

  def outer():
      text = "during"
      try:
          convert(21)  # @outer
      except ValueError:
          raise TypeError(text)  # @raise

  outer()  # @main
`;

/** The frames of a stop, each with the marker of its line; labels as they are. */
function listed({ frames }: Stop, driver: Driver): string[] {
  return frames.map(({ name, line, presentationHint }) =>
    presentationHint === 'label' ? `-- ${name}` : `${name} ${driver.program.markerAt(line) ?? line}`,
  );
}

async function scopesOf(driver: Driver, frame: Dap.StackFrame | undefined) {
  const { scopes } = await driver.request('scopes', { frameId: frame?.id ?? 0 });
  return new Map(scopes.map((scope) => [scope.name, scope.variablesReference]));
}

async function children(driver: Driver, variablesReference = 0) {
  const { variables } = await driver.request('variables', { variablesReference });
  return new Map(variables.map((variable) => [variable.name, variable]));
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const start = (text: string, filters: string[]) =>
    debug(writeProgram(text), { filters, launch: { frameEvalConfig: BACKENDS[backend] } });

  test.each([['uncaught'], ['uncaughtWhereRaised']])(
    'with the filter %s sections follow the frames',
    async (filter) => {
      const driver = await start(CHAIN, [filter]);
      const stop = await driver.stopped();
      expect(listed(stop, driver)).toEqual([
        'outer raise',
        '<module> main',
        '-- during handling of ValueError: cannot convert',
        'convert cause',
        'outer outer',
        "-- caused by KeyError: 'x'",
        'look_up key',
        'convert convert',
      ]);
      const [top, , label, , , , innermost] = stop.frames;
      expect([label?.line, label?.source, label?.presentationHint]).toEqual([0, undefined, 'label']);
      expect(innermost?.canRestart).toBe(false);
      const own = await scopesOf(driver, top);
      expect([...own.keys()]).toEqual(['Locals', 'Exception', 'Globals']);
      expect((await children(driver, own.get('Exception'))).get('TypeError')?.value).toBe("TypeError('during')");
      // The frame is over, and what it held is still there.
      const past = await scopesOf(driver, innermost);
      const table = (await children(driver, past.get('Locals'))).get('table');
      expect(table?.value).toBe("{'a': 42}");
      const evaluated = { expression: 'table["a"] + key', frameId: innermost?.id ?? 0 };
      expect((await driver.request('evaluate', { ...evaluated, context: 'watch' })).result).toBe('63');
      const error = (await children(driver, past.get('Exception'))).get('KeyError');
      expect((await children(driver, error?.variablesReference)).get('__notes__')?.value).toBe("['looked up']");
      expect(await driver.refused('scopes', { frameId: label?.id ?? 0 })).toContain(
        'is the label of the frames behind it',
      );
      await driver.finish();
    },
  );

  test('pages of a stack go through the sections, and a step ends them', async () => {
    const driver = await start(CHAIN, ['raised']);
    let stop = await driver.stopped();
    while (stop.at !== 'raise') stop = await driver.continue();
    const pages: string[] = [];
    for (let startFrame = 0; startFrame < 9; startFrame += 2) {
      const body = await driver.request('stackTrace', { threadId: 1, startFrame, levels: 2 });
      expect(body.totalFrames).toBe(8);
      pages.push(...body.stackFrames.map(({ name }) => name));
    }
    expect(pages).toEqual(stop.frames.map(({ name }) => name));
    await driver.request('setExceptionBreakpoints', { filters: [] });
    await driver.request('next', { threadId: 1 });
    await driver.ended();
  });

  test('exceptionInfo has the chain with its notes', async () => {
    const driver = await start(CHAIN, ['uncaught']);
    await driver.stopped();
    const { details } = await driver.request('exceptionInfo', { threadId: 1 });
    expect(details).toMatchObject({
      typeName: 'TypeError',
      innerException: [
        {
          way: 'during handling of',
          typeName: 'ValueError',
          message: 'cannot convert',
          innerException: [{ way: 'caused by', message: "'x'\nlooked up" }],
        },
      ],
    });
    await driver.finish();
  });

  test('the parts of a group are sections too, each exception once', async () => {
    const driver = await start(
      `
        def part(kind):
            try:
                raise kind("p")  # @part
            except kind as error:
                return error

        shared = part(OSError)
        raise ExceptionGroup("all", [shared, ExceptionGroup("in", [part(TypeError), shared])]) from shared  # @raise
      `,
      ['uncaught'],
    );
    const stop = await driver.stopped();
    expect(listed(stop, driver)).toEqual([
      '<module> raise',
      '-- part 1 of 2: OSError: p',
      'part part',
      '-- part 2 of 2: ExceptionGroup: in (2 sub-exceptions)',
      '-- part 1 of 2: TypeError: p',
      'part part',
    ]);
    await driver.finish();
  });

  test('hostile exceptions, circles and crowds cost little time and hide nothing else', async () => {
    const driver = await start(
      `
        class Odd(Exception):
            def __str__(self):
                while True:
                    pass
            __class__ = property(__str__)
            def __getattribute__(self, name):
                if armed:
                    while True:
                        pass
                return Exception.__getattribute__(self, name)

        armed = False

        def first():
            raise KeyError("k")  # @first

        try:
            try:
                first()
            except KeyError as error:
                odd = Odd("odd")
                raise odd from error
        except Odd as caught:
            many = ExceptionGroup("many", [Odd() for _ in range(1000)])
            for _ in range(30):
                many = ExceptionGroup("deep", [many, many])
            caught.__context__.__context__ = many
            many.__context__ = caught
            armed = True
            raise ValueError("last")  # @raise
      `,
      ['uncaught'],
    );
    const stop = await driver.stopped();
    const found = listed(stop, driver);
    expect(found.slice(0, 4)).toEqual([
      '<module> raise',
      '-- during handling of Odd: <str() took too long>',
      expect.stringMatching(/^<module> \d+$/),
      "-- caused by KeyError: 'k'",
    ]);
    expect(found.filter((line) => line.startsWith('--')).length).toBeLessThanOrEqual(20);
    expect(found).toContain('first first');
    await driver.request('terminate', {});
  });

  test('a stop without a chain has its own frames only, all of which the exception has left', async () => {
    const driver = await start('def f():\n    raise KeyError(1) from None  # @raise\nf()', ['uncaught']);
    const stop = await driver.stopped();
    expect(listed(stop, driver)).toEqual(['f raise', '<module> 3']);
    expect([...(await scopesOf(driver, stop.frames[1])).keys()]).toEqual(['Locals', 'Exception', 'Globals']);
    await driver.finish();
  });
});
