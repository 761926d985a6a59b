/** What `exceptionInfo` says: the parts of a group, and the callers of the frame that an exception is in. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug } from './driver.ts';

describe('exceptionInfo', () => {
  test('a group is described with its parts, and those of groups inside it', async () => {
    const driver = await debug(
      writeProgram(`
        def part(kind, text):
            try:
                raise kind(text)  # @part
            except kind as error:
                return error

        def collect():
            inner = ExceptionGroup("inner", [part(TypeError, "t"), ValueError("v")])
            raise ExceptionGroup("outer", [part(OSError, "o"), inner]) from KeyError("k")  # @raise

        collect()
      `),
      { filters: ['uncaught'] },
    );
    const stop = await driver.stopped();
    const { details } = await driver.request('exceptionInfo', { threadId: 1 });
    expect(details).toMatchObject({ typeName: 'ExceptionGroup', message: 'outer (2 sub-exceptions)' });
    const [os, inner, cause] = details?.innerException ?? [];
    expect(os).toMatchObject({ typeName: 'OSError', message: 'o' });
    expect(os?.stackTrace).toContain(`line ${driver.program.line('part')}, in part`);
    expect(inner).toMatchObject({
      message: 'inner (2 sub-exceptions)',
      innerException: [
        { way: 'part 1 of 2', typeName: 'TypeError' },
        { way: 'part 2 of 2', typeName: 'ValueError', message: 'v' },
      ],
    });
    expect(cause).toMatchObject({ typeName: 'KeyError', message: "'k'" });
    expect(stop.at).toBe('raise');
    await driver.finish();
  });

  test('a group of very many parts, hostile ones, is described in no time', async () => {
    const driver = await debug(
      writeProgram(`
        class Slow(Exception):
            def __str__(self):
                while True:
                    pass

        group = ExceptionGroup("many", [Slow() for _ in range(1000)])
        for _ in range(30):
            group = ExceptionGroup("deep", [group, group])
        raise group
      `),
      { filters: ['uncaught'] },
    );
    await driver.stopped();
    const { details } = await driver.request('exceptionInfo', { threadId: 1 });
    const count = (each: typeof details): number =>
      1 + (each?.innerException ?? []).reduce((sum, inner) => sum + count(inner), 0);
    expect(count(details)).toBeLessThan(300);
    await driver.request('terminate', {});
  });

  const CALLERS = `
    import json

    def encode(value):
        raise TypeError("no")  # @raise

    def write(value):
        return json.dumps(value, default=encode, indent=1)  # @write

    def main():
        try:
            write({"a": 1j})  # @main
        except TypeError:
            print("handled")

    main()  # @module
  `;

  test.each(BACKEND_NAMES.flatMap((backend) => [[backend, 'raised'] as const, [backend, 'userUnhandled'] as const]))(
    'the trace of an exception names the callers that it has not come to, on %s with "%s"',
    async (backend, filter) => {
      const driver = await debug(writeProgram(CALLERS), {
        filters: [filter],
        launch: { frameEvalConfig: BACKENDS[backend] },
      });
      expect((await driver.stopped()).at).toBe('raise');
      const { details } = await driver.request('exceptionInfo', { threadId: 1 });
      const lines = [...(details?.stackTrace ?? '').matchAll(/File "(.*)", line (\d+), in (\S+)/g)];
      const mine = lines.filter(([, path]) => path === driver.program.path);
      expect(mine.map(([, , line, name]) => `${driver.program.markerAt(Number(line))} in ${name}`)).toEqual([
        'module in <module>',
        'main in main',
        'write in write',
        'raise in encode',
      ]);
      expect(lines.length).toBeGreaterThan(mine.length); // the library's
      expect(await driver.finish()).toBe('handled\n');
    },
  );
});
