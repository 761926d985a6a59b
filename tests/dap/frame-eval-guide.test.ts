/**
 * The guide's own Python (`guide/`, unmodified), run by the program that is debugged: it speaks of the session that
 * debugs it. What it prints is predicted to the digit where it counts.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug } from './driver.ts';

const SNIPPETS = fileURLToPath(new URL('./guide/', import.meta.url));

/** A snippet of the guide. */
function snippet(name: string): string {
  return readFileSync(`${SNIPPETS}${name}.txt`, 'utf8');
}

/** A program with a breakpoint that is hit twice, then a snippet. */
const worked = (name: string) =>
  `def work(n):\n    m = n + 1\n    return m  # @work\n\nfor n in (1, 2):\n    work(n)\n${snippet(name)}`;

/** What `worked(name)` prints when its breakpoint was continued from twice. */
async function afterTwoStops(name: string, launch = {}): Promise<string> {
  const driver = await debug(writeProgram(worked(name)), { breakpoints: ['work'], launch });
  await driver.stopped();
  await driver.continue();
  return driver.finish();
}

describe('in the debugged interpreter', () => {
  test('the health check passes', async () => {
    const driver = await debug(writeProgram(snippet('health_check')));
    expect(await driver.ended()).toBe(
      `Frame Evaluation Health Check
==================================================
OK Core modules imported successfully
OK Cython functions working: ThreadInfo
OK Integration bridge created
OK Statistics available: 6 sections
OK Frame evaluation activated successfully

All health checks passed!
`,
    );
    expect(await driver.event('exited')).toEqual({ exitCode: 0 });
  });

  test('a set-up that is refused leaves the one before in force, backend and all', async () => {
    const driver = await debug(
      writeProgram(`
        import pdb  # with which the eval-frame backend is not chosen any more
        from dapper._frame_eval.frame_eval_main import frame_eval_manager

        def backend():
            return frame_eval_manager.get_debug_info()["runtime_status"].backend_type

        print(backend())
        try:
            frame_eval_manager.setup_frame_eval({"backend": "eval_frame", "fallback_to_tracing": False})
        except Exception as error:
            print(error)
        print(backend())  # @end
      `),
      { breakpoints: ['end'] },
    );
    expect((await driver.stopped()).at).toBe('end');
    expect(await driver.finish()).toMatch(/^EvalFrameBackend\n.*unavailable: .*pdb.*\nEvalFrameBackend\n$/);
  });

  test('the diagnosis finds what is so', async () => {
    const driver = await debug(writeProgram(snippet('diagnosis')));
    expect(await driver.ended()).toBe(
      'Diagnosis:\n  Enabled: True\n  Integrations: 1\n  Errors: 0\nFrame evaluation appears to be working\n',
    );
    const plain = await debug(writeProgram(snippet('diagnosis')), { launch: { noDebug: true } });
    expect(await plain.ended()).toMatch(/Integrations: 0\n {2}Errors: 0\nNo integrations active\n$/);
    const off = await debug(writeProgram(snippet('diagnosis')), { launch: { frameEval: false } });
    expect(await off.ended()).toBe(
      'Diagnosis:\n  Enabled: False\n  Integrations: 0\n  Errors: 0\nFrame evaluation is disabled\n',
    );
  });

  test('the bridge serves a debugger of the program', async () => {
    const debuggerOfItsOwn = [
      'import bdb',
      'class Counting(bdb.Bdb):',
      '    lines = []',
      '    def user_line(self, frame):',
      '        self.lines.append(frame.f_lineno)',
      '        self.set_continue()',
      'def work():',
      '    total = 0',
      '    for n in range(500):',
      '        total += n',
      '    return total  # @own',
      'debugger_instance = Counting()',
      'debugger_instance.set_break(__file__, 11)',
    ].join('\n');
    const use = [
      'from dapper._frame_eval.debugger_integration import get_integration_statistics',
      'print(debugger_instance.runcall(work), 11 in Counting.lines)',
      "stats = get_integration_statistics()['integration_stats']",
      "print(stats['integrations_enabled'], stats['breakpoints_optimized'], stats['errors_handled'])",
    ].join('\n');
    const driver = await debug(writeProgram(`${debuggerOfItsOwn}\n${snippet('bridge')}\n${use}\n`));
    expect(await driver.ended()).toBe('124750 True\n2 1 0\n');
  });

  test('the performance analysis counts', async () => {
    const printed = await afterTwoStops('performance_analysis');
    // Of the six instructions of `work` one holds the breakpoint, and calls twice; the five others, and the frame of
    // the main program, are skipped after one look.
    expect(printed).toContain(
      'Breakpoints Optimized: 1\nTrace Calls Saved: 6\nErrors Handled: 0\nTrace Function Calls: 7\nFrame Eval Calls: 1\n',
    );
    const unmonitored = await afterTwoStops('performance_analysis', {
      frameEvalConfig: { performance_monitoring: false },
    });
    expect(unmonitored).not.toContain('Trace Function Calls');
    const traced = await afterTwoStops('performance_analysis', { frameEvalConfig: BACKENDS.settrace });
    expect(traced).toMatch(/Breakpoints Optimized: 0\nTrace Calls Saved: 0\n/);
  });

  test('telemetry is read and reset', async () => {
    const printed = await afterTwoStops('telemetry');
    expect(printed).toMatch(/^FrameEvalReasonCounts\(auto_integration_failed=0, .*bytecode_injection_failed=0/);
    expect(printed).toMatch(/trace stats: \{'selective_tracing': True, 'total_frames': \d+, 'traced_frames': \d+/);
  });

  test('the status names the backend that works', async () => {
    const driver = await debug(writeProgram(snippet('status')));
    expect(await driver.ended()).toBe('backend: EvalFrameBackend\nhook installed: True\n');
    const traced = await debug(writeProgram(snippet('status')), { launch: { frameEvalConfig: BACKENDS.settrace } });
    expect(await traced.ended()).toBe('backend: SettraceBackend\nhook installed: False\n');
  });

  test('the hook statistics are those of the session', async () => {
    const printed = await afterTwoStops('hook_stats');
    // The main program's frame is the only one that the hook inspects, and it holds no breakpoint.
    for (const counter of [
      "'frames_evaluated': 1,",
      "'slow_path_attempts': 1,",
      "'armings': 1,",
      "'line_events': 0,",
      "'events_skipped': 5,",
      "'instruction_events': 7,",
    ]) {
      expect(printed).toContain(counter);
    }
    expect(printed).toContain("'hook_installed': True");
  });

  test.each(BACKEND_NAMES)('the counters that the guide names are counted with %s', async (backend) => {
    const driver = await debug(writeProgram(worked('status')), {
      breakpoints: ['work'],
      launch: { frameEvalConfig: BACKENDS[backend] },
    });
    await driver.stopped();
    const { hookStats } = await driver.session.frameEvalStatus();
    const hooked = Number(backend === 'eval_frame');
    expect(hookStats).toMatchObject({ frames_evaluated: hooked, slow_path_attempts: hooked });
    for (const name of [
      'slow_path_activations',
      'scoped_trace_installs',
      'return_events',
      'exception_events',
      'cache_hits',
      'cache_misses',
    ]) {
      expect([name, hookStats[name]]).toEqual([name, expect.any(Number)]);
    }
  });

  test('the manager sets the session up again, and its breakpoints go on working', async () => {
    const text = `${snippet('manager')}\ndef work(n):\n    return n  # @work\n\nwork(1)\n`;
    const driver = await debug(writeProgram(text), {
      breakpoints: ['work'],
      launch: { frameEvalConfig: BACKENDS.settrace },
    });
    expect((await driver.stopped()).at).toBe('work');
    const { runtimeStatus } = await driver.session.frameEvalStatus();
    expect(runtimeStatus).toMatchObject({
      backend_type: 'EvalFrameBackend',
      hook_installed: true,
      reason: 'asked for',
    });
    expect(runtimeStatus.config).toMatchObject({ backend: 'eval_frame', condition_budget_s: 0.1 });
    await driver.finish();
  });

  test('the monitoring, cache and activity examples print what is so', async () => {
    expect(await afterTwoStops('monitoring')).toMatch(/Trace calls saved: 6\nBreakpoints optimized: 1\n/);
    expect(await afterTwoStops('active')).toBe('Frame eval active: True\n');
    expect(await afterTwoStops('cache')).toBe('Cache size: 1\n'); // this one file
  });

  test('logging shows what the debugger does, to the program that asks for it and no other', async () => {
    const beside = { 'beside.py': 'value = 1\n' };
    const handler = 'import logging\nimport sys\nlogging.basicConfig(stream=sys.stdout, level=logging.DEBUG)\n';
    const asked = await debug(writeProgram(`${handler}${snippet('logging_on')}\nimport beside\n`, beside));
    expect(await asked.ended()).toMatch(/^DEBUG:dapper\._frame_eval:.*beside\.py: 1 code objects known/m);
    const other = await debug(writeProgram(`${handler}\nimport beside\n`, beside));
    expect(await other.ended()).toBe('');
  });
});
