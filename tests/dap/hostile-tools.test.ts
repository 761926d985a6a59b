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

  test('a program that takes every tool id is told apart, and runs on', async () => {
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
