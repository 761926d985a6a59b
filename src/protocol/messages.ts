/**
 * The events that the adapter sends, as a map from a name to the type of its body, and how messages cross.
 *
 * DAP's own types are the protocol's published ones; what is ours stands in `custom.ts`.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type {
  DiedBody,
  FailureBody,
  HookStats,
  InputRequestedBody,
  ProgressBody,
  RuntimeStatus,
  StateBody,
  SyntaxErrorBody,
} from './custom.ts';

/** The body of `stopped`. `task`: where there are several tasks of asyncio, the one that it is about. */
export type StoppedBody = Dap.StoppedEvent['body'] & { readonly task?: string };

/** Every event, and its body. */
export interface Events {
  initialized: undefined;
  stopped: StoppedBody;
  continued: Dap.ContinuedEvent['body'];
  exited: Dap.ExitedEvent['body'];
  terminated: Dap.TerminatedEvent['body'];
  thread: Dap.ThreadEvent['body'];
  output: Dap.OutputEvent['body'];
  breakpoint: Dap.BreakpointEvent['body'];
  module: Dap.ModuleEvent['body'];
  loadedSource: Dap.LoadedSourceEvent['body'];
  process: Dap.ProcessEvent['body'];
  memory: Dap.MemoryEvent['body'];
  invalidated: Dap.InvalidatedEvent['body'];
  progressStart: Dap.ProgressStartEvent['body'];
  progressUpdate: Dap.ProgressUpdateEvent['body'];
  progressEnd: Dap.ProgressEndEvent['body'];
  'dapper/progress': ProgressBody;
  'dapper/state': StateBody;
  'dapper/status': { readonly runtimeStatus: RuntimeStatus };
  'dapper/hookStats': { readonly hookStats: HookStats };
  'dapper/inputRequested': InputRequestedBody;
  'dapper/inputDone': Record<string, never>;
  'dapper/syntaxError': SyntaxErrorBody;
  'dapper/failure': FailureBody;
  'dapper/died': DiedBody;
}

/** A request as it crosses the channel. */
export interface RequestMessage {
  readonly seq: number;
  readonly type: 'request';
  readonly command: string;
  readonly arguments?: unknown;
}

/** The body of a response that says no. */
export interface ErrorBody {
  readonly error?: Dap.Message;
}

/** A response as it crosses the channel. */
export interface ResponseMessage {
  readonly seq: number;
  readonly type: 'response';
  readonly request_seq: number;
  readonly success: boolean;
  readonly command: string;
  readonly message?: string;
  readonly body?: unknown;
}

/** An event as it crosses the channel. */
export interface EventMessage {
  readonly seq: number;
  readonly type: 'event';
  readonly event: string;
  readonly body?: unknown;
}

/** Anything that comes out of the adapter. */
export type OutgoingMessage = ResponseMessage | EventMessage;

/** What the adapter hands to Python, as JSON: arguments are already validated. */
export interface PythonCommand {
  readonly id: number;
  readonly command: string;
  readonly arguments: unknown;
}

/** What Python hands back, as JSON: the answer to a command, or an event. */
export type PythonMessage =
  | { readonly id: number; readonly body?: unknown }
  | {
      readonly id: number;
      readonly error: { readonly message: string; readonly code?: number; readonly showUser?: boolean };
    }
  | { readonly event: string; readonly body?: unknown };
