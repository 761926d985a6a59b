/** Hot reload where it is less simple: other files, frames that wait, programs that resist, and what it costs unused. */
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { HotReloadBody } from '../../src/protocol/custom.ts';
import { Course } from './course.ts';
import { moduleBeside, writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, open, type Spot } from './driver.ts';

function reload(driver: Driver, text?: string, path = driver.program.path): Promise<HotReloadBody> {
  return driver.request('dapper/hotReload', { source: { path }, ...(text === undefined ? {} : { text }) });
}

/** The line of a marker in a text. */
function lineOf(text: string, marker: string): number {
  return text.split('\n').findIndex((line) => line.endsWith(`# @${marker}`)) + 1;
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  test('what waits goes on in the code that it has: a generator, a coroutine, and a function that is being run', async () => {
    const driver = await course.run(
      `
        def numbers():
            for n in range(3):
                yield n  # @yield

        async def twice(n):
            return n * 2

        def outer():
            waiting = numbers()
            first = next(waiting)
            coroutine = twice(4)
            print("here")  # @here
            try:
                coroutine.send(None)
            except StopIteration as end:
                value = end.value
            print(first, list(waiting), value, list(numbers()))  # @after

        outer()
        outer()
      `,
      { breakpoints: ['here'] },
    );
    await driver.stopped();
    const text = driver.program.text
      .replace('yield n ', 'yield n * 100 ')
      .replace('n * 2', 'n * 3')
      .replace('print("here")', 'print("HERE")');
    const { frames, updated, text: told } = await reload(driver, text);
    expect(frames.map(({ name }) => name)).toEqual(['outer']);
    expect(updated).toEqual(['numbers', 'outer', 'twice']);
    expect(told).toContain('What runs goes on as before the change: outer.');
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('here\n0 [1, 2] 8 [0, 100, 200]\nHERE\n0 [100, 200] 12 [0, 100, 200]\n');
  });

  test('a generator that only moved stops at the new line of its breakpoint, and is no stranger', async () => {
    const driver = await course.run(
      `
        def helper():
            return 1

        def numbers():
            for n in range(2):
                n += 1
                yield n  # @yield

        waiting = numbers()
        print(next(waiting))
        print("here")  # @here
        print(next(waiting))
        print(helper())
      `,
      { breakpoints: ['here'] },
    );
    await driver.stopped();
    const text = driver.program.text.replace('    return 1', '    more = 1\n    return more + 1');
    expect(await reload(driver, text)).toMatchObject({ updated: ['helper'], frames: [] });
    await driver.request('setBreakpoints', {
      source: { path: driver.program.path },
      breakpoints: [{ line: lineOf(text, 'yield'), condition: 'n == 2' }],
    });
    const stop = await driver.continue();
    expect([stop.top.name, stop.line, stop.event.reason]).toEqual(['numbers', lineOf(text, 'yield'), 'breakpoint']);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('1\nhere\n2\n2\n');
  });

  test('a frame of the old code has lines of the new text, and steps and breakpoints go by them', async () => {
    const driver = await course.run(
      `
        def work(n):
            total = n  # @one
            total += 1  # @two
            total += 2  # @three
            return total  # @four

        print(work(1))
        print(work(1))
      `,
      { breakpoints: ['one'] },
    );
    await driver.stopped();
    const text = `\n\n${driver.program.text.replace('total += 1 ', 'total += 10 ')}`;
    await reload(driver, text);
    const { stackFrames } = await driver.request('stackTrace', { threadId: 1 });
    expect([stackFrames[0]?.name, stackFrames[0]?.line]).toEqual(['work (before the change)', lineOf(text, 'one')]);
    expect([stackFrames[1]?.name, stackFrames[1]?.line]).toEqual([
      '<module>',
      text.split('\n').indexOf('print(work(1))') + 1,
    ]);
    expect((await driver.step('next')).line).toBe(lineOf(text, 'two'));
    await driver.request('setBreakpoints', {
      source: { path: driver.program.path },
      breakpoints: [{ line: lineOf(text, 'four') }],
    });
    const four = await driver.continue();
    expect([four.line, four.event.reason, await driver.evaluate(four, 'total')]).toEqual([
      lineOf(text, 'four'),
      'breakpoint',
      '4',
    ]);
    const again = await driver.continue();
    expect([again.top.name, again.line, await driver.evaluate(again, 'total')]).toEqual([
      'work',
      lineOf(text, 'four'),
      '13',
    ]);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('4\n13\n');
  });

  test.each<[string, string, Spot[], number, string]>([
    ['its call', 'print(work(1))  # @call', ['call', 'two'], 0, '-100\n'],
    [
      'a call with a condition on its line',
      'print(work(1))  # @call',
      [{ at: 'call', condition: 'True' }, 'two'],
      0,
      '-100\n',
    ],
    ['its call, under one that goes on', 'print(work(1))  # @call', ['inner'], 1, '-100\n'],
    ['a generator', 'print(*numbers())', ['two'], 0, '0 -100\n'],
    ['a with statement', 'with nullcontext(work(1)) as made:\n    print(made)', ['two'], 0, '-100\n'],
    ['a try statement', 'try:\n    print(work(1))\nfinally:\n    print("over")', ['two'], 0, '-100\nover\n'],
  ])('a function with new code begins again by a call of it: %s', async (_, end, breakpoints, nth, output) => {
    const driver = await course.run(
      `
        from contextlib import nullcontext
        log = []
        def inner(n):
            return n  # @inner

        def work(n):
            log.append(n)  # @one
            return inner(n)  # @two

        def numbers():
            for n in range(2):
                yield work(n)
      `.concat(`\n${end.replaceAll(/^/gm, '        ')}\n        print(len(log))`),
      { breakpoints },
    );
    let stop = await driver.stopped();
    while (stop.at === 'call') stop = await driver.continue();
    const { program } = driver;
    const text = program.text
      .replace('return inner(n)', 'return inner(-100 * n)')
      .replace('log.append(n)', 'factor = 3');
    await reload(driver, text);
    const { stackFrames } = await driver.request('stackTrace', { threadId: 1 });
    expect(stackFrames[nth]?.name).toBe('work (before the change)');
    await driver.request('restartFrame', { frameId: stackFrames[nth]?.id ?? 0 });
    const again = await driver.stopped();
    expect([again.top.name, again.line, again.event.reason]).toEqual(['work', lineOf(text, 'one'), 'restart']);
    expect(again.frames.length).toBe(stackFrames.length - nth);
    expect(driver.output('important')).toMatch(
      /^work is called anew, with its new code: line \d+ of \S+ begins again\.\n$/,
    );
    expect(await driver.evaluate(await driver.step('next'), 'factor')).toBe('3');
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe(`${output}1\n`);
  });

  test('a function with new code that nothing can call anew says why, and stands as it stood', async () => {
    const driver = await course.run(
      `
        def work(n):
            n += 1
            return n  # @work

        def numbers():
            one = 1
            yield one  # @numbers

        def only(): return work(1)

        print(sorted([1, 2], key=work))
        print(only())
        print(*numbers())
      `,
      { breakpoints: ['work', 'numbers'] },
    );
    let stop = await driver.stopped();
    const { program } = driver;
    await reload(driver, program.text.replace('n += 1', 'n += 2').replace('one = 1', 'one = 2'));
    const refusal = async () => {
      const { stackFrames } = await driver.request('stackTrace', { threadId: 1 });
      return driver.refused('restartFrame', { frameId: stackFrames[0]?.id ?? 0 });
    };
    expect(await refusal()).toBe(
      'work cannot begin again: native code stands between <module> and work, which cannot be taken back.',
    );
    while (stop.frames[1]?.name !== 'only') stop = await driver.continue();
    await reload(driver, program.text.replace('n += 1', 'n += 3').replace('one = 1', 'one = 2'));
    expect(await refusal()).toMatch(
      /^work cannot begin again: CPython can only jump from a line event, and none comes/,
    );
    expect((await driver.continue()).top.name).toBe('numbers');
    await reload(driver, program.text.replace('n += 1', 'n += 3').replace('one = 1', 'one = 3'));
    expect(await refusal()).toMatch(/^numbers cannot begin again with its new code: what runs a generator/);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('[1, 2]\n3\n2\n');
  });

  test('old code goes on at a line of the new text', async () => {
    const driver = await course.run(
      `
        def work(n):
            n += 1  # @one
            return n  # @two

        print(work(1))  # @call
        print("end")  # @end
      `,
      { breakpoints: ['two'] },
    );
    await driver.stopped();
    const text = `\n${driver.program.text.replace('return n ', 'return -n ')}`;
    await reload(driver, text);
    const source = { path: driver.program.path };
    const { targets } = await driver.request('gotoTargets', { source, line: lineOf(text, 'one') });
    expect(targets[0]?.line).toBe(lineOf(text, 'one'));
    await driver.request('goto', { threadId: 1, targetId: targets[0]?.id ?? 0 });
    expect((await driver.stopped()).line).toBe(lineOf(text, 'one'));
    await driver.setBreakpoints([]);
    await driver.step('stepOut');
    expect((await driver.step('next')).line).toBe(lineOf(text, 'end'));
    const again = await driver.request('gotoTargets', { source, line: lineOf(text, 'call') });
    await driver.request('goto', { threadId: 1, targetId: again.targets[0]?.id ?? 0 });
    await driver.stopped();
    expect(await driver.finish()).toBe('3\n-2\nend\n');
  });

  test('one reload after the other, also while the old code of both still runs', async () => {
    const driver = await course.run(
      `
        def step(n):
            return n

        def loop():
            for n in range(4):
                print(step(n))  # @turn

        loop()
      `,
      { breakpoints: ['turn'] },
    );
    await driver.stopped();
    let text = driver.program.text;
    for (const [turn, body] of ['n * 10', 'n * 100', 'n * 1000'].entries()) {
      text = `# Another line\n${text.replace(/return n.*/, `return ${body}`)}`;
      const { frames, updated } = await reload(driver, text);
      expect([frames, updated]).toEqual([[], ['step']]);
      const stop = await driver.continue();
      expect([stop.line, stop.top.name, await driver.evaluate(stop, 'n')]).toEqual([
        lineOf(text, 'turn'),
        'loop',
        `${turn + 1}`,
      ]);
    }
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('0\n100\n2000\n3000\n');
  });

  test('another file, that the client has written itself, with breakpoints on lines of the new text', async () => {
    const driver = await course.run(
      `
        import helper

        for turn in range(3):
            print(helper.give(turn))  # @turn
      `,
      { breakpoints: ['turn'] },
      { 'helper.py': 'STATE = []\n\ndef give(n):\n    STATE.append(n)\n    return len(STATE)  # @give\n' },
    );
    await driver.stopped();
    const helper = moduleBeside(driver.program, 'helper.py');
    await driver.setBreakpoints(['give'], helper);
    await driver.setBreakpoints([]);
    await driver.continue();
    const text = helper.text
      .replace('    STATE.append(n)', '    more = n * 2\n    STATE.append(more)')
      .replace('len(STATE)', 'STATE');
    writeFileSync(helper.path, text);
    const source = { path: helper.path };
    await driver.request('setBreakpoints', {
      source,
      sourceModified: true,
      breakpoints: [{ line: lineOf(text, 'give') }],
    });
    const { updated, frames } = await reload(driver, undefined, helper.path);
    expect([updated, frames.map(({ name }) => name)]).toEqual([['give'], ['give']]);
    const stop = await driver.continue();
    expect([stop.top.name, stop.line, await driver.evaluate(stop, 'more')]).toEqual([
      'give',
      lineOf(text, 'give'),
      '2',
    ]);
    await driver.request('setBreakpoints', { source, breakpoints: [] });
    expect(await driver.finish()).toBe('1\n[0, 2]\n[0, 2, 4]\n');
  });

  test('while the program runs, and with what else it takes from around it', async () => {
    const driver = await course.run(`
      import time

      def make():
          secret = "a"
          def speak():
              return "old"
          return speak

      def word():
          return "old"

      speak = make()
      old = word.__code__
      print("ready")
      while word.__code__ is old:  # calls nothing: no old frame is on the stack at any moment
          time.sleep(0.01)
      print(word(), speak())
    `);
    await driver.printed(/ready/);
    const text = driver.program.text
      .replace(/return "old"\n {4}return/, 'return secret\n    return')
      .replace('return "old"\n\nspeak', 'return "new"\n\nspeak');
    const { updated, refused, frames } = await reload(driver, text);
    expect(updated).toEqual(['make', 'word']); // what was a local variable of `make` is kept for `speak` now
    expect(refused).toEqual([
      {
        name: 'make.speak',
        reason: 'it takes secret from around it now, and took nothing when it was made. What makes it has to run again',
      },
    ]);
    expect(frames).toEqual([]);
    expect(await driver.ended()).toBe('ready\nnew old\n');
  });

  test('names, metaclasses and hooks of the program do not run for it, and do not break it', async () => {
    const driver = await course.run(
      `
        import sys

        class Meta(type):
            def __setattr__(cls, name, value):
                print("Meta.__setattr__", name)
            def __getattribute__(cls, name):
                if name != "__class__":
                    print("Meta.__getattribute__", name)
                return type.__getattribute__(cls, name)

        class Strict(metaclass=Meta):
            def one(self):
                return 1
            def __setattr__(self, name, value):
                print("Strict.__setattr__", name)

        class Key(str):
            def __eq__(self, other):
                print("Key.__eq__")
                return False
            __hash__ = str.__hash__

        globals()[Key("Strict")] = None
        stubborn = []

        def audit(event, arguments):
            if stubborn and event == "object.__setattr__" and arguments[1] == "__code__":
                raise RuntimeError("no")

        sys.addaudithook(audit)

        def two():
            return 2

        strict = Strict()
        for turn in range(3):
            one = strict.one()
            made = two()
            print("turn", one, made)  # @turn
      `,
      { breakpoints: ['turn'] },
    );
    await driver.stopped();
    const printed = driver.output('stdout');
    const text = driver.program.text
      .replace('return 1', 'return 10')
      .replace('    def one', '    def more(self):\n        return "more"\n\n    def one');
    expect(await reload(driver, text)).toMatchObject({ updated: ['Strict.one'], added: ['Strict.more'], refused: [] });
    expect(driver.output('stdout')).toBe(printed);
    await driver.request('evaluate', { expression: 'stubborn.append(1)', context: 'repl' });
    const answer = await reload(driver, text.replace('return 2', 'return 20'));
    expect(answer).toMatchObject({
      updated: [],
      refused: [{ name: 'two', reason: 'the program does not allow it: RuntimeError' }],
    });
    await driver.setBreakpoints([]);
    await driver.request('evaluate', { expression: 'stubborn.clear()', context: 'repl' });
    expect(await driver.finish()).toBe(`${printed}turn 1 2\nturn 10 2\nturn 10 2\n`);
  });
});

describe.each(BACKEND_NAMES)('a whole session on %s', (backend) => {
  test('a reload is told to the client and to telemetry, and a restart begins with the new text', async () => {
    const driver = open(writeProgram('def give():\n    return 1\n\nprint("go")  # @go\nprint(give())\n'));
    const client = { adapterID: 'test', supportsInvalidatedEvent: true };
    const initialize = driver.session.request('initialize', client);
    await initialize;
    const launched = driver.request('launch', { program: driver.program.path, frameEvalConfig: BACKENDS[backend] });
    await driver.event('initialized');
    await driver.setBreakpoints(['go']);
    await driver.request('configurationDone', undefined);
    await launched;
    await driver.stopped();
    const { text: told } = await reload(driver, driver.program.text.replace('return 1', 'return 2'));
    expect(told).toBe('main.py: The next call runs the new code of give.');
    expect((await driver.event('invalidated')).areas).toEqual(['stacks', 'variables']);
    await reload(driver, 'def give(:');
    const { telemetry } = await driver.request('dapper/frameEvalStatus', undefined);
    expect(telemetry.reason_counts).toMatchObject({ hot_reload_succeeded: 1, hot_reload_failed: 1 });
    await driver.request('restart', {});
    expect((await driver.stoppedAfresh()).at).toBe('go');
    expect(await driver.finish()).toContain('2\n');
  });
});

test('where nothing of a file has run, it is written; and a file without a text is refused', async () => {
  const driver = await debug(writeProgram('print("go")  # @go\nimport later\n'), { breakpoints: ['go'] });
  await driver.stopped();
  const path = driver.program.path.replace('main.py', 'later.py');
  expect(await reload(driver, 'print("later")\n', path)).toMatchObject({
    applied: true,
    text: 'later.py is written. Nothing of it has run yet.',
  });
  expect(await driver.refused('dapper/hotReload', { source: { path: `${path}.none` } })).toMatch(
    /has no text that can be read/,
  );
  expect(await driver.refused('dapper/hotReload', { source: {} })).toMatch(/the source has no path/);
  expect(await driver.finish()).toBe('go\nlater\n');
});
