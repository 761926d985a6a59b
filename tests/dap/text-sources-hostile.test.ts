/** Texts and modules that are not as the debugger would like them: many, changed, misnamed, or with code of their own. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Stop } from './driver.ts';

/** The text of the source of the innermost frame. */
async function textOf(driver: Driver, stop: Stop): Promise<string> {
  const source = stop.top.source ?? {};
  return (await driver.request('source', { source, sourceReference: source.sourceReference ?? 0 })).content;
}

/** The texts of all stops, to the end of the program. */
async function allTexts(driver: Driver): Promise<string[]> {
  const found: string[] = [];
  for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
    found.push(await textOf(driver, stop));
    await driver.resume();
  }
  return found;
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  test('of thousands of texts the newest are kept, in bounded memory, and the right one is found', async () => {
    const driver = await debug(
      writeProgram(`
        space = {"stop": breakpoint}
        for n in range(5000):
            exec(f"def f():\\n    return {n}\\n", space)
        exec("def g():\\n    stop()\\n    return 'g'\\n", space)
        space["g"]()
        print(space["f"]())
      `),
      { launch: { frameEvalConfig: BACKENDS[backend] } },
    );
    const stop = await driver.stopped();
    expect(await textOf(driver, stop)).toBe("def g():\n    stop()\n    return 'g'\n");
    const { sources } = await driver.request('loadedSources', undefined);
    expect(sources.length).toBeGreaterThan(500);
    expect(sources.length).toBeLessThanOrEqual(1100);
    await driver.finish();
    expect(driver.output('stdout')).toBe('4999\n');
  });

  test('linecache entries that a text redefines do not change what it is shown as', async () => {
    const driver = await course.run(`
      text = "import linecache\\nlinecache.cache['<string>'] = (4, None, ['lies\\\\n'], '<string>')\\nbreakpoint()\\n"
      exec(text)
      exec("breakpoint()  # second\\n")
    `);
    const texts = await allTexts(driver);
    expect(texts[0]).toMatch(/^import linecache/);
    expect(texts[1]).toBe('breakpoint()  # second\n');
  });

  test('code that is loaded by marshal, and code with constants that no compiler makes', async () => {
    const driver = await course.run(`
      import marshal
      text = "def f(stop):\\n    stop()\\n"
      exec(marshal.loads(marshal.dumps(compile(text, "<kept>", "exec"))))
      f(breakpoint)
      class Evil:
          def __hash__(self):
              raise SystemExit("the debugger has hashed it")
          def __eq__(self, other):
              raise SystemExit("the debugger has compared it")
      def replaced(constant):
          code = compile(text, "<changed>", "exec").co_consts[0]
          f.__code__ = code.replace(co_consts=(*code.co_consts, constant))
          f(breakpoint)
      replaced(Evil())
      replaced([1])
      print("end")
    `);
    const texts = await allTexts(driver);
    expect(texts[0]).toBe('def f(stop):\n    stop()\n');
    expect(texts.slice(1)).toEqual(Array(2).fill(expect.stringMatching(/^The text of <changed> is not known/)));
    expect(driver.output('stdout')).toBe('end\n');
  });

  test('names that look like files, names that are no plain strings, and lone surrogates', async () => {
    const driver = await course.run(`
      class Name(str):
          def __hash__(self):
              raise SystemExit("the debugger has hashed a name")
      exec(compile("breakpoint()  # file\\n", "/nowhere/at all.py", "exec"))
      exec(compile("breakpoint()  # relative\\n", "module.py", "exec"))
      exec(compile("breakpoint()  # empty\\n", "", "exec"))
      exec(compile(b"breakpoint()  # bytes\\n", "<bytes>", "exec"))
      compile("breakpoint()\\n", Name("<odd>"), "exec")
      exec("a = '\\\\ud800'; breakpoint()\\n")
      try:
          exec("a = '\\ud800'\\n")
      except UnicodeEncodeError:
          pass
      exec(compile("breakpoint()  # surrogate\\n", "<\\ud800>", "exec"))
      print("end")
    `);
    let stops = 0;
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      stops += 1;
      await driver.request('loadedSources', undefined);
      await driver.resume();
    }
    expect(stops).toBe(6);
    expect(driver.output('stdout')).toBe('end\n');
  });

  test('modules that are none, and those whose attributes are code of the program', async () => {
    const driver = await debug(
      writeProgram(`
        import sys
        from types import ModuleType
        def boom(*arguments):
            raise SystemExit("the debugger has called a function of the program")
        class Odd(ModuleType):
            __dict__ = property(boom)
            __getattribute__ = __getattr__ = __class__ = boom
        class Text(str):
            __hash__ = str.__hash__
            __eq__ = startswith = boom
        class Folders:
            __getattr__ = boom
        def add(name, **attributes):
            module = ModuleType(name)
            for key, value in attributes.items():
                ModuleType.__setattr__(module, key, value)
            sys.modules[name] = module
        sys.modules["odd"] = Odd("odd")
        sys.modules["nothing"] = None
        sys.modules["number"] = 5
        sys.modules[7] = ModuleType("seven")
        sys.modules["evil"] = Folders()
        add("file", __file__=Text("a"), __name__=Text("b"), __version__=Text("c"))
        add("path", __path__=Folders())
        add("null", __file__="/a\\0b.py", __version__="\\ud800")
        add("\\ud800", __file__="/\\ud800.py")
        stop = True  # @stop
        print("end")
      `),
      { launch: { frameEvalConfig: BACKENDS[backend] }, breakpoints: ['stop'] },
    );
    await driver.stopped();
    const { modules } = await driver.request('modules', {});
    const named = new Map(modules.map((each) => [String(each.name), each]));
    for (const name of ['odd', 'file', 'path', 'null']) expect(named.has(name), name).toBe(true);
    for (const name of ['nothing', 'number', 'evil']) expect(named.has(name), name).toBe(false);
    expect(named.get('file')).not.toHaveProperty('version');
    await driver.finish();
    expect(driver.output('stdout')).toBe('end\n');
  });
});
