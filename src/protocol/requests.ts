/**
 * Every request, one line each: what its arguments look like, who answers it, what must have come before it, and what
 * the body of its response is. All types of requests come from here.
 *
 * DAP's bodies have the protocol's published types; what is ours stands in `custom.ts`.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type * as v from 'valibot';
import type {
  ArrangedRowsBody,
  BreakpointTexts,
  EvaluateBody,
  ExceptionInfoBody,
  FrameEvalHealthBody,
  FrameEvalStatusBody,
  HotReloadBody,
  InlineValuesBody,
  ScopesBody,
  VariablesBody,
  WriteFilesBody,
} from './custom.ts';
import * as schema from './schemas.ts';

/**
 * `adapter`: answered in TypeScript, at any time. `python`: needs Python's objects. `supervisor`: replaces the worker,
 * so that no worker hears of it.
 */
export type Answerer = 'adapter' | 'python' | 'supervisor';

/** What must have come before: nothing, `initialize`, or a successful `launch`. */
export type Precondition = 'nothing' | 'initialize' | 'launch';

/** Stands for the type of a response's body: an empty list, whatever the type. */
type Gives<Body> = readonly Body[];

/** How one request is treated. */
export interface RequestRule<Arguments extends v.GenericSchema = v.GenericSchema, Body = unknown> {
  readonly arguments: Arguments;
  readonly gives: Gives<Body>;
  readonly by: Answerer;
  readonly after: Precondition;
}

const gives = <Body>(): Gives<Body> => [];
const noBody = gives<undefined>();

const by =
  (answerer: Answerer) =>
  <Arguments extends v.GenericSchema, Body>(
    schema: Arguments,
    gives: Gives<Body>,
    after: Precondition = 'initialize',
  ): RequestRule<Arguments, Body> => ({ arguments: schema, gives, by: answerer, after });

const adapter = by('adapter');
const python = by('python');
const supervisor = by('supervisor');

/** The rules by command. */
export const requests = {
  initialize: adapter(schema.initialize, gives<Dap.Capabilities>(), 'nothing'),
  launch: python(schema.launch, noBody),
  configurationDone: adapter(schema.none, noBody),
  disconnect: adapter(schema.disconnect, noBody, 'nothing'),
  restart: supervisor(schema.restart, noBody, 'launch'),
  terminate: python(schema.none, noBody),
  threads: python(schema.none, gives<Dap.ThreadsResponse['body']>()),
  setBreakpoints: python(schema.setBreakpoints, gives<Dap.SetBreakpointsResponse['body']>()),
  setFunctionBreakpoints: python(schema.setFunctionBreakpoints, gives<Dap.SetFunctionBreakpointsResponse['body']>()),
  dataBreakpointInfo: python(schema.dataBreakpointInfo, gives<Dap.DataBreakpointInfoResponse['body']>(), 'launch'),
  setDataBreakpoints: python(schema.setDataBreakpoints, gives<Dap.SetDataBreakpointsResponse['body']>()),
  setInstructionBreakpoints: python(
    schema.setInstructionBreakpoints,
    gives<Dap.SetInstructionBreakpointsResponse['body']>(),
  ),
  setExceptionBreakpoints: python(schema.setExceptionBreakpoints, gives<Dap.SetExceptionBreakpointsResponse['body']>()),
  breakpointLocations: python(schema.breakpointLocations, gives<Dap.BreakpointLocationsResponse['body']>()),
  source: python(schema.sourceText, gives<Dap.SourceResponse['body']>()),
  loadedSources: python(schema.none, gives<Dap.LoadedSourcesResponse['body']>()),
  modules: python(schema.modules, gives<Dap.ModulesResponse['body']>()),
  pause: python(schema.ofThread, noBody, 'launch'),
  continue: python(schema.ofThread, gives<Dap.ContinueResponse['body']>(), 'launch'),
  next: python(schema.step, noBody, 'launch'),
  stepIn: python(schema.stepIn, noBody, 'launch'),
  stepInTargets: python(schema.stepInTargets, gives<Dap.StepInTargetsResponse['body']>(), 'launch'),
  stepOut: python(schema.step, noBody, 'launch'),
  gotoTargets: python(schema.gotoTargets, gives<Dap.GotoTargetsResponse['body']>(), 'launch'),
  goto: python(schema.goTo, noBody, 'launch'),
  restartFrame: python(schema.restartFrame, noBody, 'launch'),
  stackTrace: python(schema.stackTrace, gives<Dap.StackTraceResponse['body']>(), 'launch'),
  disassemble: python(schema.disassemble, gives<NonNullable<Dap.DisassembleResponse['body']>>(), 'launch'),
  scopes: python(schema.scopes, gives<ScopesBody>(), 'launch'),
  variables: python(schema.variables, gives<VariablesBody>(), 'launch'),
  setVariable: python(schema.setVariable, gives<Dap.SetVariableResponse['body']>(), 'launch'),
  setExpression: python(schema.setExpression, gives<Dap.SetExpressionResponse['body']>(), 'launch'),
  exceptionInfo: python(schema.ofThread, gives<ExceptionInfoBody>(), 'launch'),
  evaluate: python(schema.evaluate, gives<EvaluateBody>()),
  readMemory: python(schema.readMemory, gives<Dap.ReadMemoryResponse['body']>(), 'launch'),
  writeMemory: python(schema.writeMemory, gives<Dap.WriteMemoryResponse['body']>(), 'launch'),
  completions: python(schema.completions, gives<Dap.CompletionsResponse['body']>()),
  cancel: python(schema.cancel, noBody, 'nothing'),
  'dapper/arrangeRows': python(schema.arrangeRows, gives<ArrangedRowsBody>(), 'launch'),
  'dapper/inlineValues': python(schema.inlineValues, gives<InlineValuesBody>(), 'launch'),
  'dapper/checkBreakpoint': python(schema.checkBreakpoint, gives<BreakpointTexts>(), 'nothing'),
  'dapper/frameEvalStatus': python(schema.none, gives<FrameEvalStatusBody>()),
  'dapper/frameEvalReset': python(schema.none, gives<FrameEvalStatusBody>()),
  'dapper/frameEvalHealth': python(schema.none, gives<FrameEvalHealthBody>()),
  'dapper/input': python(schema.input, noBody, 'launch'),
  'dapper/stepUntil': python(schema.ofThread, noBody, 'launch'),
  'dapper/justMyCode': python(schema.justMyCode, noBody, 'launch'),
  'dapper/skipFunctions': python(schema.skipFunctions, noBody, 'launch'),
  'dapper/hotReload': python(schema.hotReload, gives<HotReloadBody>(), 'launch'),
  'dapper/writeFiles': python(schema.writeFiles, gives<WriteFilesBody>(), 'nothing'),
} as const satisfies Record<string, RequestRule>;

type Rules = typeof requests;

/** The name of a request. */
export type Command = keyof Rules;

/** Every request that the adapter answers: the arguments that a client may send, and the body of the response. */
export type Requests = {
  readonly [C in Command]: {
    readonly arguments: v.InferInput<Rules[C]['arguments']>;
    readonly body: Rules[C] extends RequestRule<Rules[C]['arguments'], infer Body> ? Body : never;
  };
};

/** The arguments of a request as a client may send them. */
export type ArgumentsOf<C extends Command> = Requests[C]['arguments'];

/** The arguments of a request once they are checked. */
export type CheckedArguments<C extends Command> = NonNullable<v.InferOutput<Rules[C]['arguments']>>;

/** Arguments of `launch`. */
export type LaunchArguments = ArgumentsOf<'launch'>;

/** The rule for `command`; undefined for one that is not supported. */
export function ruleFor(command: string): RequestRule | undefined {
  return isCommand(command) ? requests[command] : undefined;
}

/** Whether a request of that name is supported. */
export function isCommand(command: string): command is Command {
  return Object.hasOwn(requests, command);
}

/** A supported command that `command` may be a misspelling of. */
export function similarCommand(command: string): string | undefined {
  const folded = command.toLowerCase();
  return Object.keys(requests).find(
    (name) => name.toLowerCase() === folded || `${name}request`.toLowerCase() === folded,
  );
}
