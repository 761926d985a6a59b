/** Tools that arrive while a program is debugged: they are noticed, they do not see the debugger, and it goes on. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug } from './driver.ts';

const TRACER = `
  import os
  import sys
  import time

  seen = set()

  def trace(frame, event, argument):
      seen.add(frame.f_code.co_filename)
      return trace

  def wait(seconds):
      end = time.perf_counter() + seconds
      while time.perf_counter() < end:
          pass

  def work():
      time.sleep(0.05)
      exec(compile("value = 1", __file__, "exec"))
      return 1  # @work

  sys.settrace(trace)
  import beside
  work()
  wait(0.6)
  sys.settrace(None)
  wait(0.6)
  print(sorted({os.path.basename(name) for name in seen if "dapper" in name.replace(os.path.dirname(__file__), "")}))
  print(beside.answer)  # @end
`;

describe.each(BACKEND_NAMES)('with %s', (backend) => {
  test('a trace function of the program is noticed, and does not see the debugger', async () => {
    const driver = await debug(writeProgram(TRACER, { 'beside.py': 'answer = 42\n' }), {
      breakpoints: { settrace: ['end'], sys_monitoring: ['work', 'end'], eval_frame: ['work', 'end'] }[backend],
      launch: { frameEvalConfig: BACKENDS[backend] },
    });
    if (backend !== 'settrace') {
      expect((await driver.stopped()).at).toBe('work');
      const { runtimeStatus, telemetry } = await driver.session.frameEvalStatus();
      expect(runtimeStatus.other_tracer).toBe('sys.settrace held by __main__');
      expect(telemetry.reason_counts.py_debugger_trace_hook_failed).toBe(1);
      expect(driver.output('console')).toContain(
        'Another debugger has arrived (sys.settrace held by __main__); breakpoints go on working.',
      );
      await driver.resume();
    }
    expect((await driver.stopped()).at).toBe('end');
    await driver.resume();
    await driver.ended();
    expect(driver.output('stdout')).toBe('[]\n42\n');
    if (backend === 'settrace') {
      expect(driver.output('important')).toMatch(/^The program has set a trace function of its own: until it is gone/);
    }
  });

  test('a stop does not take away a trace function of the program', async () => {
    const text = `
      import sys
      seen = []
      def trace(frame, event, argument):
          seen.append((frame.f_code.co_name, event))
          return trace
      def work():
          return 1
      sys.settrace(trace)
      work()  # @first
      work()  # @second
      print(sys.gettrace() is trace)
      sys.settrace(None)
      print(seen == [("work", "call"), ("work", "line"), ("work", "return")] * 2)
    `;
    const driver = await debug(writeProgram(text), {
      breakpoints: ['first'],
      launch: { frameEvalConfig: BACKENDS[backend] },
    });
    expect((await driver.stopped()).at).toBe('first');
    expect((await driver.step('next')).at).toBe('second');
    expect(await driver.finish()).toBe('True\nTrue\n');
  });
});
