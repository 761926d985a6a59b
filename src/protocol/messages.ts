/**
 * The requests and events that cross between a client and the adapter, as two maps from a name to its types.
 *
 * DAP's own types are the protocol's published ones; what is ours stands in `custom.ts`.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type {
  BreakpointTexts,
  DiedBody,
  ExceptionInfoAddition,
  FailureBody,
  FrameEvalHealthBody,
  FrameEvalStatusBody,
  HookStats,
  InputArguments,
  InputRequestedBody,
  LaunchOptions,
  ProgressBody,
  RuntimeStatus,
  ScopeAddition,
  StateBody,
  SyntaxErrorBody,
} from './custom.ts';

/** What the response to `exceptionInfo` says. */
export type ExceptionInfoBody = Dap.ExceptionInfoResponse['body'] & ExceptionInfoAddition;

/** Arguments of `launch`. */
export type LaunchArguments = Dap.LaunchRequestArguments & LaunchOptions;

interface Exchange<Arguments, Body = undefined> {
  readonly arguments: Arguments;
  readonly body: Body;
}

type None = Record<string, never> | undefined;

/** Every request that the adapter answers: its arguments, and the body of its response. */
export interface Requests {
  initialize: Exchange<Dap.InitializeRequestArguments, Dap.Capabilities>;
  launch: Exchange<LaunchArguments>;
  configurationDone: Exchange<Dap.ConfigurationDoneArguments | undefined>;
  setBreakpoints: Exchange<Dap.SetBreakpointsArguments, Dap.SetBreakpointsResponse['body']>;
  setExceptionBreakpoints: Exchange<
    Dap.SetExceptionBreakpointsArguments,
    Dap.SetExceptionBreakpointsResponse['body'] | undefined
  >;
  breakpointLocations: Exchange<Dap.BreakpointLocationsArguments, Dap.BreakpointLocationsResponse['body']>;
  exceptionInfo: Exchange<Dap.ExceptionInfoArguments, ExceptionInfoBody>;
  threads: Exchange<None, Dap.ThreadsResponse['body']>;
  stackTrace: Exchange<Dap.StackTraceArguments, Dap.StackTraceResponse['body']>;
  scopes: Exchange<Dap.ScopesArguments, { readonly scopes: readonly (Dap.Scope & ScopeAddition)[] }>;
  variables: Exchange<Dap.VariablesArguments, Dap.VariablesResponse['body']>;
  setVariable: Exchange<Dap.SetVariableArguments, Dap.SetVariableResponse['body']>;
  setExpression: Exchange<Dap.SetExpressionArguments, Dap.SetExpressionResponse['body']>;
  evaluate: Exchange<Dap.EvaluateArguments, Dap.EvaluateResponse['body']>;
  completions: Exchange<Dap.CompletionsArguments, Dap.CompletionsResponse['body']>;
  continue: Exchange<Dap.ContinueArguments, Dap.ContinueResponse['body']>;
  next: Exchange<Dap.NextArguments>;
  stepIn: Exchange<Dap.StepInArguments>;
  stepOut: Exchange<Dap.StepOutArguments>;
  pause: Exchange<Dap.PauseArguments>;
  restart: Exchange<{ readonly arguments?: Partial<LaunchArguments> } | undefined>;
  terminate: Exchange<Dap.TerminateArguments | undefined>;
  disconnect: Exchange<Dap.DisconnectArguments | undefined>;
  source: Exchange<Dap.SourceArguments, Dap.SourceResponse['body']>;
  loadedSources: Exchange<None, Dap.LoadedSourcesResponse['body']>;
  modules: Exchange<Dap.ModulesArguments | undefined, Dap.ModulesResponse['body']>;
  'dapper/checkBreakpoint': Exchange<BreakpointTexts, BreakpointTexts>;
  'dapper/frameEvalStatus': Exchange<None, FrameEvalStatusBody>;
  'dapper/frameEvalReset': Exchange<None, FrameEvalStatusBody>;
  'dapper/frameEvalHealth': Exchange<None, FrameEvalHealthBody>;
  'dapper/input': Exchange<InputArguments>;
}

/** Every event, and its body. */
export interface Events {
  initialized: undefined;
  stopped: Dap.StoppedEvent['body'];
  continued: Dap.ContinuedEvent['body'];
  exited: Dap.ExitedEvent['body'];
  terminated: Dap.TerminatedEvent['body'];
  thread: Dap.ThreadEvent['body'];
  output: Dap.OutputEvent['body'];
  breakpoint: Dap.BreakpointEvent['body'];
  module: Dap.ModuleEvent['body'];
  loadedSource: Dap.LoadedSourceEvent['body'];
  process: Dap.ProcessEvent['body'];
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

/** The name of a request. */
export type Command = keyof Requests;

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
