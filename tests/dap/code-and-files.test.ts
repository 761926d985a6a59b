/** Code that comes in odd ways: modules run twice, one function made many times, paths spelled otherwise, libraries at work. */
import { describe, expect, test } from 'vitest';
import { moduleBeside, writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug } from './driver.ts';

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const launch = { frameEvalConfig: BACKENDS[backend] };

  test('a pause while a library works shows the user’s frames, and steps go on from them', async () => {
    const driver = await debug(
      writeProgram(`
        import json

        data = {"list": list(range(200))}
        print("started")
        while True:
            text = json.dumps(data, indent=1)  # @dumps
            done = len(text)  # @done
      `),
      { launch },
    );
    await driver.printed(/started/);
    const stop = await driver.pause();
    expect(stop.event.reason).toBe('pause');
    expect(stop.frames.some(({ source }) => source?.path === driver.program.path)).toBe(true);
    const places = await driver.steps('next', 'next', 'next');
    expect(new Set(places.filter((place) => /^[a-z]+$/.test(place)))).toEqual(new Set(['dumps', 'done']));
  });

  test.each([
    ['plain', {}, 3],
    ['conditional', { condition: 's == "[2]"' }, 1],
    ['by its hits', { hitCondition: '2' }, 1],
  ])('a breakpoint in a library that was imported before the program is hit in each run, %s', async (_, how, hits) => {
    // Pyodide itself has imported it.
    const main = writeProgram('import json\nfor n in range(3):\n    json.loads(f"[{n}]")  # @call\n');
    const driver = await debug(main, { launch, breakpoints: ['call'] });
    const stop = await driver.stopped();
    const path = (await driver.evaluate(stop, 'json.__file__')).slice(1, -1);
    const { content } = await driver.request('source', { source: { path }, sourceReference: 0 });
    const lines = content.split('\n');
    const first = lines.findIndex((text) => text.startsWith('def loads('));
    const line = lines.indexOf('    if isinstance(s, str):', first) + 1;
    await driver.setBreakpoints([]);
    await driver.request('setBreakpoints', { source: { path }, breakpoints: [{ line, ...how }] });
    await driver.request('restart', undefined);
    const stops = [];
    for (let each = await driver.stoppedOrEnded(); each; each = await driver.stoppedOrEnded()) {
      stops.push(`${each.top.name} ${each.line}`);
      await driver.resume();
    }
    expect(stops).toEqual(Array(hits).fill(`loads ${line}`));
  });

  test('a path that is spelled in another way names the same file, and is shown as it was written', async () => {
    const main = writeProgram('import helper\nprint(helper.f())\n', {
      'helper.py': 'def f():\n    return 7  # @seven\n',
    });
    const helper = moduleBeside(main, 'helper.py');
    const folder = main.path.replace(/\/main\.py$/, '');
    const driver = await debug(main, { launch: { ...launch, stopOnEntry: true } });
    await driver.stopped();
    const path = `${folder}/./nowhere/../helper.py`;
    await driver.request('setBreakpoints', { source: { path }, breakpoints: [{ line: helper.line('seven') }] });
    const stop = await driver.continue();
    expect([stop.top.source?.path, stop.line]).toEqual([path, helper.line('seven')]);
    expect(await driver.finish()).toBe('7\n');
  });

  test('a program that runs the same module twice binds its breakpoints each time', async () => {
    const main = writeProgram(
      `
        import importlib

        import helper

        importlib.reload(helper)
        print(helper.f())
      `,
      { 'helper.py': 'count = 1  # @module\ndef f():\n    return count  # @function\n' },
    );
    const helper = moduleBeside(main, 'helper.py');
    const driver = await debug(main, { launch: { ...launch, stopOnEntry: true } });
    await driver.stopped();
    await driver.setBreakpoints(['module', 'function'], helper);
    const lines = [];
    for (let turn = 0; turn < 3; turn += 1) lines.push((await driver.continue()).line);
    expect(lines).toEqual([helper.line('module'), helper.line('module'), helper.line('function')]);
    expect(await driver.finish()).toBe('1\n');
  });

  test('a module that was loaded again and again gets a breakpoint where it is now, whenever somebody asks', async () => {
    const main = writeProgram(
      `
        import importlib

        import helper

        for turn in range(3):
            for _ in range(4):
                importlib.reload(helper)
            first = helper.f
            importlib.reload(helper)
            print(first(), helper.f())  # @turn
      `,
      { 'helper.py': 'def f():\n    return 1  # @function\n' },
    );
    const helper = moduleBeside(main, 'helper.py');
    const driver = await debug(main, { launch, breakpoints: ['turn'] });
    const lines = [(await driver.stopped()).line];
    await driver.setBreakpoints(['function'], helper);
    for (let stop = 0; stop < 3; stop += 1) lines.push((await driver.continue()).line);
    await driver.setBreakpoints([], helper);
    lines.push((await driver.continue()).line);
    await driver.setBreakpoints(['function'], helper);
    for (let stop = 0; stop < 2; stop += 1) lines.push((await driver.continue()).line);
    const [turn, inside] = [main.line('turn'), helper.line('function')];
    expect(lines).toEqual([turn, inside, inside, turn, turn, inside, inside]);
    expect(await driver.finish()).toBe('1 1\n1 1\n1 1\n');
  });

  test('a breakpoint where nothing of a module is alive any more stops when the module is loaded again', async () => {
    const main = writeProgram(
      `
        import importlib

        import bare
        import helper

        between = True  # @between
        importlib.reload(bare)
        importlib.reload(helper)
      `,
      { 'bare.py': 'count = 1\n', 'helper.py': 'def f():\n    return 1\ncount = f()\nlast = count\n' },
    );
    const driver = await debug(main, { breakpoints: ['between'], launch });
    await driver.stopped();
    await driver.setBreakpoints([1], moduleBeside(main, 'bare.py'));
    await driver.setBreakpoints([4], moduleBeside(main, 'helper.py'));
    const places = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const { frames } = await driver.continue();
      places.push([frames[0]?.source?.name, frames[0]?.line]);
    }
    expect(places).toEqual([
      ['bare.py', 1],
      ['helper.py', 4],
    ]);
    await driver.finish();
  });

  test('code of a module that was loaded again is released, breakpoints and all', async () => {
    const main = writeProgram(
      `
        import gc
        import importlib
        import weakref

        import helper  # @import

        codes = []
        for turn in range(8):
            importlib.reload(helper)
            codes.append(weakref.ref(helper.f.__code__))
        gc.collect()
        print(sum(code() is not None for code in codes) < 3)
      `,
      { 'helper.py': 'def f():\n    a = 1\n    return a\n' },
    );
    const driver = await debug(main, { breakpoints: ['import'], launch });
    await driver.stopped();
    const path = moduleBeside(main, 'helper.py').path;
    const breakpoints = [{ line: 2 }, { line: 3, condition: 'a == 2' }];
    await driver.request('setBreakpoints', { source: { path }, breakpoints });
    expect(await driver.finish()).toBe('True\n');
  });

  test('functions that were made again and again, and closures of one code, all stop', async () => {
    const driver = await debug(
      writeProgram(`
        def make(n):
            def inner():
                return n  # @inner

            return inner

        functions = [make(n) for n in range(3)]
        print([function() for function in functions])
      `),
      { launch, breakpoints: ['inner'] },
    );
    const values = [];
    let stop = await driver.stopped();
    for (let turn = 0; turn < 3; turn += 1) {
      values.push(await driver.evaluate(stop, 'n'));
      if (turn < 2) stop = await driver.continue();
    }
    expect(values).toEqual(['0', '1', '2']);
    expect(await driver.finish()).toBe('[0, 1, 2]\n');
  });

  test('two equal functions on different lines are two', async () => {
    const driver = await debug(
      writeProgram(`
        def first():
            return 1  # @first

        def second():
            return 1  # @second

        exec_globals = {}
        exec("def first():\\n    return 1\\n", exec_globals)
        print(exec_globals["first"](), first(), second())
      `),
      { launch, breakpoints: ['second'] },
    );
    expect((await driver.stopped()).top.name).toBe('second');
    expect(await driver.finish()).toBe('1 1 1\n');
  });

  test('code that the program makes of other code stops too', async () => {
    const driver = await debug(
      writeProgram(`
        def scaled(number):
            factor = 1000
            return number * factor  # @return

        def with_factor(function, factor):
            code = function.__code__
            constants = tuple(factor if each == 1000 else each for each in code.co_consts)
            return type(function)(code.replace(co_consts=constants), function.__globals__)

        print(scaled(1))
        print(with_factor(scaled, 10)(1), with_factor(scaled, 20)(1))
      `),
      { launch, breakpoints: ['return'] },
    );
    const factors = [];
    let stop = await driver.stopped();
    for (let turn = 0; turn < 3; turn += 1) {
      factors.push(await driver.evaluate(stop, 'factor'));
      if (turn < 2) stop = await driver.continue();
    }
    expect(factors).toEqual(['1000', '10', '20']);
    expect(await driver.finish()).toBe('1000\n10 20\n');
  });

  test('code that the program makes from nothing but numbers and names, and code that eval runs, stop too', async () => {
    const main = writeProgram(
      `
        from types import CodeType, FunctionType

        def original(n):
            return n + 1  # @return

        def rebuilt(code):
            first = ("argcount", "posonlyargcount", "kwonlyargcount", "nlocals", "stacksize", "flags", "code", "consts")
            then = ("names", "varnames", "filename", "name", "qualname", "firstlineno", "linetable", "exceptiontable")
            return CodeType(*(getattr(code, "co_" + name) for name in (*first, *then, "freevars", "cellvars")))

        made = FunctionType(rebuilt(original.__code__), globals())
        print(made(1))
        print(eval(compile(open(helper := __file__.replace("main", "helper")).read(), helper, "eval")))
      `,
      { 'helper.py': '[n for n in (1, 2)]  # @list\n' },
    );
    const helper = moduleBeside(main, 'helper.py');
    const driver = await debug(main, { launch: { ...launch, stopOnEntry: true } });
    await driver.stopped();
    await driver.setBreakpoints(['return']);
    await driver.setBreakpoints(['list'], helper);
    expect((await driver.continue()).at).toBe('return');
    expect((await driver.continue()).top.source?.path).toBe(helper.path);
    expect(await driver.finish()).toBe('2\n[1, 2]\n');
  });
});
