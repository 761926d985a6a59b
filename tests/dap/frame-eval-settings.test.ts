/** Each setting of frame evaluation: switched one way and the other, something that can be seen is different. */
import { describe, expect, test } from 'vitest';
import type { FrameEvalConfig } from '../../src/protocol/index.ts';
import { writeProgram } from './debuggee.ts';
import { BACKENDS, type Driver, debug, type Setup, type Stop } from './driver.ts';
import { openSession } from './harness.ts';

const PROGRAM = `
  def work(n):
      a = n + 1
      b = a * 2
      return b  # @work

  def beside(n):
      m = n
      return m

  total = 0
  for n in range(3):
      total += work(n) + beside(n)
  print(total)  # @end
`;

interface Run {
  readonly driver: Driver;
  readonly stop: Stop;
}

/** The program at its first stop, with settings. */
async function at(settings: FrameEvalConfig, setup: Setup = { breakpoints: ['end'] }, text = PROGRAM): Promise<Run> {
  const driver = await debug(writeProgram(text, { 'other.py': 'x = 1\n', 'third.py': 'x = 1\n' }), {
    ...setup,
    launch: { ...setup.launch, frameEvalConfig: settings },
  });
  return { driver, stop: await driver.stopped() };
}

const statusOf = async (settings: FrameEvalConfig, setup?: Setup, text?: string) =>
  (await at(settings, setup, text)).driver.session.frameEvalStatus();

describe('the setting', () => {
  test('enabled', async () => {
    const on = await statusOf({ enabled: true });
    expect([on.runtimeStatus.initialized, on.runtimeStatus.backend_type]).toEqual([true, 'EvalFrameBackend']);
    const off = await statusOf({ enabled: false });
    expect([off.runtimeStatus.initialized, off.runtimeStatus.backend_type]).toEqual([false, 'SysMonitoringBackend']);
    expect(off.runtimeStatus.reason).toBe('frame evaluation is switched off');
    expect(off.hookStats.frames_evaluated).toBe(0);
  });

  test('backend and tracing_backend', async () => {
    const types = await Promise.all(
      [
        { backend: 'auto' },
        { backend: 'eval_frame', tracing_backend: 'settrace' },
        { backend: 'tracing' },
        { backend: 'tracing', tracing_backend: 'sys_monitoring' },
        { backend: 'tracing', tracing_backend: 'settrace' },
      ].map(async (settings) => (await statusOf(settings as FrameEvalConfig)).runtimeStatus.backend_type),
    );
    expect(types).toEqual([
      'EvalFrameBackend',
      'EvalFrameBackend',
      'SysMonitoringBackend',
      'SysMonitoringBackend',
      'SettraceBackend',
    ]);
  });

  test('fallback_to_tracing', async () => {
    const setup = { breakpoints: ['end'], launch: { env: { PYCHARM_HOSTED: '1' } } };
    const reason = 'Incompatible environment variable detected: PYCHARM_HOSTED';
    const { runtimeStatus } = await statusOf({ backend: 'eval_frame', fallback_to_tracing: true }, setup);
    expect(runtimeStatus).toMatchObject({ backend_type: 'SysMonitoringBackend', fell_back: true, reason });
    await expect(at({ backend: 'eval_frame', fallback_to_tracing: false }, setup)).rejects.toThrow(
      `Eval-frame backend explicitly requested but unavailable: ${reason}`,
    );
  });

  test('debug', async () => {
    const on = await at({ debug: true });
    expect(on.driver.output('console')).toMatch(/\[frame evaluation\] set up in [\d.]+ ms: \{'enabled': True/);
    expect(on.driver.output('console')).toMatch(/\[frame evaluation\] .*main\.py: 3 code objects known/);
    const off = await at({ debug: false });
    expect(off.driver.output('console')).not.toContain('[frame evaluation]');
  });

  test('timeout', async () => {
    const { driver, stop } = await at({ timeout: 0.3 });
    const frameId = stop.top.id;
    const long = { expression: 'sum(1 for _ in iter(int, 1))', context: 'repl', frameId };
    expect(await driver.refused('evaluate', long)).toBe(
      "The evaluation took longer than 0.3 s (the setting 'timeout') and was ended.",
    );
    const sleeping = { expression: '__import__("time").sleep(1000)', context: 'repl', frameId };
    expect(await driver.refused('evaluate', sleeping)).toMatch(/longer than 0\.3 s/);
    const short = { expression: 'sum(range(100_000))', context: 'repl', frameId };
    expect((await driver.request('evaluate', short)).result).toBe('4999950000');
    expect(await driver.finish()).toBe('15\n');
    await expect(at({ timeout: 1e-9 })).rejects.toThrow('set-up of frame evaluation took longer than 1e-09 s');
  });

  test('conditional_breakpoints_enabled', async () => {
    const setup = { breakpoints: [{ at: 'work', condition: 'n == 2' }] };
    const on = await at({ conditional_breakpoints_enabled: true }, setup);
    expect(await on.driver.evaluate(on.stop, 'n')).toBe('2');
    const off = await at({ conditional_breakpoints_enabled: false }, setup);
    expect(await off.driver.evaluate(off.stop, 'n')).toBe('0');
  });

  test('condition_budget_s', async () => {
    const setup = { breakpoints: [{ at: 'work', condition: 'sum(range(300_000)) > 0' }] };
    const over = await statusOf({ condition_budget_s: 1e-6, bytecode_optimization: false }, setup);
    expect(over.telemetry.events.at(-1)).toMatchObject({
      reason_code: 'SELECTIVE_TRACING_ANALYSIS_FAILED',
      context: { reason: 'budget_exceeded', budget_s: 1e-6, elapsed_s: expect.any(Number) },
    });
    const within = await statusOf({ condition_budget_s: 60, bytecode_optimization: false }, setup);
    expect(within.telemetry.reason_counts.selective_tracing_analysis_failed).toBe(0);
  });

  test('value_budget_s', async () => {
    const program = `
      class Slow:
          def __repr__(self):
              for _ in range(3):
                  sum(range(1_000_000))
              return "slow, but shown"

      value = Slow()
      print("stop")  # @stop
    `;
    const shown = async (settings: FrameEvalConfig) => {
      const driver = await debug(writeProgram(program), {
        breakpoints: ['stop'],
        launch: { frameEvalConfig: settings },
      });
      return (await driver.variables(await driver.stopped(), 'Globals')).get('value')?.value;
    };
    expect(await shown({ value_budget_s: 0.01 })).toMatch(/^<Slow object; repr took longer than/);
    expect(await shown({ value_budget_s: 300 })).toBe('slow, but shown');
  });

  test('selective_tracing, and optimize over it', async () => {
    const events = async (settings: FrameEvalConfig) => {
      const { hookStats, traceStats } = await statusOf({ ...settings, ...BACKENDS.sys_monitoring });
      return [traceStats.selective_tracing, Number(hookStats.instruction_events) - Number(hookStats.events_skipped)];
    };
    // Selected: the one breakpoint. Otherwise each visit of a line: 6 of the module, 3 visits of 5 lines of functions,
    // and 2 of the loop's own line.
    expect(await events({ selective_tracing: true })).toEqual([true, 1]);
    const [selective, all] = await events({ selective_tracing: false });
    expect(selective).toBe(false);
    expect(all).toBeGreaterThan(20);
    expect(await events({ optimize: false })).toEqual([false, all]);
  });

  test('performance_monitoring', async () => {
    const on = await statusOf({ performance_monitoring: true });
    expect(on.performanceData).toMatchObject({
      trace_function_calls: expect.any(Number),
      frame_eval_calls: 1,
      uptime_seconds: expect.any(Number),
      avg_trace_calls_per_second: expect.any(Number),
      trace_overhead: expect.any(Number),
    });
    expect(on.hookStats.evaluation_time).toBeGreaterThan(0);
    const off = await statusOf({ performance_monitoring: false });
    expect(off.performanceData).toEqual({});
    expect(off.hookStats.evaluation_time).toBeUndefined();
  });

  test('trace_overhead_threshold', async () => {
    const busy = `
      def work(n):
          return n  # @work

      for n in range(20_000):
          work(n)
      print("end")  # @end
    `;
    const setup = { breakpoints: [{ at: 'work', hitCondition: '>1000000' }, 'end'] };
    const settings = { bytecode_optimization: false, trace_overhead_threshold: 0.01 };
    const { driver } = await at(settings, setup, busy);
    expect(driver.output('console')).toMatch(
      /The debugger takes [\d.]+% of the program's time, more than 'trace_overhead_threshold' \(1\.00%\)\./,
    );
    const { telemetry } = await driver.session.frameEvalStatus();
    expect(telemetry.events.map(({ context }) => context.reason)).toEqual(['trace_overhead_threshold']);
    const quiet = await at({ ...settings, trace_overhead_threshold: 1 }, setup, busy);
    expect(quiet.driver.output('console')).not.toContain('trace_overhead_threshold');
  });

  test('cache_size', async () => {
    const text = 'import other\nimport third\nprint("end")  # @end\n';
    const small = await statusOf({ cache_size: 2 }, undefined, text);
    expect(small.cacheStats.breakpoint_cache).toMatchObject({ total_files: 2, max_entries: 2 });
    expect(small.cacheStats.breakpoint_cache.cached_files.map((file) => file.split('/').at(-1))).toEqual([
      'other.py',
      'third.py',
    ]);
    const large = await statusOf({}, undefined, text);
    expect(large.cacheStats.breakpoint_cache).toMatchObject({ total_files: 3, max_entries: 500 });
  });

  const conditional = { breakpoints: [{ at: 'work', condition: 'n > 100' }, 'end'] };

  test('bytecode_optimization, and optimize over it', async () => {
    const cache = async (settings: FrameEvalConfig) =>
      (await statusOf(settings, conditional)).cacheStats.func_code_cache;
    expect(await cache({ bytecode_optimization: true })).toMatchObject({ injections: 1, slow_visits: 0 });
    expect(await cache({ bytecode_optimization: false })).toMatchObject({ injections: 0, slow_visits: 3 });
    expect(await cache({ optimize: false })).toMatchObject({ injections: 0, slow_visits: 3 });
  });

  test('cache_enabled, max_cache_size and cache_ttl', async () => {
    /** The cache after the conditions `n > 1`, `n > 2` and `n > 1` again. */
    const cache = async (settings: FrameEvalConfig) => {
      const { driver } = await at(settings);
      for (const limit of [1, 2, 1]) await driver.setBreakpoints([{ at: 'work', condition: `n > ${limit}` }]);
      return (await driver.session.frameEvalStatus()).cacheStats.func_code_cache;
    };
    expect(await cache({})).toMatchObject({
      total_entries: 2,
      hits: 1,
      misses: 2,
      evictions: 0,
      max_size: 1000,
      ttl: 300,
    });
    expect(await cache({ cache_enabled: false })).toMatchObject({ total_entries: 0, hits: 0, misses: 3, max_size: 0 });
    expect(await cache({ max_cache_size: 1 })).toMatchObject({ total_entries: 1, hits: 0, evictions: 2, max_size: 1 });
    expect(await cache({ cache_size: 1 })).toMatchObject({ total_entries: 1, max_size: 1 });
    expect(await cache({ cache_ttl: 1e-6 })).toMatchObject({ hits: 0, misses: 3, ttl: 1e-6 });
  });

  test('fallback_on_error', async () => {
    const breakpoints = [{ at: 'work', condition: '(seen := n) == 2' }, 'end'];
    const on = await at({ fallback_on_error: true }, { breakpoints });
    expect([on.stop.at, await on.driver.evaluate(on.stop, 'n')]).toEqual(['work', '2']);
    const { integrationStats, telemetry } = await on.driver.session.frameEvalStatus();
    expect(integrationStats.errors_handled).toBeGreaterThan(0);
    expect(telemetry.reason_counts.modified_code_unavailable).toBeGreaterThan(0);
    const off = await at({ fallback_on_error: false }, { breakpoints });
    expect(off.stop.at).toBe('end');
    const [answer] = await off.driver.setBreakpoints(breakpoints);
    expect(answer).toMatchObject({
      verified: false,
      message: "This cannot be compiled into the code here, and 'fallback_on_error' is off.",
    });
  });

  test('eager_instrumentation', async () => {
    const eager = async (eager_instrumentation: boolean) => {
      const program = writeProgram('import other  # @import\nother.work(1)\nprint("end")  # @end\n', {
        'other.py': 'def work(n):\n    m = n\n    return m\n',
      });
      const launch = { frameEvalConfig: { eager_instrumentation } };
      const driver = await debug(program, { breakpoints: ['import', 'end'], launch });
      await driver.stopped();
      const source = { path: program.path.replace('main.py', 'other.py') };
      await driver.request('setBreakpoints', { source, breakpoints: [{ line: 3, condition: 'm > 5' }] });
      const before = (await driver.session.frameEvalStatus()).cacheStats.func_code_cache.total_entries;
      await driver.continue();
      const { telemetry, cacheStats } = await driver.session.frameEvalStatus();
      const { hits, injections } = cacheStats.func_code_cache;
      return [before, telemetry.reason_counts.bytecode_eager_instrumentation, hits, injections];
    };
    expect(await eager(true)).toEqual([1, 1, 1, 1]);
    expect(await eager(false)).toEqual([0, 0, 0, 1]);
  });

  test('of a session holds for each launch, and those of a launch go before it', async () => {
    const program = writeProgram(PROGRAM);
    const session = openSession({ frameEvalConfig: { ...BACKENDS.settrace, condition_budget_s: 3 } });
    await session.request('initialize', { adapterID: 'dapper' });
    await session.request('launch', { program: program.path, frameEvalConfig: { condition_budget_s: 4 } });
    const { runtimeStatus } = await session.frameEvalStatus();
    expect(runtimeStatus.backend_type).toBe('SettraceBackend');
    expect(runtimeStatus.config).toMatchObject({ backend: 'tracing', condition_budget_s: 4 });
  });
});

test('what is counted is what happened', async () => {
  const { traceStats, integrationStats, cacheStats, hookStats } = await statusOf({}, { breakpoints: ['work'] });
  // The frame of the main program is inspected, and left alone: its breakpoint is in a function.
  expect(traceStats).toEqual({
    selective_tracing: true,
    total_frames: 1,
    traced_frames: 0,
    cache_hits: 0,
    fast_path_hits: 1,
    trace_rate: 0,
    cache_size: 3,
  });
  expect(hookStats).toMatchObject({ frames_evaluated: 1, exec_events: 1, armings: 1, parkings: 1, line_events: 0 });
  // Eight instructions of `work` before the breakpoint's, and that frame.
  expect(hookStats).toMatchObject({ instruction_events: 9, events_skipped: 8, return_events: 0, exception_events: 0 });
  expect(integrationStats).toMatchObject({
    integrations_enabled: 1,
    breakpoints_optimized: 1,
    trace_calls_saved: 9,
    errors_handled: 0,
  });
  expect(cacheStats.breakpoint_cache.total_files).toBe(1);
});

test('counters and telemetry are reset, and count on', async () => {
  const { driver } = await at({}, { breakpoints: ['work'] });
  expect((await driver.session.frameEvalStatus()).hookStats.instruction_events).toBeGreaterThan(0);
  const fresh = await driver.session.frameEvalReset();
  expect(fresh.hookStats).toMatchObject({ instruction_events: 0, frames_evaluated: 0, events_skipped: 0 });
  expect(fresh.traceStats).toMatchObject({ total_frames: 0, traced_frames: 0, trace_rate: 0 });
  await driver.continue();
  // The breakpoint's own instruction, and the one after it; the others of `work` had been skipped before.
  expect((await driver.session.frameEvalStatus()).hookStats).toMatchObject({
    instruction_events: 2,
    events_skipped: 1,
  });
});

test('the health check says how each thing is', async () => {
  const { driver } = await at({});
  const checks = await driver.session.frameEvalHealth();
  expect(checks.map(({ name, result }) => `${result} ${name}`)).toEqual([
    'OK Core modules',
    'OK Compiled hook',
    'OK Integration bridge',
    'OK Statistics',
    'OK Activation',
    'OK Backend',
    'OK Environment',
    'OK Errors',
    'OK Overhead',
  ]);
  const traced = await at({ enabled: false });
  const results = new Map((await traced.driver.session.frameEvalHealth()).map(({ name, result }) => [name, result]));
  expect([results.get('Activation'), results.get('Backend'), results.get('Compiled hook')]).toEqual([
    'WARN',
    'WARN',
    'OK',
  ]);
});
