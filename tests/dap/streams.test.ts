/** Standard input, output and error. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { debug } from './driver.ts';

describe('output', () => {
  test('arrives in order, across stdout and stderr, and before the stop behind it', async () => {
    const driver = await debug(
      writeProgram(`
        import sys

        for number in range(5):
            print("out", number)
            print("err", number, file=sys.stderr)
        sys.stdout.write("no newline")
        done = True  # @done
      `),
      { breakpoints: ['done'] },
    );
    await driver.stopped();
    const before = driver.happenings.slice(
      0,
      driver.happenings.findIndex(({ event }) => event === 'stopped'),
    );
    const streams = before.filter(({ event, body }) => event === 'output' && /^std/.test(body.category));
    expect(streams.map(({ body }) => body.output).join('')).toBe(
      `${[0, 1, 2, 3, 4].map((n) => `out ${n}\nerr ${n}\n`).join('')}no newline`,
    );
    await driver.finish();
  });

  test('of many bytes and of characters of every width arrives whole', async () => {
    const driver = await debug(
      writeProgram(`
        import sys

        text = "aé日🐍"
        for number in range(20_000):
            print(number, text)
        sys.stdout.buffer.write("🐍".encode()[:2])
        sys.stdout.buffer.flush()
        sys.stdout.buffer.write("🐍".encode()[2:])
        sys.stdout.buffer.flush()
      `),
    );
    const output = await driver.ended();
    const lines = output.split('\n');
    expect(lines).toHaveLength(20_001);
    expect(lines.slice(0, -1).every((line, number) => line === `${number} aé日🐍`)).toBe(true);
    expect(lines.at(-1)).toBe('🐍');
  });

  test.each(['repl', 'watch'])('are left to the program by exit() and quit() of a person (%s)', async (context) => {
    const text = `
      import builtins, sys

      stop = builtins.exit  # another name
      value = 3  # @value
      print(input("? "), sys.stdin.closed)
      stop("the end")
    `;
    const driver = await debug(writeProgram(text), { breakpoints: ['value'] });
    const stop = await driver.stopped();
    for (const expression of ['exit()', 'quit(2)', 'stop("now")', 'type(quit)("q", "")()']) {
      const frameId = stop.top.id;
      expect(await driver.refused('evaluate', { expression, context, frameId })).toContain('SystemExit');
    }
    await driver.resume();
    await driver.printed(/\? /);
    await driver.request('dapper/input', { text: 'read' });
    expect(await driver.ended()).toBe('? read False\n');
    expect(driver.output('stderr')).toContain('the end');
  });

  test('of an evaluation in the console is shown as output', async () => {
    const driver = await debug(writeProgram('value = 3  # @value\nprint(value)  # @print\n'), {
      breakpoints: ['print'],
    });
    const stop = await driver.stopped();
    const frameId = stop.top.id;
    await driver.request('evaluate', { expression: 'print("seen", value)', context: 'repl', frameId });
    await driver.printed(/seen 3\n/);
    await driver.request('evaluate', { expression: 'value = value + 1', context: 'repl', frameId });
    const sum = await driver.request('evaluate', { expression: 'value * 2', context: 'repl', frameId });
    expect(sum.result).toBe('8');
    expect(await driver.finish()).toMatch(/4\n$/);
  });

  test('is the same with and without a debugger', async () => {
    const program = writeProgram(`
      import sys

      print("tty", sys.stdout.isatty(), file=sys.stderr)
      print("a", end="")
      print("b", flush=True)
      sys.stdout.writelines(["c\\n", "d"])
    `);
    const plain = await debug(program, { launch: { noDebug: true } });
    await plain.ended();
    const driver = await debug(program, { breakpoints: [1] });
    await driver.stopped();
    await driver.finish();
    expect(driver.output('stdout')).toBe(plain.output('stdout'));
    expect(driver.output('stderr')).toBe(plain.output('stderr'));
  });
});

describe('input', () => {
  const ASKING = `
    import sys

    name = input("Name? ")
    print(f"Hello, {name}!")  # @hello
    print(repr(sys.stdin.readline()))
    try:
        input()
    except EOFError:
        print("the end")
  `;

  test('waits with its prompt shown, and reads what is sent till the end of it', async () => {
    const driver = await debug(writeProgram(ASKING));
    // What comes before it is asked for is kept, and nothing is asked.
    const asked = (times: number) =>
      driver.event('dapper/inputRequested', () => driver.count('dapper/inputRequested') === times);
    await asked(1);
    expect(driver.output('stdout')).toMatch(/Name\? $/);
    await driver.request('dapper/input', { text: 'Ada\n' });
    await asked(2);
    expect(driver.output('stdout')).toMatch(/Hello, Ada!\n$/);
    await driver.request('dapper/input', { text: 'two' }); // a line, with its end or without
    await asked(3);
    expect(driver.output('stdout')).toMatch(/'two\\n'\n$/);
    await driver.request('dapper/input', { eof: true });
    expect(await driver.ended()).toMatch(/the end\n$/);
    expect(driver.count('dapper/inputDone')).toBe(3);
  });

  test('has the prompt of its own, not those before it: what is entered ends the line', async () => {
    const driver = await debug(writeProgram('print(input("A? ") + input("B? ") + input())'));
    const prompts: string[] = [];
    for (const text of ['1', '2', '3']) {
      const times = prompts.length + 1;
      const asked = driver.event('dapper/inputRequested', () => driver.count('dapper/inputRequested') === times);
      await asked;
      prompts.push(driver.happenings.filter(({ event }) => event === 'dapper/inputRequested').at(-1)?.body.prompt);
      await driver.request('dapper/input', { text });
    }
    expect(prompts).toEqual(['A? ', 'B? ', '']);
    expect(await driver.ended()).toMatch(/123\n$/);
  });

  test('is answered by an evaluation in the debug console, as every editor has it', async () => {
    const driver = await debug(writeProgram(ASKING), { breakpoints: ['hello'] });
    await driver.event('dapper/inputRequested');
    await driver.request('evaluate', { expression: 'Grace', context: 'repl' });
    const stop = await driver.stopped();
    expect(await driver.evaluate(stop, 'name')).toBe("'Grace'");
    await driver.resume();
    await driver.printed(/Hello, Grace!/);
  });

  test('that comes before the program asks for it is kept', async () => {
    const driver = await debug(
      writeProgram(`
        ready = True  # @ready
        print(input("A? "), input("B? "))
      `),
      { breakpoints: ['ready'] },
    );
    await driver.stopped();
    await driver.request('dapper/input', { text: 'early\nlate\n' });
    expect(await driver.finish()).toContain('early late\n');
  });

  test('is stepped over like any call', async () => {
    const driver = await debug(
      writeProgram(`
        name = input()  # @input
        print(name)  # @print
      `),
      { breakpoints: ['input'] },
    );
    await driver.stopped();
    await driver.request('next', { threadId: 1 });
    await driver.event('dapper/inputRequested');
    await driver.request('dapper/input', { text: 'Ada\n' });
    expect((await driver.stopped()).at).toBe('print');
    expect(await driver.finish()).toBe('Ada\n');
  });
});
