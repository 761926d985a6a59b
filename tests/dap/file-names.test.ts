/** One file under many names: relative, with dots, through links. A breakpoint belongs to the file, not to a name. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { unindented } from '../unindented.ts';
import { Course } from './course.ts';
import { type Debuggee, moduleBeside } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, Driver, debug, type Stop } from './driver.ts';
import { openSession } from './harness.ts';

const HELPER = `
  def answer(number):
      double = number * 2  # @answer
      return double
  print(__name__, answer(21))  # @body
`;

/** Ways to run helper.py under another name than its path. */
const SPELLINGS = {
  'runpy.run_path of a relative name': 'import runpy\nrunpy.run_path("helper.py")',
  'exec of what was compiled under a relative name':
    'exec(compile(open("helper.py").read(), "helper.py", "exec"), {"__name__": "helper"})',
  'a name with a dot in front': 'import runpy\nrunpy.run_path("./helper.py")',
  'a name that goes down and up': `import os, runpy
os.makedirs("empty", exist_ok=True)
runpy.run_path("empty/../helper.py")`,
  'an absolute name with dots': 'import os, runpy\nrunpy.run_path(os.getcwd() + "/./helper.py")',
  'a folder with a dot on the path':
    'import sys\nsys.path.insert(0, "./.")\nimport helper\nsys.modules.pop("helper")\ndel sys.path[0]',
  'functions of what was compiled under a relative name': `import types
module = compile(open("helper.py").read(), "helper.py", "exec")
code = next(each for each in module.co_consts if hasattr(each, "co_code"))
print("helper", types.FunctionType(code, {})(21))`,
  'a relative name after a change of folder': `import os, runpy
os.makedirs("other", exist_ok=True)
os.chdir("other")
runpy.run_path("../helper.py")`,
} as const;

/** A folder for one test. */
function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dapper-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function put(folder: string, name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), unindented(text));
}

/** A file under a name of its own. */
function file(path: string): Debuggee {
  return moduleBeside({ path } as Debuggee, path.slice(path.lastIndexOf('/') + 1));
}

const place = (stop: Stop) => [stop.top.source?.path, stop.line];

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const launch = { frameEvalConfig: BACKENDS[backend] };
  const course = new Course({ backend });

  /** A program that stands in its folder. */
  const begun = async (text: string, others: Record<string, string>) => {
    const start = 'import os\nos.chdir(os.path.dirname(__file__))  # @start\n';
    const driver = await course.run(start + unindented(text), { breakpoints: ['start'] }, others);
    await driver.stopped();
    return { driver, helper: moduleBeside(driver.program, 'helper.py') };
  };

  const start = async (program: Debuggee) => {
    const driver = new Driver(openSession(), program);
    await driver.start({ launch: { ...launch, stopOnEntry: true } });
    await driver.stopped();
    return driver;
  };

  test('a name of a class derived from str is a plain text for the debugger, which runs none of its methods', async () => {
    const text = `
      heard = []

      def noting(name):
          def method(self, *given, **named):
              heard.append(name)
              return getattr(str, name)(self, *given, **named)
          return method

      # The hook looks names up in dicts itself, for which CPython asks their hash.
      kept = {"__class__", "__new__", "__init__", "__getattribute__"} | ${backend === 'eval_frame' ? '{"__hash__"}' : 'set()'}
      Name = type("Name", (str,), {each: noting(each) for each in dir(str) if callable(getattr(str, each)) and each not in kept})

      def f(x):
          return x + 1  # @body
      f.__code__ = f.__code__.replace(co_filename=Name(f.__code__.co_filename))
      space = {}
      exec(compile("def g(x):\\n    return x / 0\\n", Name("/elsewhere.py"), "exec"), space)
      exec(compile("def h(x):\\n    return x / 0\\n", "<cell 1>", "exec"), space)
      space["h"].__code__ = space["h"].__code__.replace(co_filename=Name("<cell 1>"))
      heard.clear()
      f(1)
      for each in (space["g"], space["h"]):
          try:
              each(1)
          except ZeroDivisionError:
              pass
      print(heard)
    `;
    const driver = await course.run(text, { breakpoints: ['body'], filters: ['raised'] });
    const stop = await driver.stopped();
    expect(stop.at).toBe('body');
    expect(await driver.evaluate(stop, 'x')).toBe('1');
    expect([(await driver.continue()).top.source?.name, (await driver.continue()).top.source?.name]).toEqual([
      'elsewhere.py',
      '<cell 1>',
    ]);
    expect(await driver.finish()).toBe('[]\n');
  });

  test.each(Object.entries(SPELLINGS))('%s stops at the breakpoints of the file', async (_name, text) => {
    const { driver, helper } = await begun(`${text}\n`, { 'helper.py': HELPER });
    await driver.setBreakpoints([{ at: 'answer', condition: 'number == 21' }], helper);
    const stop = await driver.continue();
    expect(place(stop)).toEqual([helper.path, helper.line('answer')]);
    expect(await driver.evaluate(stop, 'number')).toBe('21');
    expect((await driver.step('next')).line).toBe(helper.line('answer') + 1);
    await driver.setBreakpoints([], helper);
    expect(await driver.finish()).toMatch(/ 42\n$/);
  });

  test('modified code goes by the name that the program has compiled it under', async () => {
    const { driver, helper } = await begun(
      `
        import traceback
        exec(compile(open("helper.py").read(), "helper.py", "exec"))
        try:
            divide(0)
        except ZeroDivisionError as error:
            print(traceback.extract_tb(error.__traceback__)[-1].filename, divide.__code__.co_filename)
      `,
      { 'helper.py': 'def divide(number):\n    return 1 / number  # @divide\n' },
    );
    await driver.setBreakpoints([{ at: 'divide', condition: 'number > 5' }], helper);
    expect(await driver.finish()).toMatch(/helper.py helper.py\n$/);
  });

  test('breakpoints stop in a folder and in a file that are links, under any of their names', async () => {
    const folder = makeFolder();
    put(folder, 'elsewhere/lib/two.py', 'def two():\n    return 2  # @two\n');
    put(folder, 'elsewhere/three.py', 'def three():\n    return 3  # @three\n');
    put(folder, 'project/main.py', 'import lib.two, three\nprint(lib.two.two() + three.three())\n');
    symlinkSync('../elsewhere/lib', join(folder, 'project/lib'));
    symlinkSync(join(folder, 'elsewhere/three.py'), join(folder, 'project/three.py'));
    for (const within of ['project', 'elsewhere']) {
      const [two, three] = [file(join(folder, within, 'lib/two.py')), file(join(folder, within, 'three.py'))];
      const driver = await start(file(join(folder, 'project/main.py')));
      await driver.setBreakpoints(['two'], two);
      await driver.setBreakpoints(['three'], three);
      expect(place(await driver.continue())).toEqual([two.path, two.line('two')]);
      expect(place(await driver.continue())).toEqual([three.path, three.line('three')]);
      expect(await driver.finish()).toBe('5\n');
    }
  });

  test('breakpoints that are set under two names of a file stop both', async () => {
    const folder = makeFolder();
    put(folder, 'real.py', 'def both():\n    one = 1  # @one\n    return one + 1  # @two\n');
    put(folder, 'main.py', 'import link\nprint(link.both())\n');
    symlinkSync('real.py', join(folder, 'link.py'));
    const driver = await start(file(join(folder, 'main.py')));
    await driver.setBreakpoints(['one'], file(join(folder, 'real.py')));
    await driver.setBreakpoints(['two'], file(join(folder, 'link.py')));
    const link = file(join(folder, 'link.py'));
    expect((await driver.continue()).line).toBe(link.line('one'));
    expect((await driver.continue()).line).toBe(link.line('two'));
    await driver.setBreakpoints([], link);
    expect(await driver.finish()).toBe('2\n');
  });
});

const MODULE = `
  def work(number):
      result = number + 1  # @work
      return result
`;

describe('the names of files over DAP', () => {
  /** A program at its entry, in a folder with real/mod.py, Mod.py, a link to the file and a link to the folder. */
  const begin = async (text: string) => {
    const folder = makeFolder();
    for (const name of ['real/mod.py', 'Mod.py', 'other/mod.py']) put(folder, name, MODULE);
    symlinkSync('real/mod.py', join(folder, 'link.py'));
    symlinkSync('real', join(folder, 'folder'));
    put(folder, 'main.py', text);
    const driver = new Driver(openSession(), file(join(folder, 'main.py')));
    await driver.start({ launch: { stopOnEntry: true, justMyCode: true } });
    await driver.stopped();
    /** Sets a breakpoint under any spelling. */
    const set = async (path: string) => {
      const line = file(join(folder, 'real/mod.py')).line('work');
      return (await driver.request('setBreakpoints', { source: { path }, breakpoints: [{ line }] })).breakpoints;
    };
    return { driver, folder, set };
  };
  const IMPORT = 'import os, sys\nsys.path.insert(0, os.path.abspath("real"))\nimport mod\nprint(mod.work(1))\n';

  test.each([
    ['a link', (folder: string) => `${folder}/link.py`],
    ['a link to the folder', (folder: string) => `${folder}/folder/mod.py`],
    ['dots behind a link', (folder: string) => `${folder}/folder/../real/mod.py`],
    ['a relative path', () => './real/mod.py'],
    ['a relative path by way of a link', () => 'folder/mod.py'],
  ])('%s is what stops, events, sources and modules say', async (_name, spelled) => {
    const { driver, folder, set } = await begin(IMPORT);
    const name = spelled(folder);
    expect((await set(name))[0]?.source?.path).toBe(name);
    const stop = await driver.continue();
    expect(stop.event.reason).toBe('breakpoint');
    expect(stop.frames.map(({ source }) => source?.path)).toEqual([name, join(folder, 'main.py')]);
    expect((await driver.event('breakpoint')).breakpoint.source.path).toBe(name);
    const loaded = await driver.event('loadedSource', ({ source }) => source.name !== 'main.py');
    expect(loaded.source.path).toBe(name);
    const { sources } = await driver.request('loadedSources', undefined);
    expect(sources.map(({ path }) => path)).toContain(name);
    const { modules } = await driver.request('modules', {});
    expect(modules.find(({ name }) => name === 'mod')).toMatchObject({ path: name, isUserCode: true });
    const { content } = await driver.request('source', { source: { path: name }, sourceReference: 0 });
    expect(content).toContain('# @work');
    await set(name);
    expect(await driver.finish()).toBe('2\n');
  });

  test('a file that the client has not named is shown by its path, without links', async () => {
    const { driver, folder } = await begin(
      'import os, sys\nsys.path.insert(0, os.path.abspath("folder"))\nimport mod\nmod.work(1)\n',
    );
    await driver.setBreakpoints([4]);
    await driver.continue();
    const stop = await driver.step('stepIn');
    expect(stop.top.source?.path).toBe(join(folder, 'real/mod.py'));
  });

  test('capitals in a name make another file', async () => {
    const { driver, folder, set } = await begin('import Mod\nprint(Mod.work(1))\n');
    await set(join(folder, 'real/mod.py'));
    await set(join(folder, 'Mod.py'));
    expect((await driver.continue()).top.source?.path).toBe(join(folder, 'Mod.py'));
    expect(await driver.finish()).toBe('2\n');
  });

  test('code that was compiled under a relative name stays in its file when the program changes folder', async () => {
    const { driver, folder, set } = await begin(`
import os
os.chdir("real")
here = {}
exec(compile(open("mod.py").read(), "mod.py", "exec"), here)
os.chdir("../other")
there = {}
exec(compile(open("mod.py").read(), "mod.py", "exec"), there)
print(here["work"](1), there["work"](2))
`);
    await set('real/mod.py');
    const stop = await driver.continue();
    expect(stop.top.source?.path).toBe('real/mod.py');
    expect(await driver.evaluate(stop, 'number')).toBe('1');
    await set(join(folder, 'other/mod.py'));
    const second = await driver.continue();
    expect(second.top.source?.path).toBe(join(folder, 'other/mod.py'));
    expect(await driver.evaluate(second, 'number')).toBe('2');
    expect(await driver.finish()).toBe('2 3\n');
  });

  test.each(['made.zip', 'made.egg'])('what is imported from %s by its relative name is of that file', async (name) => {
    const { driver, folder, set } = await begin(`
import os, sys, zipfile
with zipfile.ZipFile("${name}", "w") as archive:
    archive.write("real/mod.py", "inner/mod.py")
sys.path.insert(0, "${name}")
import inner.mod
os.chdir("real")
print(inner.mod.work(1))
`);
    const path = join(folder, name, 'inner/mod.py');
    await set(path);
    const stop = await driver.continue();
    expect([place(stop), stop.top.source?.presentationHint]).toEqual([[path, 2], undefined]);
    const { sourceReference = 0 } = stop.top.source ?? {};
    const { content } = await driver.request('source', { source: { path }, sourceReference });
    expect(content).toContain('def work(');
    await driver.finish();
  });

  test('a breakpoint waits for a link that the program makes while it runs', async () => {
    const { driver, folder, set } = await begin(
      `import os, runpy\nos.symlink("real/mod.py", "late.py")\nprint(runpy.run_path("late.py")["work"](1))\n`,
    );
    const name = join(folder, 'late.py');
    expect(await set(name)).toMatchObject([{ verified: false, source: { path: name } }]);
    expect((await driver.continue()).top.source?.path).toBe(name);
    expect(await driver.finish()).toBe('2\n');
  });

  test('a program that replaces what finds files is neither called nor believed', async () => {
    const { driver, folder, set } = await begin(`
import os, sys
sys.path.insert(0, os.path.abspath("real"))
calls = []
def lie(*arguments, **named):
    calls.append(arguments)
    return "/nowhere"
import mod
names = ("realpath", "abspath", "normpath", "join", "exists", "isfile", "islink", "basename", "dirname")
kept = {name: getattr(os.path, name) for name in names}
for name in names:
    setattr(os.path, name, lie)
for name in ("stat", "lstat", "readlink", "getcwd"):
    kept[name] = getattr(os, name)
    setattr(os, name, lie)
ready = True  # @ready
mod.work(1)
print(calls)
`);
    await driver.setBreakpoints(['ready']);
    await driver.continue();
    await set(join(folder, 'link.py'));
    const stop = await driver.continue();
    expect(stop.top.source?.path).toBe(join(folder, 'link.py'));
    await driver.request('loadedSources', undefined);
    await driver.request('modules', {});
    expect(await driver.finish()).toBe('[]\n');
  });

  test('a file of the user that a link puts among the libraries is the user’s still', async () => {
    const { driver, folder, set } = await begin(`
import os, sys
library = next(each for each in sys.path if each.endswith("site-packages"))
linked = os.path.join(library, "dapper_linked")
os.symlink(os.path.abspath("real"), linked)
sys.path.insert(0, linked)
import mod
print(mod.work(1))
`);
    await set(join(folder, 'real/mod.py'));
    const stop = await driver.continue();
    expect(stop.top.source).toMatchObject({ path: join(folder, 'real/mod.py') });
    expect(stop.top.source?.origin).toBeUndefined();
    expect(stop.top.presentationHint).toBe('normal');
    expect(await driver.finish()).toBe('2\n');
  });
});

/** Starts of a program through links; what it says of itself is what CPython says. */
const WHO = `
  import os, sys, beside
  name = lambda path: os.path.relpath(path, os.path.realpath(os.environ["ROOT"]))
  print(name(__file__), name(sys.argv[0]), name(sys.path[0]), name(sys._getframe().f_code.co_filename))
  print(name(beside.__file__), os.path.islink(__file__), name(os.path.realpath(__file__)))  # @last
`;

const STARTS: readonly (readonly [name: string, link: readonly [target: string, at: string], program: string])[] = [
  ['a link to a folder', ['real', 'link'], 'link/who.py'],
  ['an absolute link to a folder', ['/real', 'link'], 'link/who.py'],
  ['a link beside the file', ['who.py', 'real/link.py'], 'real/link.py'],
  ['a link in another folder', ['../real/who.py', 'other/link.py'], 'other/link.py'],
  ['an absolute link in another folder', ['/real/who.py', 'other/link.py'], 'other/link.py'],
];

test.each(STARTS)(
  'a program that is started by %s runs, stops, and knows itself as under CPython',
  async (_name, [target, at], program) => {
    const root = makeFolder();
    put(root, 'real/who.py', WHO);
    put(root, 'real/beside.py', 'value = 1  # @beside\n');
    mkdirSync(join(root, 'other'));
    symlinkSync(target.startsWith('/') ? root + target : target, join(root, at));
    const main = file(join(root, program));
    const driver = await debug(main, { breakpoints: ['last'], launch: { env: { ROOT: root } } });
    expect(place(await driver.stopped())).toEqual([main.path, main.line('last')]);
    const isLink = at === program;
    expect(await driver.finish()).toBe(
      `${program} ${program} real ${program}\nreal/beside.py ${isLink ? 'True' : 'False'} real/who.py\n`,
    );
  },
);

test('a program can be named relative to its working folder', async () => {
  const root = makeFolder();
  put(
    root,
    'src/who.py',
    'import os, sys\nprint(sys.argv, __file__ == os.path.join(os.getcwd(), "src/who.py"))  # @last\n',
  );
  const main = file(join(root, 'src/who.py'));
  const driver = await debug(main, {
    breakpoints: ['last'],
    launch: { program: 'src/who.py', cwd: root, args: ['x'] },
  });
  expect(place(await driver.stopped())).toEqual([main.path, main.line('last')]);
  expect(await driver.finish()).toBe("['src/who.py', 'x'] True\n");
});
