/**
 * The messages that the Debug Adapter Protocol does not have: requests and events named `dapper/…`.
 *
 * A client that knows nothing of them still debugs: they only add to what DAP says.
 */

/** A step of the boot, in their order. */
export type BootStep = 'download' | 'interpreter' | 'hook' | 'debugger' | 'ready';

/** Body of the event `dapper/progress`. */
export interface ProgressBody {
  readonly step: BootStep;
  /** What happens now, for a person: "Downloading Python". */
  readonly label: string;
  /** Bytes or parts done. */
  readonly done: number;
  /** Bytes or parts there are; 0 when nobody knows. */
  readonly total: number;
}

/**
 * Who blocks whom. `busy` is the supervisor's own: the program does not answer, so it is inside one long call.
 * `idle` is a session without a program under way.
 */
export type ProgramState = 'idle' | 'running' | 'stopped' | 'waiting_input' | 'sleeping' | 'evaluating' | 'busy';

/** Body of the event `dapper/state`. */
export interface StateBody {
  readonly state: ProgramState;
  /** More about it for a person. */
  readonly detail?: string;
}

/** Which backend serves breakpoints and why; the names are the frame-evaluation guide's. */
export interface RuntimeStatus {
  readonly initialized: boolean;
  readonly config: Readonly<Record<string, unknown>>;
  readonly tracing_enabled: boolean;
  readonly hook_available: boolean;
  readonly hook_installed: boolean;
  readonly backend_type: 'EvalFrameBackend' | 'SysMonitoringBackend' | 'SettraceBackend' | 'none';
  readonly reason: string;
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

/** Body of the response to `dapper/frameEvalStatus`. */
export interface FrameEvalStatusBody {
  readonly runtimeStatus: RuntimeStatus;
  readonly hookStats: HookStats;
  readonly telemetry: Telemetry;
}

/** Arguments of `dapper/input`: a line for the program's standard input, with its newline, or the end of it. */
export type InputArguments = { readonly text: string } | { readonly eof: true };

/** Body of the event `dapper/inputRequested`. */
export interface InputRequestedBody {
  readonly prompt: string;
}

/** Body of the event `dapper/died`: the worker is gone, and everything that was in it. */
export interface DiedBody {
  /** What happened and what to do, for a person. */
  readonly reason: string;
}

/** Arguments of `launch` beyond DAP's own. */
export interface LaunchOptions {
  /** Path of the main program. */
  readonly program: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** Added to the environment; null removes a name. */
  readonly env?: Readonly<Record<string, string | null>>;
  readonly stopOnEntry?: boolean;
  /** Never step into code that is not the user's; true when absent. */
  readonly justMyCode?: boolean;
  /** Whether frame evaluation is used at all. */
  readonly frameEval?: boolean | Readonly<Record<string, unknown>>;
  /** The frame-evaluation guide's configuration. */
  readonly frameEvalConfig?: Readonly<Record<string, unknown>>;
}

/** What the adapter adds to a DAP Scope. */
export interface ScopeAddition {
  /** The `variablesReference` of the scope that holds the same: at module level the locals are the globals. */
  readonly 'dapper/sameAs'?: number;
}
