/**
 * How a program starts and ends: each row is what `python file.py` (CPython 3.11 to 3.14 on Linux) prints and returns.
 * Where the releases differ, the row says so itself.
 */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { debug, type Setup } from './driver.ts';

interface Fact {
  readonly text: string;
  readonly stdout?: string | RegExp;
  readonly stderr?: string | RegExp;
  readonly exitCode?: number;
  readonly launch?: Setup['launch'];
}

const TOLD = `
class Told:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("del", self.name)
`;

const STARTS: Readonly<Record<string, Fact>> = {
  'the names of __main__': {
    text: `
      import sys
      names = [name for name in globals() if name != "sys"]
      expected = ["__name__", "__doc__", "__package__", "__loader__", "__spec__"]
      expected += ["__annotations__"] * (sys.version_info < (3, 14)) + ["__builtins__", "__file__"]
      expected += ["__cached__"] * (sys.version_info < (3, 15))
      print(names == expected or names, __name__, __doc__, __package__, __spec__, type(__loader__).__name__)
      print(type(__builtins__).__name__, sys.modules["__main__"].__dict__ is globals())
    `,
    stdout: 'True __main__ None None None SourceFileLoader\nmodule True\n',
  },
  'arguments and the path': {
    text: `
      import os, sys
      print(sys.argv[1:], os.path.dirname(sys.argv[0]) == sys.path[0] == os.getcwd(), __file__ == sys.argv[0])
      print("" in sys.path, sys.path.count(sys.path[0]))
    `,
    stdout: "['a', '-b', ''] True True\nFalse 1\n",
    launch: { args: ['a', '-b', ''] },
  },
  'flags, but for two that Pyodide sets': {
    text: `
      import sys
      names = "debug interactive optimize no_user_site no_site ignore_environment verbose bytes_warning quiet isolated"
      print([name for name in [*names.split(), "dev_mode", "safe_path"] if getattr(sys.flags, name)], sys.warnoptions)
    `,
    stdout: '[] []\n',
  },
  'filters of warnings': {
    text: `
      import warnings
      for action, message, category, module, line in warnings.filters:
          print(action, message, category.__name__, getattr(module, "pattern", module), line)
      warnings.warn("old", DeprecationWarning)
      warnings.warn("soon", PendingDeprecationWarning)
    `,
    stdout: [
      'default None DeprecationWarning __main__ 0',
      'ignore None DeprecationWarning None 0',
      'ignore None PendingDeprecationWarning None 0',
      'ignore None ImportWarning None 0',
      'ignore None ResourceWarning None 0\n',
    ].join('\n'),
    stderr: /^\S+main.py:4: DeprecationWarning: old\n {2}warnings.warn\("old", DeprecationWarning\)\n$/,
  },
  'PYTHONBREAKPOINT=0': {
    text: 'print(breakpoint(), breakpoint(1))\nprint("on")\n',
    stdout: 'None None\non\n',
    launch: { env: { PYTHONBREAKPOINT: '0' } },
  },
  'PYTHONBREAKPOINT=0, set by the program': {
    text: 'import os\nos.environ["PYTHONBREAKPOINT"] = "0"\nprint(breakpoint())\n',
    stdout: 'None\n',
  },
  'PYTHONBREAKPOINT with a function': {
    text: `
      import sys
      def mine(*arguments, **named):
          return sys._getframe(1).f_code.co_name, arguments, named
      def work():
          return breakpoint(1, x=2)
      print(work())
    `,
    stdout: "('work', (1,), {'x': 2})\n",
    launch: { env: { PYTHONBREAKPOINT: '__main__.mine' } },
  },
};

const ENDS: Readonly<Record<string, Fact>> = {
  'objects that are alive are finalized': {
    text: `${TOLD}keep = Told("keep")\n`,
    stdout: 'del keep\n',
  },
  'their globals are still there': {
    text: `
      import os
      VALUE = 7
      def helper():
          return VALUE
      class Told:
          def __del__(self):
              print("del", helper(), VALUE, os.path.basename("/a/b"))
      keep = Told()
      cycle = [keep]
      cycle.append(cycle)
    `,
    stdout: 'del 7 7 b\n',
  },
  'objects of modules are finalized': {
    text: 'import beside\nprint("end")\n',
    stdout: 'end\ndel beside\n',
  },
  'after the exit functions, which run last first': {
    text: `${TOLD}
import atexit
keep = Told("keep")
atexit.register(print, "first registered")
atexit.register(lambda: print("then", "__file__" in globals(), keep.name))
print("end")
`,
    stdout: 'end\nthen False keep\nfirst registered\ndel keep\n',
  },
  'an exit function that registers one, and one that fails': {
    text: `
      import atexit
      def fails():
          raise ValueError("at the end")
      atexit.register(print, "registered first")
      atexit.register(fails)
      atexit.register(lambda: atexit.register(print, "registered late"))
    `,
    stdout: 'registered first\n',
    stderr: /atexit callback[\s\S]*ValueError: at the end\n$/,
    exitCode: 0,
  },
  'also in cycles, whichever of the collections they have come through': {
    text: `${TOLD}
import gc
def ring(name):
    one = Told(name)
    one.itself = one
    return one
kept = [ring("old")]
gc.collect()
kept.append(ring("middle"))
gc.collect(0)
gc.collect(0)
kept.append(ring("young"))
kept.append(kept)
ring("dropped")
print("end")
`,
    stdout: /^end\n(?:del (?:old|middle|young|dropped)\n){4}$/,
  },
  'also in cycles that were never collected': {
    text: `${TOLD}
one = Told("one")
one.itself = one
def f():
    return f, one
`,
    stdout: 'del one\n',
  },
  'after sys.exit too': {
    text: `${TOLD}
import atexit, sys
keep = Told("keep")
atexit.register(lambda: print("__file__" in globals()))
sys.exit(3)
`,
    stdout: 'True\ndel keep\n',
    exitCode: 3,
  },
  'after an exception too, whose frames go': {
    text: `${TOLD}
def fail():
    inner = Told("local")
    raise ValueError("gone")
keep = Told("keep")
fail()
`,
    stdout: 'del local\ndel keep\n',
    stderr: /^Traceback[\s\S]*ValueError: gone\n$/,
    exitCode: 1,
  },
  'a coroutine that nobody has awaited': {
    text: `
      async def work():
          pass
      kept = work()
      print("end")
    `,
    stdout: 'end\n',
    stderr: "<sys>:0: RuntimeWarning: coroutine 'work' was never awaited\n",
  },
  'what cannot be raised then is told': {
    text: `
      class Fails:
          def __del__(self):
              raise ValueError("too late")
      keep = Fails()
    `,
    stderr: /^Exception ignored [\s\S]*Fails\.__del__[\s\S]*ValueError: too late\n$/,
    exitCode: 0,
  },
  'to standard output as it was at first': {
    text: `${TOLD}
import io, sys
keep = Told("keep")
sys.stdout = io.StringIO()
print("never seen")
`,
    stdout: 'del keep\n',
  },
  'what was written without a newline comes out': {
    text: 'import sys\nsys.stdout.write("half")\nsys.stderr.write("err")\n',
    stdout: 'half',
    stderr: 'err',
  },
  'a buffer of the program’s own is flushed': {
    text: `
      import sys
      sys.stdout = open(1, "w", closefd=False)
      print("buffered")
    `,
    stdout: 'buffered\n',
  },
  'executors hear of the end before the exit functions': {
    text: `
      import atexit, threading
      atexit.register(print, "exit function")
      threading._register_atexit(print, "threading")
    `,
    stdout: 'threading\nexit function\n',
  },
  'a standard output that cannot be flushed': {
    text: 'import sys\nsys.__stdout__ = sys.stdout = object()\n',
    stderr: /AttributeError: 'object' object has no attribute 'flush'\n$/,
    exitCode: 120,
  },
  'an exit with words and no standard error: those of the process': {
    text: 'import sys\nsys.stderr = None\nsys.exit("words")\n',
    stderr: 'words\n',
    exitCode: 1,
  },
  'an exit with words and no name for standard error': {
    text: 'import sys\ndel sys.stderr\nsys.exit("words")\n',
    stderr: 'words\n',
    exitCode: 1,
  },
  'a hook for exceptions that exits': {
    text: 'import sys\nsys.excepthook = lambda *_: sys.exit(3)\nraise ValueError\n',
    exitCode: 3,
  },
  'an interrupt of a class that is derived is an exception as any other': {
    text: 'class Stop(KeyboardInterrupt): pass\nraise Stop\n',
    stderr: /Stop\n$/,
    exitCode: 1,
  },
  'what fails in an exit function, where there is no standard error': {
    text: 'import atexit, sys, threading\nsys.stderr = None\nthreading._register_atexit(lambda: 1 / 0)\n',
  },
  'a standard output that is closed': { text: 'import sys\nsys.stdout.close()\n', exitCode: 0 },
};

const CODES: readonly (readonly [code: string, exitCode: number, stderr: string])[] = [
  ['', 0, ''],
  ['None', 0, ''],
  ['0', 0, ''],
  ['7', 7, ''],
  ['-1', 255, ''],
  ['256', 0, ''],
  ['257', 1, ''],
  ['True', 1, ''],
  ['False', 0, ''],
  ['2.5', 1, '2.5\n'],
  ['"words"', 1, 'words\n'],
  ['""', 1, '\n'],
  ['(1, 2)', 1, '(1, 2)\n'],
  ['[]', 1, '[]\n'],
];

async function check(fact: Fact, noDebug: boolean): Promise<void> {
  const beside = `${TOLD}told = Told("beside")\n`;
  const driver = await debug(writeProgram(fact.text, { 'beside.py': beside }), { launch: { ...fact.launch, noDebug } });
  const { exitCode } = await driver.event('exited');
  await driver.event('terminated');
  const { stdout = '', stderr = '' } = fact;
  const outcome = { exitCode, stdout: driver.output('stdout'), stderr: driver.output('stderr') };
  expect(outcome).toEqual({
    exitCode: fact.exitCode ?? 0,
    stdout: typeof stdout === 'string' ? stdout : expect.stringMatching(stdout),
    stderr: typeof stderr === 'string' ? stderr : expect.stringMatching(stderr),
  });
}

describe.each([
  ['debugged', false],
  ['run', true],
] as const)('%s', (_name, noDebug) => {
  test.each(Object.entries(STARTS))('start: %s', (_what, fact) => check(fact, noDebug));
  test.each(Object.entries(ENDS))('end: %s', (_what, fact) => check(fact, noDebug));
});

test.each(CODES)('sys.exit(%s) is the exit code %i', (code, exitCode, stderr) =>
  check({ text: `import sys\nsys.exit(${code})\n`, exitCode, stderr }, false),
);

test('a breakpoint in what runs at the end stops', async () => {
  const driver = await debug(
    writeProgram(`
      import atexit
      class Told:
          def __del__(self):
              print("del")  # @del
      def at_exit():
          print("exit")  # @exit
      atexit.register(at_exit)
      keep = Told()
    `),
    { breakpoints: ['del', 'exit'] },
  );
  expect([(await driver.stopped()).at, (await driver.continue()).at]).toEqual(['exit', 'del']);
  expect(await driver.finish()).toBe('exit\ndel\n');
});
