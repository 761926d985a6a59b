/** One file under many names: relative, with dots, by way of links. A breakpoint belongs to the file, not to a name. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Course } from './course.ts';
import { type Debuggee, moduleBeside, unindented } from './debuggee.ts';
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

  test('breakpoints stop in a folder and in a file that are links, under whichever name they are set', async () => {
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

/** Starts of a program by way of links; what it says of itself is what CPython says. */
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
