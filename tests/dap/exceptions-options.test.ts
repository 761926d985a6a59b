/** Break modes of chosen exceptions (`exceptionOptions`): by the names of their classes, along a path. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type BackendName, type Driver, open } from './driver.ts';

const PROGRAM = `
  import functools
  import json

  class Lost(KeyError):
      pass

  class KeyErrors(Exception):
      class Inner(Exception):
          pass

  def attempt(kind, *arguments):
      try:
          raise kind(*arguments)  # @raised
      except Exception as error:
          return type(error).__name__

  print(*map(attempt, [KeyError, Lost, IndexError, ValueError, KeyErrors, KeyErrors.Inner]))

  try:
      json.loads("[")  # @library
  except json.JSONDecodeError:
      pass

  @functools.singledispatch
  def convert(value):
      raise TypeError(value)  # @convert

  try:
      convert(1)
  except TypeError:
      pass

  raise LookupError("end")  # @end
`;
const PRINTED = 'KeyError Lost IndexError ValueError KeyErrors Inner\n';

type Asked = Omit<Dap.SetExceptionBreakpointsArguments, 'filters'> & { filters?: string[] };
type Mode = Dap.ExceptionOptions['breakMode'];
const segment = (names: string, negate?: boolean) => ({ names: names.split(' or '), ...(negate ? { negate } : {}) });
const option = (breakMode: Mode, ...path: Dap.ExceptionPathSegment[]): Dap.ExceptionOptions => ({ path, breakMode });
const always = (...names: string[]): Asked => ({
  exceptionOptions: [option('always', ...names.map((each) => segment(each)))],
});

/** Launches a program, with its answers about exceptions. */
async function start(backend: BackendName, asked: Asked, text = PROGRAM) {
  const driver = open(writeProgram(text));
  const capabilities = await driver.request('initialize', { adapterID: 'dapper' });
  expect(capabilities.supportsExceptionOptions).toBe(true);
  await driver.request('launch', { program: driver.program.path, frameEvalConfig: BACKENDS[backend] });
  const body = await driver.request('setExceptionBreakpoints', { filters: [], ...asked });
  await driver.request('configurationDone', {});
  return { driver, answers: body?.breakpoints ?? [] };
}

/** Where a program stops, and at which exception. */
async function through(driver: Driver): Promise<string[]> {
  const found: string[] = [];
  for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
    const { exceptionId, breakMode } = await driver.request('exceptionInfo', { threadId: 1 });
    found.push(`${stop.at} ${exceptionId}${breakMode === 'always' ? '' : ` ${breakMode}`}`);
    await driver.resume();
  }
  return found;
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  async function stops(asked: Asked): Promise<string[]> {
    const { driver } = await start(backend, asked);
    const found = await through(driver);
    expect(driver.output('stdout')).toBe(PRINTED);
    return found;
  }

  const keys = ['raised KeyError', 'raised Lost'];
  test.each<[string, string[], string[]]>([
    ['a class, and what is derived from it', ['KeyError'], keys],
    ['a class with its module', ['builtins.KeyError'], keys],
    ['a class of the program', ['Lost'], ['raised Lost']],
    ['a class of the program with its module', ['__main__.Lost'], ['raised Lost']],
    ['a class in a class, by the end of its name', ['KeyErrors.Inner'], ['raised Inner']],
    ['a class of a library', ['json.decoder.JSONDecodeError'], ['library JSONDecodeError']],
    ['a class of a library, by another module that has it', ['json.JSONDecodeError'], ['library JSONDecodeError']],
    ['a base class', ['LookupError'], [...keys, 'raised IndexError', 'end LookupError']],
    ['several names', ['IndexError or Lost'], ['raised Lost', 'raised IndexError']],
    ['a way down the tree', ['Python Exceptions', 'LookupError', 'KeyError'], keys],
    ['a way that no class goes', ['KeyError', 'IndexError'], []],
    ['what a library has raised', ['Library Code'], ['library JSONDecodeError']],
    ['what the program has raised', ['User Code', 'ValueError'], ['raised ValueError']],
  ])('%s', async (_what, names, expected) => {
    const asked = { filters: [], ...always(...names) };
    const driver = await course.run(PROGRAM, { before: (part) => part.request('setExceptionBreakpoints', asked) });
    expect(await through(driver)).toEqual(expected);
    expect(driver.output('stdout')).toBe(PRINTED);
  });

  test('a negated segment fits all that has none of its names', async () => {
    const rest = option('always', segment('LookupError'), segment('KeyError or IndexError', true));
    expect(await stops({ exceptionOptions: [rest] })).toEqual(['end LookupError']);
    const notLibrary = option('always', segment('Library Code', true), segment('ValueError or KeyError'));
    expect(await stops({ exceptionOptions: [notLibrary] })).toEqual([...keys, 'raised ValueError']);
  });

  test('without a path an option stands for every exception', async () => {
    expect(await stops({ exceptionOptions: [{ breakMode: 'always' }] })).toEqual([
      ...keys,
      ...['IndexError', 'ValueError', 'KeyErrors', 'Inner'].map((name) => `raised ${name}`),
      'library JSONDecodeError',
      'convert TypeError',
      'end LookupError',
    ]);
  });

  test('the last option that fits decides, and before the filters', async () => {
    const exceptionOptions = [
      option('never', segment('Exception')),
      option('always', segment('KeyError')),
      option('never', segment('Lost')),
    ];
    expect(await stops({ filters: ['raised', 'uncaught'], exceptionOptions })).toEqual(['raised KeyError']);
    const conditional = [{ filterId: 'raised', condition: 'False' }];
    expect(await stops({ filterOptions: conditional, ...always('KeyError') })).toEqual(keys);
  });

  test('each mode stops where its filter does', async () => {
    expect(await stops({ exceptionOptions: [option('unhandled', segment('LookupError'))] })).toEqual([
      'end LookupError unhandled',
    ]);
    expect(await stops({ exceptionOptions: [option('unhandled', segment('KeyError'))] })).toEqual([]);
    expect(await stops({ exceptionOptions: [option('userUnhandled', segment('Python Exceptions'))] })).toEqual([
      'convert TypeError userUnhandled',
      'end LookupError unhandled',
    ]);
    const filters = ['uncaughtWhereRaised'];
    const { driver } = await start(backend, {
      filters,
      exceptionOptions: [option('unhandled', segment('LookupError'))],
    });
    const stop = await driver.stopped();
    expect([stop.at, (await driver.request('exceptionInfo', { threadId: 1 })).hasLeftProgram]).toEqual(['end', false]);
    await driver.finish();
  });

  test('names that are not known yet count from then on; what can name nothing is refused alone', async () => {
    const text = `
      def make():
          class Late(Exception):
              pass
          return Late
      try:
          raise make()()  # @late
      except Exception:
          print("end")
      raise GeneratorExit  # @exit
    `;
    const exceptionOptions = [
      option('always', segment('Late or KeyError')),
      option('always', segment('Late')),
      option('always', segment('no-name')),
      option('always', segment('StopIteration')),
      option('unhandled', segment('GeneratorExit')),
      { breakMode: 'always' as const, path: [{ names: [] }] },
    ];
    const { driver, answers } = await start(backend, { filters: ['unheard'], exceptionOptions }, text);
    expect(answers).toEqual([
      { verified: false, message: expect.stringContaining("'unheard' is unknown") },
      { verified: true, message: "No exception is called 'Late' yet; one that is counts." },
      { verified: false, message: "No exception is called 'Late' yet; one that is counts.", reason: 'pending' },
      { verified: false, message: expect.stringContaining("'no-name' is not the name of a class of exceptions.") },
      { verified: false, message: expect.stringContaining('so never stopped at') },
      { verified: true },
      { verified: false, message: expect.stringContaining('has no names') },
    ]);
    expect(await through(driver)).toEqual(['late Late', 'exit GeneratorExit unhandled']);
    expect(driver.output('stdout')).toBe('end\n');
  });

  test('a class that lies about itself, or never answers, is taken for what it is', async () => {
    const text = `
      def boom(*arguments):
          print("asked")
          while True:
              pass
      class Meta(type):
          armed = False
          def __getattribute__(cls, name):
              if Meta.armed:
                  boom()
              return type.__getattribute__(cls, name)
          __eq__ = __hash__ = __bool__ = boom
          __name__ = __module__ = __mro__ = __bases__ = property(boom)
      class Hostile(Exception, metaclass=Meta):
          __class__ = property(boom)
          def __getattribute__(self, name):
              if Meta.armed:
                  boom()
              return Exception.__getattribute__(self, name)
      class KeyError(Exception):
          pass
      KeyError.__module__ = "builtins"
      class JSONDecodeError(Exception):
          pass
      JSONDecodeError.__module__ = "json.decoder"
      import json
      ValueError, hostile = KeyError, Hostile()
      class Asks(type):
          __instancecheck__ = __subclasscheck__ = boom
      class Asked(Exception, metaclass=Asks):  # named, and never raised: the interpreter itself would ask it
          pass
      for error in [hostile, KeyError(), JSONDecodeError(), ValueError()]:
          try:
              Meta.armed = True
              raise error  # @lie
          except:
              Meta.armed = False
      print("end")
    `;
    const names = 'builtins.KeyError or ValueError or json.decoder.JSONDecodeError or Hostile or Asked';
    const { driver } = await start(backend, always(names), text);
    const shown: string[] = [];
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      shown.push(stop.at);
      await driver.resume();
    }
    expect(shown).toEqual(['lie']);
    expect(driver.output('stdout')).toBe('end\n');
  });
});

test('options that are not used cost nothing: no exception is reported', async () => {
  const count = async (asked: Asked) => {
    const { driver } = await start('eval_frame', asked);
    await through(driver);
    return (await driver.request('dapper/frameEvalStatus', undefined)).performanceData.callback_calls;
  };
  const before = await count({});
  expect(await count({ exceptionOptions: [] })).toBe(before);
  expect(await count({ exceptionOptions: [option('never', segment('KeyError'))] })).toBe(before);
  expect(await count(always('KeyError'))).toBeGreaterThan(before ?? 0);
});
