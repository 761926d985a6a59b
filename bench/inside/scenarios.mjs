// What is measured, as data: the backends, and what a debugger is asked to do while a program runs.

/**
 * Who debugs.
 * - kind: `dap` is a session of this debugger, with `settings` as its frameEvalConfig; `bdb` is Python's own
 * - since: the first CPython that has it
 * - scenarios: those that it is measured in; all when absent
 * - onlyWhenNamed: not measured unless asked for
 */
export const backends = {
  run: { title: 'Run', kind: 'dap', settings: {}, noDebug: true, scenarios: ['attached'] },
  eval_frame: { title: 'eval_frame', kind: 'dap', settings: { backend: 'eval_frame', fallback_to_tracing: false } },
  sys_monitoring: {
    title: 'sys_monitoring',
    kind: 'dap',
    settings: { backend: 'tracing', tracing_backend: 'sys_monitoring' },
    since: '3.12',
  },
  settrace: { title: 'settrace', kind: 'dap', settings: { backend: 'tracing', tracing_backend: 'settrace' } },
  bdb: { title: 'bdb', kind: 'bdb', settings: { backend: 'settrace' } },
  bdb_monitoring: {
    title: 'bdb, monitoring',
    kind: 'bdb',
    settings: { backend: 'monitoring' },
    since: '3.14',
    onlyWhenNamed: true,
  },
};

/** More hits than any program has. */
const NEVER = 10 ** 9;

/**
 * What the debugger is asked to do.
 * - marks: how many breakpoints on the lines with each mark
 * - files: how many files have `perFile` breakpoints besides, and how many of them the program imports
 * - details: of the one breakpoint in the hot loop, where CONDITION is what the program's mark says
 * - byHand: what a person would write into the program instead, before the line (`{condition}` as above)
 * - pilot: commands at the stops in turn, the last for all further ones; entry: stop at the first line
 * - call: whether the first breakpoint is on the call of the work
 * - works: how many times the others' work is done
 * - requests: others, by command, with their arguments, where PROGRAM is the program's path
 * - dapOnly: whether `bdb` has no such thing
 * - programs: those that it is measured with; all when absent
 */
export const scenarios = {
  attached: { title: 'attached, no breakpoint' },
  cold: { title: '10 breakpoints, cold', marks: { cold: 10 } },
  hot: { title: '10 breakpoints, hot', marks: { hot: 10 } },
  thousand: {
    title: '1,000 breakpoints in 50 files',
    marks: { hot: 10, cold: 10 },
    files: { count: 49, perFile: 20, imported: 25 },
  },
  condition: {
    title: 'a condition, never true',
    details: { condition: 'CONDITION' },
    byHand: ['if CONDITION:', '    breakpoint()'],
  },
  hit_count: {
    title: 'a hit count, never reached',
    details: { hitCondition: String(NEVER) },
    byHand: ['global _hits', '_hits += 1', `if _hits == ${NEVER}:`, '    breakpoint()'],
  },
  logpoint: {
    title: 'a logpoint that does not fire',
    details: { condition: 'CONDITION', logMessage: 'found {CONDITION}' },
    byHand: ['if CONDITION:', "    print(f'found {CONDITION}')"],
  },
  step_program: { title: 'stepping over the program', entry: true, pilot: [['next']] },
  step_call: {
    title: 'stepping over one long call',
    call: true,
    pilot: [['next'], ['continue']],
    works: 5,
    programs: ['calls', 'loops', 'objects'],
  },
  filters: {
    title: 'uncaught and user-unhandled filters',
    marks: { hot: 10 },
    filters: ['uncaught', 'userUnhandled'],
    programs: ['exceptions'],
  },
  exception_condition: {
    title: 'all exceptions, on a condition that is never true',
    dapOnly: true,
    requests: {
      setExceptionBreakpoints: { filters: [], filterOptions: [{ filterId: 'raised', condition: 'False' }] },
    },
    programs: ['exceptions'],
  },
  function: {
    title: 'a function breakpoint, its condition never true',
    dapOnly: true,
    requests: { setFunctionBreakpoints: { breakpoints: [{ name: 'fib', condition: 'n < 0' }] } },
    programs: ['calls'],
  },
  data: {
    title: 'a data breakpoint on what never changes',
    dapOnly: true,
    requests: { setDataBreakpoints: { breakpoints: [{ dataId: 'global:never\nPROGRAM' }] } },
    programs: ['calls', 'loops', 'objects'],
  },
};

/** The programs of `programs/`, by kind. */
export const programs = {
  micro: ['calls', 'loops', 'generators', 'objects', 'exceptions', 'imports', 'comprehensions', 'coroutines'],
  classic: ['nbody', 'scheduler', 'queens', 'spectral', 'tokens', 'documents'],
};
