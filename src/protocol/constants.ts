/**
 * Names and numbers that both sides of the boundary know. Python's copy is made from this (`npm run generate`).
 */
import type { DebugProtocol } from '@vscode/debugprotocol';

/** Signals by which the worker calls Python between two bytecodes: real-time ones, which programs have no use for. */
export const SIGNALS = {
  /** Python drains the inbox, and lets the event loop turn where that is how messages arrive. */
  inbox: 62,
  /** Python ends what runs on the debugger's behalf. */
  deadline: 63,
} as const;

/** The id of the thread that runs, which a program has from its start. */
export const MAIN_THREAD = 1;

/** Where programs run in the worker: Pyodide's home folder. */
export const HOME_FOLDER = '/home/pyodide';

/** Where the debugger's own files are in the worker's file system. */
export const DEBUGGER_FOLDER = '/opt/dapper';

/** The steps of the boot, in their order. */
export const BOOT_STEPS = ['download', 'interpreter', 'hook', 'debugger', 'ready'] as const;

/** What a worker says of who blocks whom. `idle` is a session without a program under way. */
export const PROGRAM_STATES = ['idle', 'running', 'stopped', 'waiting_input', 'sleeping', 'evaluating'] as const;

/** What serves breakpoints; the names are the frame-evaluation guide's. */
export const BACKEND_TYPES = ['EvalFrameBackend', 'SysMonitoringBackend', 'SettraceBackend'] as const;

/** How a check of frame evaluation's health can come out. */
export const HEALTH_RESULTS = ['OK', 'WARN', 'FAIL'] as const;

/** The code of Python's error for what cannot be evaluated anywhere, because it is not Python. */
export const NO_CODE_ERROR = 1026;

/** The code of Python's error for what takes longer than is allowed where it is evaluated. */
export const TIMEOUT_ERROR = 1025;

/** The name of the exception in the condition of a filter. */
export const EXCEPTION_NAME = '__exception__';

/** How the `dataId` begins of data that means the same in every run of a program. */
export const GLOBAL_DATA = 'global:';

/** Behind the names of frames that run code which is not the present text's. */
export const BEFORE_CHANGE = ' (before the change)';

/** Every filter takes a condition. */
const CONDITIONAL = {
  supportsCondition: true,
  conditionDescription: `Stops only where this expression holds, evaluated in the exception's frame; ${EXCEPTION_NAME} is the exception, as in isinstance(${EXCEPTION_NAME}, KeyError).`,
} as const;

/** The exception filters that the adapter offers. */
export const EXCEPTION_FILTERS = [
  {
    filter: 'raised',
    label: 'Raised Exceptions',
    description: 'Stop wherever an exception is raised, also if it is handled.',
    default: false,
    ...CONDITIONAL,
  },
  {
    filter: 'uncaught',
    label: 'Uncaught Exceptions',
    description: 'Stop at an exception that nothing handles, before the program ends.',
    default: true,
    ...CONDITIONAL,
  },
  {
    filter: 'uncaughtWhereRaised',
    label: 'Uncaught Exceptions, Where Raised',
    description:
      'Stop where an exception is raised that nothing will handle, before any clean-up. Slows exceptions down.',
    default: false,
    ...CONDITIONAL,
  },
  {
    filter: 'userUnhandled',
    label: 'User Uncaught Exceptions',
    description: 'Stop at an exception that leaves your code for a library that called it.',
    default: false,
    ...CONDITIONAL,
  },
] as const satisfies readonly DebugProtocol.ExceptionBreakpointsFilter[];

/** A setting of frame evaluation: what it may be, and its default. */
export type Setting =
  | { readonly kind: 'flag'; readonly default: boolean }
  | { readonly kind: 'choice'; readonly default: string; readonly choices: readonly string[] }
  | { readonly kind: 'whole'; readonly default: number; readonly least: number; readonly most: number }
  /** Above 0. */
  | { readonly kind: 'seconds'; readonly default: number; readonly most: number }
  /** From 0 to 1. */
  | { readonly kind: 'share'; readonly default: number };

/** A day: no setting may name a longer time. */
const DAY = 86_400;
/** Entries of a cache; a larger number is a mistake rather than a wish. */
const LARGEST_CACHE = 1_000_000;

const flag = <Default extends boolean>(value: Default) => ({ kind: 'flag', default: value }) as const;
const entries = (value: number) => ({ kind: 'whole', default: value, least: 1, most: LARGEST_CACHE }) as const;
const seconds = (value: number) => ({ kind: 'seconds', default: value, most: DAY }) as const;

/** The settings of frame evaluation, as the guide names them; docs/configuration.md has their effects. */
export const SETTINGS = {
  enabled: flag(false),
  backend: { kind: 'choice', default: 'auto', choices: ['auto', 'tracing', 'eval_frame'] },
  tracing_backend: { kind: 'choice', default: 'auto', choices: ['auto', 'settrace', 'sys_monitoring'] },
  fallback_to_tracing: flag(true),
  debug: flag(false),
  cache_size: entries(1000),
  optimize: flag(true),
  timeout: seconds(30),
  conditional_breakpoints_enabled: flag(true),
  condition_budget_s: seconds(0.1),
  value_budget_s: seconds(0.09),
  selective_tracing: flag(true),
  bytecode_optimization: flag(true),
  cache_enabled: flag(true),
  performance_monitoring: flag(true),
  fallback_on_error: flag(true),
  eager_instrumentation: flag(false),
  trace_overhead_threshold: { kind: 'share', default: 1 },
  max_cache_size: entries(1000),
  cache_ttl: seconds(300),
} as const satisfies Record<string, Setting>;

type ValueOf<S extends Setting> = S extends { readonly kind: 'flag' }
  ? boolean
  : S extends { readonly choices: readonly (infer Choice)[] }
    ? Choice
    : number;

/** Settings of frame evaluation; those that are absent stay as they are. */
export type FrameEvalConfig = {
  readonly [Name in keyof typeof SETTINGS]?: ValueOf<(typeof SETTINGS)[Name]>;
};
