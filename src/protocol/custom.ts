/**
 * The messages that the Debug Adapter Protocol does not have: requests and events named `dapper/…`.
 *
 * A client that knows nothing of them still debugs: they only add to what DAP says.
 */

import type { DebugProtocol } from '@vscode/debugprotocol';
import type { BACKEND_TYPES, BOOT_STEPS, FrameEvalConfig, HEALTH_RESULTS, PROGRAM_STATES } from './constants.ts';

/** A step of the boot. */
export type BootStep = (typeof BOOT_STEPS)[number];

/** What `dapper/progress` says besides while packages load (`step` is `packages`; `done` and `total` are bytes). */
export interface PackageProgress {
  /** The package that comes in now, with its version. */
  readonly name: string;
  /** How many are there, this one included. */
  readonly number: number;
  /** How many are known to be needed. */
  readonly of: number;
}

/** Body of the event `dapper/progress`. */
export interface ProgressBody {
  /** `packages`: the boot is over, and what a program needs is loaded before it starts. */
  readonly step: BootStep | 'packages';
  /** What happens now, for a person: "Loading Python". */
  readonly label: string;
  /** Bytes or parts done. */
  readonly done: number;
  /** Bytes or parts there are; 0 when unknown. */
  readonly total: number;
  /** Seconds since anything came; absent while it goes on. */
  readonly silent?: number;
  /** When it is ready: what Python came from, a snapshot of memory or nothing. */
  readonly from?: 'snapshot' | 'nothing' | undefined;
  /** Of the step `packages`. */
  readonly package?: PackageProgress | undefined;
}

/** Who blocks whom. `busy` is the supervisor's own: the program does not answer, so it is inside one long call. */
export type ProgramState = (typeof PROGRAM_STATES)[number] | 'busy';

/** Body of the event `dapper/state`. */
export interface StateBody {
  readonly state: ProgramState;
  /** More about it for a person. */
  readonly detail?: string;
}

/** Which backend serves breakpoints and why; the names are the frame-evaluation guide's. */
export interface RuntimeStatus {
  readonly initialized: boolean;
  readonly config: Readonly<Required<FrameEvalConfig>>;
  readonly tracing_enabled: boolean;
  readonly hook_available: boolean;
  readonly hook_installed: boolean;
  readonly backend_type: (typeof BACKEND_TYPES)[number] | 'none';
  readonly reason: string;
  /** Another backend was wanted than the one that works. */
  readonly fell_back: boolean;
  /** Who holds `sys.settrace` beside the debugger. */
  readonly other_tracer: string | null;
  readonly delivery?: string;
  readonly transport: string;
  readonly python_version: string;
}

/** The hook's counters by name, and what is known about the hook itself. A counter that is not counted is absent. */
export interface HookStats {
  readonly [counter: string]: number | string | boolean | null | undefined;
}

/** One thing that happened to frame evaluation. */
export interface TelemetryEvent {
  /** Seconds since the epoch. */
  readonly timestamp: number;
  readonly reason_code: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** The last events and how often each reason occurred. */
export interface Telemetry {
  readonly events: readonly TelemetryEvent[];
  readonly reason_counts: Readonly<Record<string, number>>;
}

/** Who is served by frame evaluation, and what that has saved. */
export interface IntegrationStats {
  readonly integrations_enabled: number;
  readonly breakpoints_optimized: number;
  /** Frames and lines that were inspected once and then skipped: a lower bound. */
  readonly trace_calls_saved: number;
  readonly bytecode_injections: number;
  readonly errors_handled: number;
}

/** What `performance_monitoring` collects; empty when it is off. Times are seconds, `trace_overhead` a share (0 to 1). */
export interface PerformanceData {
  readonly trace_function_calls?: number;
  readonly frame_eval_calls?: number;
  readonly uptime_seconds?: number;
  readonly avg_trace_calls_per_second?: number;
  readonly callback_calls?: number;
  readonly callback_seconds?: number;
  readonly trace_overhead?: number;
}

/** Of the frames that were inspected, how many the debugger kept watching. */
export interface TraceStats {
  readonly selective_tracing: boolean;
  readonly total_frames: number;
  readonly traced_frames: number;
  readonly cache_hits: number;
  readonly fast_path_hits: number;
  /** 0 to 1. */
  readonly trace_rate: number;
  /** Code objects that are known. */
  readonly cache_size: number;
}

/** The cache of modified code objects, that of files, and both together. */
export interface CacheStats {
  readonly func_code_cache: Readonly<Record<string, number>>;
  readonly breakpoint_cache: {
    readonly total_files: number;
    readonly max_entries: number;
    readonly cached_files: readonly string[];
  };
  readonly global_stats: Readonly<Record<string, number>>;
}

/** Body of the response to `dapper/frameEvalStatus`, and to `dapper/frameEvalReset`. */
export interface FrameEvalStatusBody {
  readonly runtimeStatus: RuntimeStatus;
  readonly hookStats: HookStats;
  readonly telemetry: Telemetry;
  readonly integrationStats: IntegrationStats;
  readonly performanceData: PerformanceData;
  readonly traceStats: TraceStats;
  readonly cacheStats: CacheStats;
}

/** One check of frame evaluation's health, and how it came out. */
export interface HealthCheck {
  readonly name: string;
  readonly result: (typeof HEALTH_RESULTS)[number];
  /** What was found, for a person. */
  readonly detail: string;
}

/** Body of the response to `dapper/frameEvalHealth`. */
export interface FrameEvalHealthBody {
  readonly checks: readonly HealthCheck[];
}

/** A variable of a frame, on a line that names it. */
export interface InlineValue {
  readonly line: number;
  readonly name: string;
  readonly value: string;
}

/** Body of the response to `dapper/inlineValues`, by line. */
export interface InlineValuesBody {
  readonly values: readonly InlineValue[];
}

/** Body of the response to `dapper/checkBreakpoint`: what is wrong with each of the texts. */
export interface BreakpointTexts {
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
  /** Of the names of classes of exceptions. */
  readonly exceptionNames?: string;
}

/** A file for the program's file system. */
export type SourceFile = {
  /** Relative to the working directory, if not absolute. */
  readonly path: string;
} & ({ readonly text: string } | { /** Its bytes. */ readonly base64: string });

/** Body of the response to `dapper/writeFiles`. */
export interface WriteFilesBody {
  /** Where each file is now, absolute. */
  readonly paths: readonly string[];
}

/** A frame that goes on in code from before a reload, as the call stack names it. */
export interface FormerFrame {
  readonly name: string;
  /** Absent while the program runs. */
  readonly frameId?: number;
}

/** A change of a text that takes effect when its statement runs again. */
export interface NeededRestart {
  /** 1-based, in the new text; absent where it is told by its name. */
  readonly line?: number;
  /** The statement's first line, or what has changed. */
  readonly text: string;
}

/** Body of the response to `dapper/hotReload`. */
export interface HotReloadBody {
  /** False: the text does not compile, and nothing has changed. */
  readonly applied: boolean;
  /** What was done and what was not, for a person. */
  readonly text: string;
  /** Functions that run new code at their next call. */
  readonly updated: readonly string[];
  /** Functions, methods, classes and imports that were made. */
  readonly added: readonly string[];
  /** What the new text does not have any more, and the program has until it is started again. */
  readonly removed: readonly string[];
  /** What was left as it was, and why. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
  readonly needsRestart: readonly NeededRestart[];
  readonly frames: readonly FormerFrame[];
  /** Where and why the text does not compile. */
  readonly syntaxError?: SyntaxErrorBody;
}

/** Body of the event `dapper/inputRequested`. */
export interface InputRequestedBody {
  readonly prompt: string;
}

/** Body of the event `dapper/syntaxError`: the program does not compile. Lines and columns are 1-based, of characters. */
export interface SyntaxErrorBody {
  /** The name of its class: `SyntaxError`, or `IndentationError` or `TabError`, which are derived from it. */
  readonly exceptionId: string;
  /** What is wrong, for a person: "'(' was never closed". */
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** The end of what is wrong, where the compiler knows it. */
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** Body of the event `dapper/failure`: an exception that nothing handled has ended the program, debugged or not. */
export interface FailureBody {
  /** The name of its class. */
  readonly exceptionId: string;
  /** What it says of itself; may be empty. */
  readonly description: string;
  /** The innermost line of the program's main file that it came through, 1-based. */
  readonly line: number;
  /** The function of that line, `<module>` at the top level. */
  readonly name: string;
  /** The module that was not found, where that is what ended the program. */
  readonly missingModule?: string;
}

/** An exception that led to another one, or is a part of a group. */
export interface InnerException extends Omit<DebugProtocol.ExceptionDetails, 'innerException'> {
  /** How it belongs to that: `caused by`, `during handling of`, or `part 1 of 3`. */
  readonly way?: string;
  readonly innerException?: readonly InnerException[];
}

/** What the response to `exceptionInfo` says beyond DAP's own. */
interface ExceptionInfoAddition {
  readonly details?: { readonly innerException?: readonly InnerException[] };
  /** Whether the exception has left the program, so that there is nothing to step through any more. */
  readonly hasLeftProgram?: boolean;
}

/** What the response to `exceptionInfo` says. */
export type ExceptionInfoBody = DebugProtocol.ExceptionInfoResponse['body'] & ExceptionInfoAddition;

/** Body of the event `dapper/died`: the worker is gone, and everything that was in it. */
export interface DiedBody {
  /** What happened and what to do, for a person. */
  readonly reason: string;
}

/** What the adapter adds to a DAP Scope. */
interface ScopeAddition {
  /** The `variablesReference` of the scope that holds the same: at module level the locals are the globals. */
  readonly 'dapper/sameAs'?: number;
}

/** How a value gives rows of a table: they are its children, or are asked for by expressions. */
export type TableForm = 'children' | 'array' | 'items' | 'frame' | 'series';

/** What the adapter adds to a value. */
interface ValueAddition {
  /** Absent where it has no rows. */
  readonly 'dapper/table'?: TableForm;
  /** How many of its children with names are items of a dict, where it has other children too. They come first. */
  readonly 'dapper/items'?: number;
  /** What its items are called, where they have an index and a name, as those of a named tuple. */
  readonly 'dapper/fields'?: readonly string[];
}

/** Body of the response to `dapper/arrangeRows`: its children are the rows, until the program goes on. */
export interface ArrangedRowsBody {
  readonly variablesReference: number;
  readonly indexedVariables: number;
}

/** Body of the response to `variables`. */
export interface VariablesBody {
  readonly variables: (DebugProtocol.Variable & ValueAddition)[];
}

/** Body of the response to `evaluate`. */
export type EvaluateBody = DebugProtocol.EvaluateResponse['body'] & ValueAddition;

/** Body of the response to `scopes`. */
export interface ScopesBody {
  readonly scopes: readonly (DebugProtocol.Scope & ScopeAddition)[];
}
