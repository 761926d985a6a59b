/** Debugged, a program prints, raises and ends as it does in a bare Pyodide, byte for byte, on each backend. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPyodide, type PyodideInterface } from 'pyodide';
import { beforeAll, describe, expect, test } from 'vitest';
import { HOME_FOLDER } from '../../src/protocol/index.ts';
import { type Debuggee, writeProgram } from '../dap/debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type BackendName, debug, expectBackend, type Spot } from '../dap/driver.ts';

const BENCHMARKS = fileURLToPath(new URL('../../bench/programs/', import.meta.url));
const SAMPLES = fileURLToPath(new URL('../../src/playground/samples/', import.meta.url));

/** What a program did. */
interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** A program to compare, and what it is started with. */
interface Case {
  readonly text: string;
  /** Files beside it. */
  readonly others?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Lines for its standard input. */
  readonly input?: readonly string[];
}

/** Runs a file as `python file.py` would, in a Pyodide that has never heard of the debugger. */
const RUNNER = `
import atexit, builtins, os, sys
from types import ModuleType

sys.setrecursionlimit(sys.getrecursionlimit() + 1)  # one frame, run's, lies under the program
report = sys.excepthook  # Pyodide's own

def run(path, *arguments):
    folder = os.path.dirname(path)
    os.chdir(folder)
    sys.argv[:], sys.path[0:0] = [path, *arguments], [folder]
    main = sys.modules["__main__"] = ModuleType("__main__")
    main.__dict__.update(__file__=path, __builtins__=builtins)
    sys.excepthook = report
    exit_code = 0
    try:
        with open(path, "rb") as file:
            code = compile(file.read(), path, "exec", dont_inherit=True)
        exec(code, main.__dict__)
    except SystemExit as error:
        exit_code = error.code or 0
        if not isinstance(exit_code, int):
            print(exit_code, file=sys.stderr)
            exit_code = 1
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__ and error.__traceback__.tb_next)
        exit_code = 1
    atexit._run_exitfuncs()
    sys.path.remove(folder)
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(folder):
            del sys.modules[name]
    return exit_code
`;

let pyodide: PyodideInterface;

beforeAll(async () => {
  pyodide = await loadPyodide({ env: { HOME: HOME_FOLDER, PYTHONDONTWRITEBYTECODE: '1' } });
  pyodide.runPython(RUNNER);
});

/** Also says how many lines it has read. */
function bare(program: Debuggee, { args = [], input = [] }: Case): Outcome & { readonly read: number } {
  const folder = dirname(program.path);
  const { FS } = pyodide;
  FS.mkdirTree(folder);
  FS.mount(FS.filesystems.NODEFS, { root: folder }, folder);
  const written: { stdout: number[]; stderr: number[] } = { stdout: [], stderr: [] };
  pyodide.setStdout({ raw: (byte) => written.stdout.push(byte), isatty: true });
  pyodide.setStderr({ raw: (byte) => written.stderr.push(byte), isatty: true });
  const lines = [...input];
  pyodide.setStdin({ stdin: () => lines.shift() ?? null });
  const exitCode: number = pyodide.globals.get('run')(program.path, ...args);
  FS.unmount(folder);
  const text = (bytes: number[]) => new TextDecoder().decode(new Uint8Array(bytes));
  return { stdout: text(written.stdout), stderr: text(written.stderr), exitCode, read: input.length - lines.length };
}

/** Debugs it with breakpoints at `spots`, at which it never stops, and both filters; a stop for an exception is left. */
async function debugged(
  program: Debuggee,
  { args = [], input = [] }: Case,
  backend: BackendName,
  spots: readonly Spot[],
): Promise<Outcome> {
  const driver = await debug(program, {
    breakpoints: spots,
    filters: ['uncaught', 'userUnhandled'],
    launch: { frameEvalConfig: BACKENDS[backend], args: [...args], cwd: dirname(program.path) },
  });
  await expectBackend(driver, backend);
  for (const line of input) await driver.request('dapper/input', { text: `${line}\n` });
  for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
    expect(stop.event.reason).toBe('exception');
    await driver.resume();
  }
  const { exitCode } = await driver.event('exited');
  return { stdout: driver.output('stdout'), stderr: driver.output('stderr'), exitCode };
}

/** Numbers of the lines that carry one of the marks. */
function marked(text: string, marks: RegExp): readonly number[] {
  return text.split('\n').flatMap((line, index) => (marks.test(line) ? [index + 1] : []));
}

/** A text whose marks are no marks any more: those of the benchmarks stand there more than once. */
const unmarked = (text: string) => text.replaceAll('# @', '# ');

async function expectTheSame(each: Case, spots: readonly Spot[]): Promise<void> {
  const program = writeProgram(each.text, each.others);
  const { read, ...expected } = bare(program, each);
  const prepared = { ...each, input: each.input?.slice(0, read) ?? [] };
  expect(expected.stdout + expected.stderr).not.toBe('');
  for (const backend of BACKEND_NAMES) {
    expect(await debugged(program, prepared, backend, spots), backend).toEqual(expected);
  }
}

const textsIn = (folder: string, prefix = ''): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.py'))
      .map((name) => [prefix + name, readFileSync(join(folder, name), 'utf8')]),
  );

const benchmarks = textsIn(BENCHMARKS);
const parts = {
  'clock.py': unmarked(benchmarks['clock.py'] ?? ''),
  ...textsIn(`${BENCHMARKS}parts`, 'parts/'),
};

/** Breakpoints in the hot loop that never stop the program: each is inspected each time. */
const looks = (condition: string): Readonly<Record<string, Omit<Exclude<Spot, string | number>, 'at'>>> => ({
  'a condition': { condition },
  'a hit count': { hitCondition: '1000000000' },
  'a logpoint': { condition, logMessage: 'found {1 + 1}' },
});
const names = Object.keys(benchmarks).filter((name) => name !== 'clock.py');
const kinds = Object.keys(looks(''));

describe('a benchmark program, debugged', () => {
  test.each(names.map((name, index) => [name, kinds[index % kinds.length] ?? ''] as const))(
    'does what %s does bare, also with %s in its loop',
    async (name, kind) => {
      const text = benchmarks[name] ?? '';
      const lines = marked(text, /# @(hot|cold)$/);
      expect(lines).toHaveLength(20);
      const condition = /# @loop (.*)$/m.exec(text)?.[1] ?? '';
      const at = marked(text, /# @loop /)[0] ?? 0;
      const input = text.includes('input()') ? { input: ['1 2 3', '4 5'] } : {};
      await expectTheSame({ text: unmarked(text), others: parts, args: ['2'], ...input }, [
        ...lines,
        { at, ...looks(condition)[kind] },
      ]);
    },
  );
});

/** What the samples that read their standard input get. */
const INPUTS: Readonly<Record<string, readonly string[]>> = {
  '05_reading_input.py': ['Ada', 'x', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'],
};

const samples = textsIn(SAMPLES);

describe('a sample, debugged', () => {
  test.each(Object.keys(samples))('does what %s does bare', async (name) => {
    // As much work as is done soon also where every line is traced.
    const text = `import random\n\nrandom.seed(1)\n${samples[name]?.replace('15_000', '1_500')}\n\ndef unused():\n    pass\n`;
    const last = text.split('\n').length - 1;
    await expectTheSame({ text, ...(INPUTS[name] ? { input: INPUTS[name] } : {}) }, [last]);
  });
});

const ENDS: Readonly<Record<string, string>> = {
  'an exception with a cause and a note': `
    def fail(n):
        try:
            return fail(n - 1) if n else {}["key"]
        except KeyError as error:
            error.add_note(f"at {n}")
            if n == 2:
                raise ValueError("not found") from error
            raise
    print("begins")
    fail(3)
  `,
  'an exception group': `
    def parts():
        for kind in (ValueError, TypeError):
            try:
                raise kind("in a group")
            except kind as error:
                yield error
    raise ExceptionGroup("both", list(parts()))
  `,
  'an exception during another, and finally': `
    try:
        try:
            1 / 0
        finally:
            print("finally")
            [][1]
    except ZeroDivisionError:
        print("not here")
  `,
  'a recursion without end': `
    def down(n):
        return down(n + 1) + 1
    try:
        down(0)
    except RecursionError as error:
        print("caught", error)
    down(0)
  `,
  'an exit code, with atexit': `
    import atexit, sys
    atexit.register(print, "goodbye")
    try:
        sys.exit(7)
    finally:
        print("finally")
  `,
  'an exit with a message': 'import sys\nprint("out")\nsys.exit("no more")\n',
  'a program that does not compile': 'print("never")\nx = = 1\n',
  'a hook for exceptions of its own': `
    import sys
    sys.excepthook = lambda kind, error, traceback: print("hook:", kind.__name__, error, traceback.tb_lineno)
    raise LookupError("mine")
  `,
};

test('a debugged program finds the modules loaded that it finds bare, but for two in C and the debugger', async () => {
  const text = `
    import sys
    added = {"_ctypes", "array"}
    print(sorted({name for name in sys.modules if name.split(".")[0] != "dapper"} - added))
  `;
  await expectTheSame({ text }, []);
});

describe('a program that ends early, debugged', () => {
  test.each(Object.keys(ENDS))('does what %s does bare', async (name) => {
    await expectTheSame({ text: ENDS[name] ?? '' }, []);
  });
});
