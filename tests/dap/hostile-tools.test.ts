/** Programs that use, or take away, what the debugger works with: `sys.monitoring`, trace functions, signals. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug } from './driver.ts';

const TOOLS = {
  'frees every tool id': `
  for tool in range(6):
      monitoring.free_tool_id(tool)`,
  'frees every tool id and takes the first': `
  for tool in range(6):
      monitoring.free_tool_id(tool)
  monitoring.use_tool_id(3, "mine")`,
  'takes away every callback': `
  for tool in range(6):
      if monitoring.get_tool(tool) is not None:
          for bit in range(17):
              monitoring.register_callback(tool, 1 << bit, None)`,
  'switches every event off': `
  for tool in range(6):
      if monitoring.get_tool(tool) is not None:
          monitoring.set_events(tool, 0)
          monitoring.set_local_events(tool, work.__code__, 0)`,
} as const;

/** Done with nothing between it and the next breakpoint. */
const LOSSES = {
  'has freed the id': 'monitoring.free_tool_id(3)',
  'has freed every id': `for tool in range(6):
    monitoring.free_tool_id(tool)`,
  'has cleared the id': 'getattr(monitoring, "clear_tool_id", monitoring.free_tool_id)(3)',
  'has switched off the events of all tools': `for tool in range(6):
    if monitoring.get_tool(tool) is not None:
        monitoring.set_events(tool, 0)
        monitoring.set_local_events(tool, work.__code__, 0)`,
  'has taken the callbacks away': `for bit in range(17):
    monitoring.register_callback(3, 1 << bit, None)`,
  'listens to instructions itself': `monitoring.use_tool_id(2, "mine")
monitoring.register_callback(2, monitoring.events.INSTRUCTION, lambda code, offset: None)
monitoring.set_local_events(2, work.__code__, monitoring.events.INSTRUCTION | monitoring.events.LINE)
monitoring.set_local_events(2, work.__code__, monitoring.events.LINE)`,
  'listens to every line itself': `monitoring.use_tool_id(2, "mine")
monitoring.set_events(2, monitoring.events.LINE | monitoring.events.INSTRUCTION)
monitoring.set_events(2, 0)`,
  'has traced instructions': `import sys
def trace(frame, event, argument):
    frame.f_trace_opcodes = True
    return trace
sys.settrace(trace)`,
} as const;

describe.each(['eval_frame', 'sys_monitoring'] as const)('on %s', (backend) => {
  test.each(Object.entries(TOOLS))('a program that %s is debugged on', async (_name, harm) => {
    const program = writeProgram(`
      import time
      from sys import monitoring
      def work():
          return 1  # @work
      def harm():
      ${harm.replaceAll('\n', '\n      ')}
      harm()
      until = time.perf_counter() + 0.6  # @harmed
      while time.perf_counter() < until:
          pass
      work()
      print("end")
    `);
    const driver = await debug(program, {
      breakpoints: ['work'],
      launch: { frameEvalConfig: BACKENDS[backend] },
    });
    expect((await driver.stopped()).at).toBe('work');
    expect((await driver.step('stepOut')).line).toBe(program.line('harmed') + 3);
    expect(await driver.finish()).toBe('end\n');
  });

  test.each(Object.entries(LOSSES))('a breakpoint that comes at once stops after a program %s', async (_name, harm) => {
    const program = writeProgram(`
      from sys import monitoring
      def work(value):
          return value + 1  # @work
      def tested(value):
          return value + 2  # @tested
      work(0)
      ${harm.replaceAll('\n', '\n      ')}
      print(work(1), tested(2))  # @harmed
      class Later:
          def method(self):
              return 3  # @method
      print(Later().method())
    `);
    const driver = await debug(program, {
      breakpoints: ['work', { at: 'tested', condition: 'value == 2' }, 'method'],
      launch: { frameEvalConfig: BACKENDS[backend] },
    });
    const seen = [(await driver.stopped()).at];
    for (let turn = 0; turn < 3; turn += 1) seen.push((await driver.continue()).at);
    expect(seen).toEqual(['work', 'work', 'tested', 'method']);
    expect(await driver.finish()).toBe('2 4\n3\n');
    expect(driver.output('important')).toBe('');
  });

  test('a program can free the id that the debugger has, and use it', async () => {
    const program = writeProgram(`
      from sys import monitoring
      heard = []
      def work(value):
          return value + 1  # @work
      tool = next(tool for tool in range(6) if monitoring.get_tool(tool) is not None)
      monitoring.free_tool_id(tool)
      monitoring.use_tool_id(tool, "mine")
      monitoring.register_callback(tool, monitoring.events.PY_START, lambda code, offset: heard.append(code.co_name))
      monitoring.set_local_events(tool, work.__code__, monitoring.events.PY_START)
      work(1)
      monitoring.set_local_events(tool, work.__code__, 0)
      monitoring.free_tool_id(tool)
      work(2)
      print(heard)
    `);
    const driver = await debug(program, { breakpoints: ['work'], launch: { frameEvalConfig: BACKENDS[backend] } });
    expect([(await driver.stopped()).at, (await driver.continue()).at]).toEqual(['work', 'work']);
    expect(await driver.finish()).toBe("['work']\n");
  });

  test('a program that takes every tool id is reported, and runs on', async () => {
    const program = writeProgram(`
      import time
      from sys import monitoring
      def work():
          return 1  # @work
      for tool in range(6):
          monitoring.free_tool_id(tool)
          monitoring.use_tool_id(tool, "mine")
      until = time.perf_counter() + 0.6
      while time.perf_counter() < until:
          pass
      work()
      print("end")
    `);
    const driver = await debug(program, {
      breakpoints: ['work'],
      launch: { frameEvalConfig: BACKENDS[backend] },
    });
    await driver.printed(/every sys.monitoring tool id/, 'important');
    await driver.setBreakpoints(['work']);
    for (const filters of [['raised', 'userUnhandled'], ['userUnhandled'], []]) {
      await driver.request('setExceptionBreakpoints', { filters });
    }
    expect(await driver.ended()).toBe('end\n');
  });
});

test.each(BACKEND_NAMES)('signals and tool ids of the program are as without a debugger on %s', async (backend) => {
  const program = writeProgram(`
    import signal, sys, time
    print(signal.getsignal(signal.SIGUSR1), signal.getsignal(signal.SIGUSR2))
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    signal.signal(signal.SIGUSR2, lambda number, frame: print("mine", number))
    signal.raise_signal(signal.SIGUSR2)
    for tool in (sys.monitoring.DEBUGGER_ID, sys.monitoring.COVERAGE_ID, sys.monitoring.PROFILER_ID):
        sys.monitoring.use_tool_id(tool, "mine")
        sys.monitoring.free_tool_id(tool)
    print("ready", flush=True)
    while not globals().get("over"):
        pass
    print("end")
  `);
  const driver = await debug(program, { launch: { frameEvalConfig: BACKENDS[backend] } });
  await driver.printed(/ready/);
  const stop = await driver.pause();
  const expression = 'globals().__setitem__("over", True)';
  await driver.request('evaluate', { expression, context: 'repl', frameId: stop.top.id });
  expect(await driver.finish()).toBe('0 0\nmine 12\nready\nend\n');
});
