/**
 * What a message of the worker must look like. Its program shares the thread with the debugger and can reach whatever
 * the debugger sends with, so the client takes nothing that it has not checked.
 */
import * as v from 'valibot';
import { COMPLETION_TYPES } from './completion-types.ts';
import { BACKEND_TYPES, BOOT_STEPS, HEALTH_RESULTS, PROGRAM_STATES, SETTINGS, type Setting } from './constants.ts';
import type { RuntimeStatus } from './custom.ts';
import { type DapError, wrongAnswer } from './errors.ts';
import { DEEPEST_ANSWER, isDeeperThan } from './limits.ts';
import type { EventMessage, Events, ResponseMessage } from './messages.ts';
import type { Command, Requests } from './requests.ts';
import {
  anything,
  count,
  flag,
  hint,
  int32,
  large,
  list,
  maybe,
  object,
  orNone,
  place,
  quantity,
  record,
  sizes,
  source,
  syntaxError,
  text,
} from './shapes.ts';

const breakpoint = object({
  id: maybe(int32),
  verified: flag,
  message: maybe(text),
  source: maybe(source),
  ...place,
  instructionReference: maybe(text),
  offset: maybe(v.never()),
  reason: maybe(v.picklist(['pending', 'failed'])),
});

const frame = object({
  id: int32,
  name: text,
  source: maybe(source),
  ...place,
  line: large,
  column: large,
  canRestart: maybe(flag),
  instructionPointerReference: maybe(text),
  moduleId: maybe(v.union([int32, text])),
  presentationHint: maybe(v.picklist(['normal', 'label', 'subtle'])),
});

const instruction = object({
  address: text,
  instruction: text,
  instructionBytes: maybe(text),
  symbol: maybe(text),
  location: maybe(source),
  ...place,
  presentationHint: maybe(v.picklist(['normal', 'invalid'])),
});

const scope = object({
  name: text,
  presentationHint: maybe(text),
  variablesReference: count,
  ...sizes,
  expensive: flag,
  source: maybe(source),
  ...place,
});

const variable = object({
  name: text,
  value: text,
  type: maybe(text),
  presentationHint: hint,
  evaluateName: maybe(text),
  variablesReference: count,
  ...sizes,
  memoryReference: maybe(text),
  declarationLocationReference: maybe(count),
  valueLocationReference: maybe(count),
});

const module = object({
  id: v.union([int32, text]),
  name: text,
  path: maybe(text),
  isOptimized: maybe(flag),
  isUserCode: maybe(flag),
  version: maybe(text),
  symbolStatus: maybe(text),
  symbolFilePath: maybe(text),
  dateTimeStamp: maybe(text),
  addressRange: maybe(text),
});

interface Details {
  readonly innerException?: Details[];
}

const details: v.GenericSchema<Details> = object({
  message: maybe(text),
  typeName: maybe(text),
  fullTypeName: maybe(text),
  evaluateName: maybe(text),
  stackTrace: maybe(text),
  way: maybe(text),
  innerException: maybe(list(v.lazy(() => details))),
});

const exceptionInfo = object({
  exceptionId: text,
  description: maybe(text),
  breakMode: v.picklist(['never', 'always', 'unhandled', 'userUnhandled']),
  hasLeftProgram: maybe(v.boolean()),
  details: maybe(details),
});

const value = {
  type: maybe(text),
  presentationHint: hint,
  ...sizes,
  memoryReference: maybe(text),
  valueLocationReference: maybe(count),
};

const completion = object({
  label: text,
  text: maybe(text),
  sortText: maybe(text),
  detail: maybe(text),
  type: maybe(v.picklist(COMPLETION_TYPES)),
  start: maybe(count),
  length: maybe(count),
  selectionStart: maybe(count),
  selectionLength: maybe(count),
});

/** Whether a value has all settings of frame evaluation, each of its type. */
function isConfig(value: unknown): boolean {
  const given = Object(value) as Record<string, unknown>;
  return Object.entries<Setting>(SETTINGS).every(([name, setting]) =>
    setting.kind === 'choice'
      ? setting.choices.some((choice) => choice === given[name])
      : typeof given[name] === typeof setting.default,
  );
}

const runtimeStatus = object({
  initialized: flag,
  config: v.custom<RuntimeStatus['config']>(isConfig),
  other_tracer: v.nullable(text),
  backend_type: v.picklist([...BACKEND_TYPES, 'none']),
  reason: text,
  fell_back: flag,
  hook_available: flag,
  hook_installed: flag,
  tracing_enabled: flag,
  transport: text,
  python_version: text,
});

const hookStats = v.record(text, v.nullish(v.union([v.number(), text, flag])));

const numbers = v.record(text, v.number());

const frameEvalStatus = object({
  runtimeStatus,
  hookStats,
  telemetry: object({
    events: list(object({ timestamp: v.number(), reason_code: text, context: record })),
    reason_counts: numbers,
  }),
  integrationStats: object({
    integrations_enabled: quantity,
    breakpoints_optimized: quantity,
    trace_calls_saved: quantity,
    bytecode_injections: quantity,
    errors_handled: quantity,
  }),
  performanceData: numbers,
  traceStats: object({
    selective_tracing: flag,
    total_frames: quantity,
    traced_frames: quantity,
    cache_hits: quantity,
    fast_path_hits: quantity,
    trace_rate: quantity,
    cache_size: quantity,
  }),
  cacheStats: object({
    func_code_cache: numbers,
    breakpoint_cache: object({ total_files: quantity, max_entries: quantity, cached_files: list(text) }),
    global_stats: numbers,
  }),
});

const breakpoints = object({ breakpoints: list(breakpoint) });

/** What a body must look like at least, so that it is what its type says. What there should not be may be anything. */
type SchemaOf<Body> = v.GenericSchema<unknown, [Body] extends [undefined | Record<string, never>] ? unknown : Body>;

/** The body of each answer. */
const answers: { readonly [C in Command]: SchemaOf<Requests[C]['body']> } = {
  initialize: record,
  launch: anything,
  configurationDone: anything,
  setBreakpoints: breakpoints,
  setFunctionBreakpoints: breakpoints,
  dataBreakpointInfo: object({
    dataId: v.nullable(text),
    description: text,
    accessTypes: maybe(list(v.picklist(['read', 'write', 'readWrite']))),
    canPersist: maybe(flag),
  }),
  setDataBreakpoints: breakpoints,
  setInstructionBreakpoints: breakpoints,
  setExceptionBreakpoints: orNone(object({ breakpoints: maybe(list(breakpoint)) })),
  breakpointLocations: object({ breakpoints: list(object({ ...place, line: large })) }),
  exceptionInfo,
  threads: object({ threads: list(object({ id: int32, name: text })) }),
  stackTrace: object({ stackFrames: list(frame), totalFrames: maybe(count) }),
  disassemble: object({ instructions: list(instruction) }),
  scopes: object({ scopes: list(scope) }),
  variables: object({ variables: list(variable) }),
  setVariable: object({ value: text, variablesReference: maybe(count), ...value }),
  setExpression: object({ value: text, variablesReference: maybe(count), ...value }),
  evaluate: object({ result: text, variablesReference: count, ...value }),
  readMemory: orNone(object({ address: text, unreadableBytes: maybe(large), data: maybe(text) })),
  writeMemory: orNone(object({ offset: maybe(v.pipe(v.number(), v.safeInteger())), bytesWritten: maybe(large) })),
  completions: object({ targets: list(completion) }),
  continue: object({ allThreadsContinued: maybe(flag) }),
  next: anything,
  stepIn: anything,
  stepInTargets: object({ targets: list(object({ id: int32, label: text, ...place })) }),
  stepOut: anything,
  gotoTargets: object({ targets: list(object({ id: int32, label: text, ...place, line: large })) }),
  goto: anything,
  restartFrame: anything,
  pause: anything,
  restart: anything,
  terminate: anything,
  disconnect: anything,
  source: object({ content: text, mimeType: maybe(text) }),
  loadedSources: object({ sources: list(source) }),
  modules: object({ modules: list(module), totalModules: maybe(large) }),
  'dapper/arrangeRows': object({ variablesReference: large, indexedVariables: large }),
  'dapper/inlineValues': object({ values: list(object({ line: large, name: text, value: text })) }),
  cancel: anything,
  'dapper/checkBreakpoint': v.record(text, text),
  'dapper/frameEvalStatus': frameEvalStatus,
  'dapper/frameEvalReset': frameEvalStatus,
  'dapper/frameEvalHealth': object({
    checks: list(object({ name: text, result: v.picklist(HEALTH_RESULTS), detail: text })),
  }),
  'dapper/input': anything,
  'dapper/stepUntil': anything,
  'dapper/justMyCode': anything,
  'dapper/skipFunctions': anything,
  'dapper/hotReload': object({
    applied: flag,
    text,
    updated: list(text),
    added: list(text),
    removed: list(text),
    refused: list(object({ name: text, reason: text })),
    needsRestart: list(object({ line: maybe(large), text })),
    frames: list(object({ name: text, frameId: maybe(int32) })),
    syntaxError: maybe(syntaxError),
  }),
  'dapper/writeFiles': object({ paths: list(text) }),
};

const progress = {
  message: maybe(text),
  percentage: maybe(quantity),
  requestId: maybe(int32),
  cancellable: maybe(flag),
};

/** The body of each event that a worker sends. */
export const events: { readonly [E in Exclude<keyof Events, 'dapper/died'>]: SchemaOf<Events[E]> } = {
  initialized: anything,
  stopped: object({
    reason: text,
    description: maybe(text),
    threadId: maybe(int32),
    preserveFocusHint: maybe(flag),
    text: maybe(text),
    allThreadsStopped: maybe(flag),
    hitBreakpointIds: maybe(list(int32)),
    task: maybe(text),
  }),
  continued: object({ threadId: int32, allThreadsContinued: maybe(flag) }),
  exited: object({ exitCode: int32 }),
  terminated: orNone(object({})),
  thread: object({ reason: text, threadId: int32 }),
  output: object({
    category: maybe(text),
    output: text,
    group: maybe(v.picklist(['start', 'startCollapsed', 'end'])),
    variablesReference: maybe(count),
    source: maybe(source),
    line: maybe(large),
    column: maybe(large),
    locationReference: maybe(count),
  }),
  breakpoint: object({ reason: text, breakpoint }),
  module: object({ reason: v.picklist(['new', 'changed', 'removed']), module }),
  loadedSource: object({ reason: v.picklist(['new', 'changed', 'removed']), source }),
  process: object({
    name: text,
    systemProcessId: maybe(int32),
    isLocalProcess: maybe(flag),
    startMethod: maybe(v.picklist(['launch', 'attach', 'attachForSuspendedLaunch'])),
    pointerSize: maybe(count),
  }),
  memory: object({ memoryReference: text, offset: v.pipe(v.number(), v.safeInteger()), count: large }),
  invalidated: object({ areas: maybe(list(text)), threadId: maybe(int32), stackFrameId: maybe(int32) }),
  progressStart: object({ progressId: text, title: text, ...progress }),
  progressUpdate: object({ progressId: text, ...progress }),
  progressEnd: object({ progressId: text, message: maybe(text) }),
  'dapper/progress': object({
    step: v.picklist([...BOOT_STEPS, 'packages']),
    label: text,
    done: quantity,
    total: quantity,
    from: maybe(v.picklist(['snapshot', 'nothing'])),
    package: maybe(object({ name: text, number: quantity, of: quantity })),
  }),
  'dapper/state': object({
    state: v.picklist(PROGRAM_STATES),
    detail: maybe(text),
  }),
  'dapper/status': object({ runtimeStatus }),
  'dapper/hookStats': object({ hookStats }),
  'dapper/inputRequested': object({ prompt: text }),
  'dapper/inputDone': record,
  'dapper/syntaxError': syntaxError,
  'dapper/failure': object({
    exceptionId: text,
    description: text,
    line: large,
    name: text,
    missingModule: maybe(text),
  }),
};

const event = v.looseObject({ type: v.literal('event'), event: text, body: anything });
const response = v.looseObject({
  type: v.literal('response'),
  request_seq: int32,
  success: flag,
  command: text,
  message: maybe(text),
  body: anything,
});
const refusal = orNone(
  object({
    error: maybe(object({ id: int32, format: text, variables: maybe(v.record(text, text)), showUser: maybe(flag) })),
  }),
);

/** The message that a text of the worker stands for; undefined if the worker's debugger cannot have sent it. */
export function readOutgoing(sent: string): EventMessage | ResponseMessage | undefined {
  let message: unknown;
  try {
    message = JSON.parse(sent);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
  if (isDeeperThan(DEEPEST_ANSWER, message)) return undefined;
  if (v.is(event, message)) {
    const known = Object.hasOwn(events, message.event);
    return known && v.is(events[message.event as keyof typeof events], message.body)
      ? (message as unknown as EventMessage)
      : undefined;
  }
  if (!v.is(response, message)) return undefined;
  return message.success || v.is(refusal, message.body) ? (message as unknown as ResponseMessage) : undefined;
}

/** What is wrong with the body of an answer; undefined if nothing is. */
export function problemOfAnswer({ command, success, body }: ResponseMessage): DapError | undefined {
  const known = !success || !Object.hasOwn(answers, command) || v.is(answers[command as Command], body);
  return known ? undefined : wrongAnswer(command);
}
