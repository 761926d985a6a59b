/** What a client learns of the exception that ends a program, debugged or not. */
import { describe, expect, test } from 'vitest';
import { type Debuggee, writeProgram } from './debuggee.ts';
import { type Driver, debug } from './driver.ts';

const failures = (driver: Driver) => driver.happenings.filter(({ event }) => event === 'dapper/failure');

async function ended(program: Debuggee, noDebug: boolean): Promise<Driver> {
  const driver = await debug(program, { launch: { noDebug } });
  await driver.ended();
  return driver;
}

describe.each([
  ['run', true],
  ['debugged', false],
] as const)('a program that is %s', (_, noDebug) => {
  test.each([
    ['in a function', 'def f(n):\n    return 1 / n  # @here\n\nf(0)\n', 'ZeroDivisionError', 'division by zero', 'f'],
    ['at the top level', 'values = {}\nvalues["x"]  # @here\n', 'KeyError', "'x'", '<module>'],
    [
      'in a library',
      'import json\n\ndef load():\n    json.loads("[1,")  # @here\n\nload()\n',
      'JSONDecodeError',
      /Expecting/,
      'load',
    ],
    [
      'as a group',
      'raise ExceptionGroup("rows", [ValueError("a"), KeyError("b")])  # @here\n',
      'ExceptionGroup',
      'rows (2 sub-exceptions)',
      '<module>',
    ],
    [
      'in a generator',
      'def g():\n    yield 1\n    raise ValueError("two")  # @here\n\nlist(g())\n',
      'ValueError',
      'two',
      'g',
    ],
  ])(
    'tells where the exception %s came through its file last',
    async (_where, text, exceptionId, description, name) => {
      const program = writeProgram(text);
      const driver = await ended(program, noDebug);
      expect(failures(driver).map(({ body }) => body)).toEqual([
        {
          exceptionId,
          description: typeof description === 'string' ? description : expect.stringMatching(description),
          line: program.line('here'),
          name,
        },
      ]);
    },
  );

  test('names the module that was not found', async () => {
    const driver = await ended(writeProgram('import no_such_module_here\n'), noDebug);
    expect(failures(driver)[0]?.body).toMatchObject({
      exceptionId: 'ModuleNotFoundError',
      missingModule: 'no_such_module_here',
    });
  });

  test.each([
    ['by itself', 'print("end")\n'],
    ['with sys.exit', 'import sys\nsys.exit(3)\n'],
    ['before it starts', 'if x\n'],
  ])('and ends %s has no failure', async (_how, text) => {
    expect(failures(await ended(writeProgram(text), noDebug))).toEqual([]);
  });

  test('is not run by the report: only the traceback asks the exception for its text', async () => {
    const text = `
      class Loud(Exception):
          def __str__(self):
              print("asked")
              return "loud"

      class Inner:
          def __repr__(self):
              print("asked too")
              return "inner"

      import sys
      try:
          raise ValueError(Inner())
      except ValueError:
          pass
      sys.excepthook = lambda *_: print("hook")
      raise Loud() if len(sys.argv) == 1 else ValueError(Inner())
    `;
    for (const args of [[], ['inner']]) {
      const driver = await debug(writeProgram(text), { launch: { noDebug, args } });
      expect(await driver.ended()).toBe('hook\n');
      expect(failures(driver)[0]?.body).toMatchObject({ description: '' });
    }
  });
});

test('the line that says which backend works is marked as the debugger’s own', async () => {
  const driver = await ended(writeProgram('print(1)\n'), false);
  const lines = driver.happenings.filter(({ event, body }) => event === 'output' && /^Debugger /.test(body.output));
  expect(lines.map(({ body }) => body.data)).toEqual([{ dapper: 'backend' }]);
});

test.each([
  ['debugged', false],
  ['run', true],
] as const)(
  'after the normal end of a program that was %s nothing is the matter with frame evaluation',
  async (_, noDebug) => {
    const driver = await ended(writeProgram('x = 1  # @stop\n'), noDebug);
    const { checks } = await driver.request('dapper/frameEvalHealth', {});
    expect(checks.filter(({ result }) => result !== 'OK')).toEqual([]);
  },
);
