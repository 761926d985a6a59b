/** Modules that a program imports run modified code too, from their first line on. */
import { describe, expect, test } from 'vitest';
import { moduleBeside, writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug } from './driver.ts';

const OTHER = `
  import sys

  def double(n):
      return n * 2  # @double

  total = 0
  for turn in range(20):
      total += double(turn)  # @turn
  frames = []
  frame = sys._getframe()
  while frame is not None:
      frames.append((frame.f_code.co_name, frame.f_lineno))
      frame = frame.f_back
  frames = frames[:2]  # @frames
`;

const FAILS = `
  import sys

  class Held:
      pass

  held = Held()
  turn = 0
  while turn < 4:
      turn += 1  # @step
      try:
          raise ValueError(turn)
      except ValueError:
          pass
  if sys.modes:
      mode = sys.modes.pop()
      if mode == "deep":
          def down():
              return 1 + down()
          down()
      raise mode
`;

const TELLS = `
  import gc
  import sys
  import traceback
  import types
  import weakref

  log = []
  mine = ("fails.py", "kept.py", "deep.py")

  def trace(frame, event, argument):
      name = frame.f_code.co_filename.rpartition("/")[2]
      if name in mine:
          log.append((name, event, frame.f_lineno))
      return trace

  def load(name):
      sys.modules.pop(name, None)
      __import__(name)

  def gone(thing):
      reference = weakref.ref(thing)
      del thing
      gc.collect()
      return reference

  sys.modes = [SystemExit(3), KeyError("k"), KeyboardInterrupt(), "deep"]
  while sys.modes:
      try:
          load("fails")
      except RecursionError as error:
          print(type(error).__name__, str(error)[:32], [entry.name for entry in traceback.extract_tb(error.__traceback__)[:5]])
      except BaseException as error:
          print(type(error).__name__, error, error.__context__, error.__cause__)
          for entry in traceback.extract_tb(error.__traceback__):
              print("   ", entry.name, entry.lineno, entry.line, entry.colno, entry.end_colno)
          print(error.__traceback__.tb_next.tb_next.tb_frame.f_globals.get("turn"))
  for mode in ([], [OSError(2, "x")]):
      sys.modes = mode
      log.clear()
      sys.settrace(trace)
      try:
          load("fails")
      except OSError as error:
          print("caught", error)
      finally:
          sys.settrace(None)
      print(log)

  if hasattr(sys, "monitoring"):
      monitoring = sys.monitoring
      monitoring.use_tool_id(1, "mine")
      log.clear()

      def listen(event):
          def heard(code, *rest):
              if code.co_filename.rpartition("/")[2] in mine:
                  log.append((event, code.co_name))
          return heard

      total = 0
      for event in ("PY_START", "PY_RETURN", "PY_UNWIND", "PY_THROW", "PY_RESUME", "RAISE", "EXCEPTION_HANDLED"):
          total |= getattr(monitoring.events, event)
          monitoring.register_callback(1, getattr(monitoring.events, event), listen(event))
      for mode in ([], [OSError(2, "x")]):
          sys.modes = mode
          monitoring.set_events(1, total)
          try:
              load("fails")
          except OSError as error:
              print("caught", error)
          finally:
              monitoring.set_events(1, 0)
      monitoring.free_tool_id(1)
      print(log)

  load("kept")
  reference = gone(sys.modules.pop("kept").thing)
  print("kept", reference() is None)
  for _ in range(20):
      load("deep")
  load("kept")
  print(sys.modules["deep"].here.f_back.f_code.co_name, sys.modules["deep"].here.f_lineno)
  frame = sys.modules["deep"].here
  print(frame.f_globals is sys.modules["deep"].__dict__, frame.f_locals is frame.f_globals, frame.f_builtins is __builtins__.__dict__)
  print(sys.getrefcount(sys.modules["kept"].__dict__), len(gc.get_referrers(sys.modules["kept"].__dict__)))

  class Names(dict):
      def __missing__(self, name):
          if name == "modes_of":
              return sys
          raise KeyError(name)

  path = sys.modules["kept"].__file__
  text = open(path).read()
  globals_, locals_ = {"__builtins__": {"range": range, "__build_class__": __build_class__}, "__name__": "odd"}, Names()
  code = compile(text, path, "exec")
  for _ in range(3):
      print(exec(code, globals_, locals_), sorted(locals_), sorted(globals_), sorted(globals_["__builtins__"]))
  try:
      exec(compile(text, path, "exec"), {"__builtins__": {}})
  except NameError as error:
      print(error)
  print(eval(compile(text, path, "exec"), {}), types.FunctionType(compile(text, path, "exec"), {})())

  def nested(n):
      return exec(compile(text, path, "exec"), {}) if n == 0 else nested(n - 1)

  def room(n):
      try:
          return room(n + 1)
      except RecursionError:
          return n

  print(nested(100), room(0) > 100)
  try:
      raise LookupError("outer")
  except LookupError:
      sys.modes = [ValueError("inner")]
      try:
          load("fails")
      except ValueError as error:
          print(repr(error.__context__), sys.exc_info()[0])
      print(sys.exc_info()[0])
`;

async function stats(driver: Driver): Promise<Record<string, number>> {
  const { cacheStats } = await driver.request('dapper/frameEvalStatus', {});
  return cacheStats.func_code_cache;
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const launch = { frameEvalConfig: BACKENDS[backend] };
  /** Whether the frame of a module that is imported can run a copy: the hook evaluates it. */
  const chosen = backend === 'eval_frame';

  test('a condition at the top level of a module, and in what it calls while it is imported', async () => {
    const main = writeProgram(
      `
        import importlib
        import other
        print(other.total, other.frames[0], other.double.__name__)
        other = importlib.reload(other)
        done = True  # @done
      `,
      { 'other.py': OTHER },
    );
    const other = moduleBeside(main, 'other.py');
    const driver = await debug(main, { breakpoints: ['done'], launch: { ...launch, stopOnEntry: true } });
    await driver.stopped();
    await driver.setBreakpoints(
      [
        { at: 'turn', condition: 'turn == 17' },
        { at: 'double', condition: 'n == 18' },
      ],
      other,
    );
    for (const _ of ['imported', 'reloaded']) {
      let stop = await driver.continue();
      expect([stop.at, await driver.evaluate(stop, 'total')]).toEqual([`line ${other.line('turn')}`, '272']);
      stop = await driver.continue();
      expect([stop.at, await driver.evaluate(stop, 'n')]).toEqual([`line ${other.line('double')}`, '18']);
    }
    expect((await driver.continue()).at).toBe('done');
    const { slow_visits } = await stats(driver);
    if (chosen) expect(slow_visits).toBe(0);
    else expect(slow_visits).toBeGreaterThan(0);
    expect(await driver.finish()).toBe(`380 ('<module>', ${other.line('frames') - 2}) double\n`);
  });

  test('a program cannot tell: what leaves a module, who listens to it, what it leaves behind, where it runs', async () => {
    const files = {
      'fails.py': FAILS,
      'kept.py': 'class Thing: pass\nthing = Thing()\nfor turn in range(3):\n    last = turn  # @last\n',
      'deep.py': 'import sys\nfor turn in range(3):\n    here = sys._getframe()  # @here\nimport kept\nimport fails\n',
    };
    const main = writeProgram(TELLS, files);
    const bare = await debug(main, { launch: { noDebug: true } });
    const expected = await bare.ended();
    const driver = await debug(main, { launch: { ...launch, stopOnEntry: true } });
    await driver.stopped();
    for (const [name, at] of [
      ['fails.py', 'step'],
      ['kept.py', 'last'],
      ['deep.py', 'here'],
    ] as const) {
      await driver.setBreakpoints([{ at, condition: 'turn == -1' }], moduleBeside(main, name));
    }
    expect(await driver.finish()).toBe(expected);
    const { injections, slow_visits } = await stats(driver);
    expect(injections).toBeGreaterThan(3);
    if (chosen) expect(slow_visits).toBe(0);
  });

  test('code with a top-level await, and code that is run twice', async () => {
    const main = writeProgram(
      `
        import ast

        with open(__file__.replace("main", "waits")) as file:
            text = file.read()
        code = compile(text, file.name, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        for turns in (3, 4):
            names = {"turns": turns}
            running = eval(code, names)
            print(type(running).__name__, running.cr_code.co_name)
            await running
            print(sorted(names.keys() - {"__builtins__"}), names["total"])
        eval(code, names).close()
      `,
      {
        'waits.py':
          'import asyncio\ntotal = 0\nfor turn in range(turns):\n    await asyncio.sleep(0)\n    total += turn  # @add\n',
      },
    );
    const waits = moduleBeside(main, 'waits.py');
    const driver = await debug(main, { launch: { ...launch, stopOnEntry: true } });
    await driver.stopped();
    await driver.setBreakpoints([{ at: 'add', condition: 'turn == 2' }], waits);
    for (const turns of ['3', '4']) {
      const stop = await driver.continue();
      expect([stop.line, await driver.evaluate(stop, 'turns')]).toEqual([waits.line('add'), turns]);
    }
    const output = "['asyncio', 'total', 'turn', 'turns']";
    expect(await driver.finish()).toBe(`coroutine <module>\n${output} 3\ncoroutine <module>\n${output} 6\n`);
    if (chosen) expect((await stats(driver)).slow_visits).toBe(0);
  });

  test('a step into an import leads through the module, and out of it again', async () => {
    const main = writeProgram(
      `
        x = 1
        import other  # @import
        done = True  # @done
      `,
      { 'other.py': 'a = 1\nfor turn in range(2):\n    a += turn  # @turn\nb = a\n' },
    );
    const other = moduleBeside(main, 'other.py');
    const driver = await debug(main, { breakpoints: ['import'], launch });
    await driver.stopped();
    await driver.setBreakpoints([{ at: 'turn', condition: 'turn == 5' }], other);
    const places: string[] = [];
    for (const _ of Array(8)) {
      const { frames } = await driver.step('stepIn');
      places.push(`${frames[0]?.source?.name}:${frames[0]?.line}`);
    }
    expect(places).toEqual([
      'other.py:1',
      'other.py:2',
      'other.py:3',
      'other.py:2',
      'other.py:3',
      'other.py:2',
      'other.py:4',
      'main.py:2',
    ]);
    await driver.finish();
  });
});
