/** Exception filters, `exceptionInfo`, and what an exception leaves behind. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug } from './driver.ts';

const FAILING = `
  def parse(text):
      try:
          return int(text)  # @handled
      except ValueError:
          return None

  def divide(left, right):
      return left / right  # @divide

  def main():
      values = [parse("4"), parse("x")]
      try:
          divide(values[0], 0)  # @call
      finally:
          print("cleanup")  # @cleanup

  main()  # @main
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  async function run(text: string, ...filters: string[]): Promise<Driver> {
    return debug(writeProgram(text), { filters, launch: { frameEvalConfig: BACKENDS[backend] } });
  }

  test('with "uncaught" the program stops where the exception came from, its frames still there', async () => {
    const driver = await run(FAILING, 'uncaught');
    const stop = await driver.stopped();
    expect(stop.at).toBe('divide');
    expect(stop.event.reason).toBe('exception');
    expect(stop.event.text ?? stop.event.description).toMatch(/division by zero|ZeroDivisionError/);
    expect(stop.frames.map(({ name }) => name)).toEqual(['divide', 'main', '<module>']);
    expect(await driver.evaluate(stop, 'left, right')).toBe('(4, 0)');
    expect(await driver.evaluate(stop, 'values', 1)).toBe('[4, None]');
    const info = await driver.request('exceptionInfo', { threadId: 1 });
    expect(info).toMatchObject({
      exceptionId: 'ZeroDivisionError',
      description: 'division by zero',
      breakMode: 'unhandled',
    });
    expect(info.details?.stackTrace).toContain('line ');
    expect(await driver.finish()).toBe('cleanup\n');
    expect((await driver.event('exited')).exitCode).toBe(1);
    expect(driver.output('stderr')).toContain('ZeroDivisionError: division by zero');
  });

  test('with "uncaught" it stops too at what loops and generators end by, where that ends the program', async () => {
    const text = `
      def numbers():
          for n in [1, 2]:
              try:
                  yield next(iter([]), n)
                  next(iter([]))
              except StopIteration:
                  pass

      def first(n):
          return next(each for each in numbers() if each > n)  # @first

      print(first(1))
      first(2)  # @call
    `;
    for (const filter of ['uncaught', 'uncaughtWhereRaised']) {
      const driver = await run(text, filter);
      const stop = await driver.stopped();
      expect([stop.at, stop.event.text]).toEqual(['first', 'StopIteration']);
      expect(await driver.evaluate(stop, 'n')).toBe('2');
      expect(await driver.finish()).toBe('2\n');
    }
  });

  test('with "raised" it stops at every exception once, handled or not', async () => {
    const driver = await run(FAILING, 'raised');
    const first = await driver.stopped();
    expect([first.at, first.event.reason]).toEqual(['handled', 'exception']);
    expect(await driver.evaluate(first, 'text')).toBe("'x'");
    expect(await driver.request('exceptionInfo', { threadId: 1 })).toMatchObject({
      exceptionId: 'ValueError',
      breakMode: 'always',
    });
    expect((await driver.continue()).at).toBe('divide');
    expect(await driver.finish()).toBe('cleanup\n');
  });

  test('with "raised", what ends loops and generators in ordinary work does not stop', async () => {
    const driver = await run(
      `
        def numbers():
            yield 1

        class Countdown:
            def __init__(self):
                self.left = 2

            def __iter__(self):
                return self

            def __next__(self):
                if not self.left:
                    raise StopIteration
                self.left -= 1
                return self.left

        generator = numbers()
        print(next(generator), next(generator, "none"), list(Countdown()))
        generator.close()
        print(getattr(generator, "missing", None), hasattr(3, "missing"), {}.get("a"))
      `,
      'raised',
    );
    expect(await driver.ended()).toBe('1 none [1, 0]\nNone False None\n');
  });

  test('with "raised", an exception inside a library stops in the user’s frame that it reaches', async () => {
    const driver = await run(
      `
        import json

        try:
            json.loads("{")  # @loads
        except ValueError as error:
            print(type(error).__name__)
      `,
      'raised',
    );
    const stop = await driver.stopped();
    expect(stop.at).toBe('loads');
    expect(await driver.finish()).toBe('JSONDecodeError\n');
  });

  test('with "userUnhandled" it stops where an exception leaves the user’s code for a library', async () => {
    const driver = await run(
      `
        import json

        def encode(value):
            raise TypeError(f"no {value}")  # @raise

        try:
            json.dumps({"a": 1j}, default=encode, indent=1)
        except TypeError as error:
            print("caught", error)
        try:
            encode(2)
        except TypeError as error:
            print("caught", error)
      `,
      'userUnhandled',
    );
    const stop = await driver.stopped();
    expect([stop.at, stop.event.reason]).toEqual(['raise', 'exception']);
    expect(await driver.request('exceptionInfo', { threadId: 1 })).toMatchObject({ breakMode: 'userUnhandled' });
    expect((await driver.finish()).startsWith('caught no 1j')).toBe(true);
  });

  test('with "userUnhandled" what an "except*" passes on stops at a line', async () => {
    const driver = await run(
      `
        import json

        def encode(value):
            try:
                raise ExceptionGroup("several", [KeyError(1), TypeError(2)])
            except* KeyError:  # @star
                pass

        try:
            json.dumps(1j, default=encode)
        except* TypeError:
            pass
      `,
      'userUnhandled',
    );
    expect((await driver.stopped()).at).toBe('star');
    await driver.finish();
  });

  test('with "userUnhandled" the exception that leaves is reported, whatever was raised and handled in between', async () => {
    const driver = await run(
      `
        import contextlib

        def attempt():
            with contextlib.suppress(ValueError):
                int("x")

        def fail(value):
            try:
                raise KeyError(value)
            finally:
                attempt()

        stack = contextlib.ExitStack()
        stack.callback(fail, "lost")
        try:
            stack.close()
        except KeyError as error:
            print("caught", error)
      `,
      'userUnhandled',
    );
    expect((await driver.stopped()).event.text).toBe("KeyError: 'lost'");
    expect(await driver.finish()).toBe("caught 'lost'\n");
  });

  test('with "userUnhandled" the import system is nobody’s: a broken module is its importer’s to handle', async () => {
    const driver = await run(
      `
        import importlib, pathlib, sys

        pathlib.Path(__file__).with_name("broken.py").write_text("raise OSError('no device')\\n")
        try:
            import broken
        except OSError as error:
            print("handled", error)
        try:
            importlib.import_module("broken")
        except OSError as error:
            print("handled", error)
      `,
      'userUnhandled',
    );
    const stop = await driver.stopped();
    expect([stop.event.text, stop.frames[0]?.source?.name]).toEqual(['OSError: no device', 'broken.py']);
    expect(await driver.finish()).toBe('handled no device\nhandled no device\n');
  });

  test('filters that are set while the program runs or stands take effect at once', async () => {
    const driver = await debug(writeProgram(FAILING), {
      breakpoints: ['handled'],
      launch: { frameEvalConfig: BACKENDS[backend] },
    });
    await driver.stopped();
    await driver.setBreakpoints([]);
    await driver.request('setExceptionBreakpoints', { filters: ['raised'] });
    expect((await driver.continue()).event.reason).toBe('exception');
    await driver.request('setExceptionBreakpoints', { filters: [] });
    expect(await driver.finish()).toBe('cleanup\n');
  });

  test('the traceback of a program is the one that it has without breakpoints', async () => {
    const program = writeProgram(FAILING);
    const plain = await debug(program, { launch: { noDebug: true } });
    await plain.ended();
    const driver = await debug(program, {
      breakpoints: ['call'],
      filters: ['uncaught'],
      launch: { frameEvalConfig: BACKENDS[backend] },
    });
    await driver.stopped();
    await driver.step('stepIn');
    const stop = await driver.continue();
    expect(stop.event.reason).toBe('exception');
    await driver.finish();
    expect(driver.output('stderr')).toBe(plain.output('stderr'));
    expect(driver.output('stderr')).toMatch(/^Traceback \(most recent call last\):\n {2}File ".*main\.py", line/);
    expect(driver.output('stderr')).not.toMatch(/dapper\/|_pyodide/);
  });
});

describe.each(['eval_frame', 'sys_monitoring'] as const)('what exceptions cost on %s', (backend) => {
  test('"userUnhandled" listens only while a library’s code can be on the stack', async () => {
    const driver = await debug(
      writeProgram(`
        import json

        def refuse(value):
            raise ValueError(value)  # @raise

        def attempt(value):
            try:
                refuse(value)
            except ValueError:
                return value

        print("begin")  # @begin
        print(sum(attempt(n) for n in range(5000)))
        print("library")  # @library
        try:
            json.dumps(1j, default=refuse)
        except ValueError as error:
            print(type(error).__name__)
        print(sum(attempt(n) for n in range(5000)))
        print("end")  # @end
      `),
      {
        breakpoints: ['begin', 'library', 'end'],
        filters: ['uncaught', 'userUnhandled'],
        launch: { frameEvalConfig: BACKENDS[backend] },
      },
    );
    const reset = () => driver.request('dapper/frameEvalReset', undefined);
    const counts = async () => {
      const { hookStats } = await driver.session.frameEvalStatus();
      return [hookStats.unwinds_skipped, hookStats.exception_events];
    };
    const hooks = (count: number) => (backend === 'eval_frame' ? count : undefined); // the hook's own are reported there
    await driver.stopped();
    await reset();
    expect((await driver.continue()).at).toBe('library');
    // The frames that exceptions leave, up to the review that finds no library's code.
    expect(await counts()).toEqual([hooks(1024), 1]);
    await reset();
    const stop = await driver.continue();
    expect([stop.at, stop.event.reason]).toEqual(['raise', 'exception']);
    expect((await driver.continue()).at).toBe('end');
    // It was of use in between: so it took two reviews this time. And the stop.
    expect(await counts()).toEqual([hooks(2048), 3]);
    await driver.finish();
  });
});

describe('whatever the backend', () => {
  test('an exception with a cause and a note is described with both', async () => {
    const driver = await debug(
      writeProgram(`
        class OrderError(Exception):
            pass

        def order():
            try:
                {}["tea"]
            except KeyError as error:
                wrong = OrderError("no tea")
                wrong.add_note("try coffee")
                raise wrong from error  # @raise

        order()
      `),
      { filters: ['uncaught'] },
    );
    expect((await driver.stopped()).at).toBe('raise');
    const info = await driver.request('exceptionInfo', { threadId: 1 });
    expect(info.exceptionId).toMatch(/OrderError$/);
    expect(info.description).toBe('no tea\ntry coffee');
    expect(info.details?.typeName).toBe('OrderError');
    expect(info.details?.innerException?.[0]?.typeName).toBe('KeyError');
    await driver.finish();
    expect(driver.output('stderr')).toContain('The above exception was the direct cause');
  });

  test('without filters an exception ends the program with its traceback', async () => {
    const driver = await debug(writeProgram(FAILING));
    expect(await driver.ended()).toBe('cleanup\n');
    expect(driver.output('stderr')).toContain('ZeroDivisionError: division by zero');
  });

  test('a syntax error is shown as Python shows it', async () => {
    const driver = await debug(writeProgram('print("a")\nx = (1,\nprint("b"\n'), { breakpoints: [1] });
    expect(await driver.ended()).toBe('');
    expect(driver.output('stderr')).toMatch(/File ".*main\.py", line \d\n[\s\S]*SyntaxError: /);
    const error = await driver.event('dapper/syntaxError');
    expect(error.exceptionId).toBe('SyntaxError');
    expect(error).toMatchObject({ line: expect.any(Number), column: expect.any(Number), message: expect.any(String) });
    expect((await driver.event('exited')).exitCode).toBe(1);
  });

  test.each([
    ['IndentationError', 'if True:\nprint(1)\n'],
    ['TabError', 'if True:\n\tprint(1)\n        print(2)\n'],
  ])('a text that does not compile for its indentation has an %s', async (exceptionId, text) => {
    const driver = await debug(writeProgram(text));
    await driver.ended();
    expect(await driver.event('dapper/syntaxError')).toMatchObject({ exceptionId });
  });

  test('exceptionInfo at a stop without an exception says so', async () => {
    const driver = await debug(writeProgram(FAILING), { breakpoints: ['call'] });
    await driver.stopped();
    expect(await driver.refused('exceptionInfo', { threadId: 1 })).toMatch(/exception/);
    await driver.finish();
  });
});
