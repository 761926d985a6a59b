/** The functions that the hook watches look to the program as before, and no audit event is built for the hook's sake.
 * */
import { expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKENDS, debug } from './driver.ts';

const PROGRAM = `
  import builtins, copy, gc, inspect, pickle, sys

  code = (lambda: 1).__code__
  functions = [exec, eval, compile, sys.settrace, sys.setprofile]
  functions += [getattr(sys.monitoring, name) for name in sorted(dir(sys.monitoring)) if name.islower()]
  functions = [function for function in functions if callable(function)]
  for function in functions:
      print(function.__name__, function.__qualname__, function.__self__ if hasattr(function, "__self__") else None is None)
      print(function.__doc__, function.__text_signature__, type(function))
  for function in functions[:5]:
      print(pickle.loads(pickle.dumps(function)) is function, inspect.signature(function))
  print(type(code), type(code).__new__, exec is builtins.exec)

  def given():
      return 1
  function = type(given)
  print(function.__new__, function.__code__, given.__code__ is function.__code__.__get__(given), function.__doc__)
  made = function(given.__code__, {}, "made")
  made.__code__ = code
  print(made(), made.__name__, made.__code__ is code, sys._getframe().f_trace_opcodes)
  frame = sys._getframe()
  frame.f_trace_opcodes = True
  print(frame.f_trace_opcodes, type(frame).f_trace_opcodes)
  frame.f_trace_opcodes = False
  def delete():
      del made.__code__
  def spoil(value):
      made.__code__ = value
  def trace(value):
      frame.f_trace_opcodes = value

  space = {}
  print(exec("x = 1", space), eval("x + 1", space), eval(compile("x", "<x>", "eval"), globals=space), space["x"])
  for call in (lambda: exec(), lambda: exec(1), lambda: eval("1 +"), lambda: exec("", closure=1), lambda: compile(), lambda: compile("1 +", "<x>", "eval"), lambda: compile("1", filename=b"x", mode="what"), lambda: function(1, {}), lambda: function(), delete, lambda: spoil(1), lambda: spoil(None), lambda: trace(1), lambda: sys.monitoring.free_tool_id("x"), lambda: sys.monitoring.set_events(1, 1), lambda: sys.monitoring.set_events()):
      try:
          call()
      except Exception as error:
          print(type(error).__name__, error)
  print(copy.replace(code, co_name="other").co_name, code.replace().co_name)
  print(sys.getrefcount(exec) > 0, gc.collect() >= 0)

  heard = []
  sys.addaudithook(lambda event, arguments: heard.append(event) if event in ("exec", "code.__new__") else None)
  exec(code)
  code.replace()
  print(heard)
  print("done")  # @done
`;

test('the program finds them as without a debugger', async () => {
  const program = writeProgram(PROGRAM);
  const output = async (launch: object, breakpoints: string[]) => {
    const driver = await debug(program, { launch, breakpoints });
    if (breakpoints.length > 0) await driver.stopped();
    // Addresses differ from process to process.
    return (await (breakpoints.length > 0 ? driver.finish() : driver.ended())).replaceAll(/0x[0-9a-f]+/g, '0x');
  };
  const bare = await output({ noDebug: true }, []);
  expect(bare).toContain('done');
  expect(await output({ frameEvalConfig: BACKENDS.eval_frame }, ['done'])).toBe(bare);
});
