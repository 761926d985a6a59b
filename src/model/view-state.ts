/**
 * What a debugger's user interface shows, as one immutable value, and the pure function that moves it on.
 *
 * Actions are of three kinds: DAP events as they came (`event`), answers to requests that the interface made, and what
 * the person did. A stop enters the state only together with its call stack (`paused`), so that no one ever sees a
 * "paused" without a "where".
 *
 * Invariant: `paused` is set exactly while `execution` is `'paused'`; `input` only while the program runs or is paused.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type {
  Events,
  ExceptionInfoBody,
  FailureBody,
  FrameEvalStatusBody,
  ProgressBody,
  StateBody,
  SyntaxErrorBody,
} from '../protocol/index.ts';
import type { Breakpoint, BreakpointDetails } from './breakpoint-list.ts';
import * as list from './breakpoint-list.ts';
import { defaultFilters, type ExceptionFilter, filtersOf } from './exception-filters.ts';
import { afterEdit, type LineMap, presentLine, type TextEdit, unchangedLines } from './line-map.ts';
import { homeFrame, type Pause, presentFrames } from './pause.ts';

/** Whether the debugger is attached to the program that runs. */
export type Mode = 'debug' | 'run';

/** How far the boot is. */
export type BootProgress = ProgressBody;

/** Where the program is in its life. */
export type Execution = 'booting' | 'ready' | 'starting' | 'running' | 'paused' | 'stopping' | 'ended' | 'dead';

/** Who waits for a line of input. */
export interface InputWait {
  readonly prompt: string;
  /** An expression waits that is evaluated at a stop, not the program. */
  readonly evaluated: boolean;
  /** Who waited before, and waits again when this one has its answer. */
  readonly outer?: InputWait | undefined;
}

/** The adapter's answers to `dapper/frameEvalStatus` and its events, kept after the end of the program. */
export type FrameEvaluation = Partial<FrameEvalStatusBody>;

/** The whole of it. */
export interface ViewState {
  /** Why nothing can be debugged here, only run; absent where it can. */
  readonly hindrance: string | undefined;
  readonly execution: Execution;
  readonly mode: Mode;
  readonly boot: BootProgress;
  /** What was pressed before the boot was over and waits for it. */
  readonly queued: Mode | undefined;
  /** The program is inside one long call and cannot be paused just now; says which, if known. */
  readonly busy: string | undefined;
  /** Somebody waits for a line of input: the program, or an expression that is evaluated at a stop. */
  readonly input: InputWait | undefined;
  readonly paused: Pause | undefined;
  /** How many stops there were; `paused.number` of the latest. */
  readonly stops: number;
  readonly exitCode: number | undefined;
  /** The program ended because the person stopped it. */
  readonly stopped: boolean;
  /** The program that was started last did not compile: nothing of it has run. */
  readonly compiled: boolean;
  /** Why it did not; absent as soon as the text is edited. */
  readonly syntaxError: SyntaxErrorBody | undefined;
  /** The exception that ended the program, on the lines of the present text; absent as soon as that is edited. */
  readonly failure: FailureBody | undefined;
  /** Why the worker is dead. */
  readonly death: string | undefined;
  readonly breakpoints: readonly Breakpoint[];
  /** How the text was edited since the start of the program that runs; absent while the two agree. */
  readonly edited: LineMap | undefined;
  readonly filters: readonly ExceptionFilter[];
  readonly frameEvaluation: FrameEvaluation;
}

/** The state before anything happened. */
export const initialState: ViewState = {
  hindrance: undefined,
  execution: 'booting',
  mode: 'debug',
  boot: { step: 'download', label: 'Starting Python', done: 0, total: 0 },
  queued: undefined,
  busy: undefined,
  input: undefined,
  paused: undefined,
  stops: 0,
  exitCode: undefined,
  stopped: false,
  compiled: true,
  syntaxError: undefined,
  failure: undefined,
  death: undefined,
  breakpoints: [],
  edited: undefined,
  filters: defaultFilters,
  frameEvaluation: {},
};

/** An event as it came from the adapter. */
export type EventAction = {
  [E in keyof Events]: { readonly type: 'event'; readonly event: E; readonly body: Events[E] };
}[keyof Events];

/** The events that move the state on; a stop does so together with its call stack. */
export const reducedEvents = [
  'continued',
  'breakpoint',
  'exited',
  'dapper/syntaxError',
  'dapper/failure',
  'terminated',
  'dapper/progress',
  'dapper/state',
  'dapper/status',
  'dapper/hookStats',
  'dapper/inputRequested',
  'dapper/inputDone',
] as const satisfies (keyof Events)[];

/** Everything that can move the state on. */
export type Action =
  | EventAction
  | { readonly type: 'booting' }
  | { readonly type: 'booted' }
  | { readonly type: 'queued'; readonly mode: Mode | undefined }
  | { readonly type: 'starting'; readonly mode: Mode }
  | { readonly type: 'startFailed' }
  | { readonly type: 'started' }
  | { readonly type: 'stopping' }
  | { readonly type: 'left' }
  | { readonly type: 'died'; readonly reason: string }
  | { readonly type: 'busy'; readonly detail: string }
  | { readonly type: 'moduleExplained'; readonly module: string; readonly advice: string }
  | {
      readonly type: 'paused';
      readonly stopped: DebugProtocol.StoppedEvent['body'];
      readonly frames: readonly DebugProtocol.StackFrame[];
      readonly totalFrames: number;
      readonly exception?: ExceptionInfoBody | undefined;
    }
  | { readonly type: 'moreFrames'; readonly stop: number; readonly frames: readonly DebugProtocol.StackFrame[] }
  | { readonly type: 'resumed' }
  | { readonly type: 'frameSelected'; readonly frameId: number }
  | { readonly type: 'capabilities'; readonly capabilities: DebugProtocol.Capabilities }
  | { readonly type: 'filterSwitched'; readonly id: string; readonly enabled: boolean }
  | { readonly type: 'frameEvaluation'; readonly frameEvaluation: FrameEvaluation }
  | { readonly type: 'edited'; readonly edit: TextEdit }
  | { readonly type: 'breakpointsRestored'; readonly breakpoints: readonly Breakpoint[] }
  | {
      readonly type: 'breakpointAdded';
      readonly id: number;
      readonly line: number;
      readonly details?: BreakpointDetails;
    }
  | { readonly type: 'breakpointRemoved'; readonly id: number }
  | { readonly type: 'breakpointEnabled'; readonly id: number; readonly enabled: boolean }
  | { readonly type: 'breakpointEdited'; readonly id: number; readonly details: BreakpointDetails }
  | { readonly type: 'breakpointsMoved'; readonly lines: ReadonlyMap<number, number | null> }
  | { readonly type: 'breakpointsReturned'; readonly breakpoints: readonly Breakpoint[] }
  | { readonly type: 'breakpointsAnswered'; readonly breakpoints: readonly DebugProtocol.Breakpoint[] };

/** The state after `action`; the same object when nothing changed. */
export function reduce(state: ViewState, action: Action): ViewState {
  switch (action.type) {
    case 'event':
      return reduceEvent(state, action);
    case 'booting':
      return { ...notRunning(state, 'booting'), boot: initialState.boot, death: undefined };
    case 'booted':
      return state.execution === 'booting' ? { ...state, execution: 'ready' } : state;
    case 'queued':
      return { ...state, queued: action.mode };
    case 'starting':
      return {
        ...notRunning(state, 'starting'),
        mode: action.mode,
        // Unless Python tells that it has still to boot.
        boot: { step: 'ready', label: '', done: 0, total: 0 },
        queued: undefined,
        exitCode: undefined,
        stopped: false,
        ...noError,
        frameEvaluation: {},
      };
    case 'startFailed':
      return state.execution === 'starting' ? notRunning(state, 'ended') : state;
    case 'started':
      return state.execution === 'starting' ? { ...state, execution: 'running' } : state;
    case 'stopping':
      return isActive(state) ? notRunning(state, 'stopping') : state;
    case 'left':
      return state.execution === 'ended'
        ? {
            ...state,
            execution: 'ready',
            exitCode: undefined,
            stopped: false,
            ...noError,
            frameEvaluation: {},
          }
        : state;
    case 'died':
      return { ...notRunning(state, 'dead'), death: action.reason, queued: undefined };
    case 'busy':
      return state.execution === 'running' ? { ...state, busy: action.detail } : state;
    case 'moduleExplained':
      return state.failure?.missingModule === action.module
        ? { ...state, failure: { ...state.failure, description: action.advice } }
        : state;
    case 'paused':
      return pause(state, action);
    case 'moreFrames':
      return moreFrames(state, action.stop, action.frames);
    case 'resumed':
      return resume(state);
    case 'frameSelected':
      return state.paused ? { ...state, paused: { ...state.paused, frameId: action.frameId } } : state;
    case 'capabilities':
      return { ...state, filters: filtersOf(action.capabilities, state.filters) };
    case 'filterSwitched':
      return {
        ...state,
        filters: state.filters.map((filter) =>
          filter.id === action.id ? { ...filter, enabled: action.enabled } : filter,
        ),
      };
    case 'frameEvaluation':
      return { ...state, frameEvaluation: { ...state.frameEvaluation, ...action.frameEvaluation } };
    case 'edited':
      return edit(
        state.syntaxError || state.failure ? { ...state, syntaxError: undefined, failure: undefined } : state,
        action.edit,
      );
    default:
      return reduceBreakpoints(state, action);
  }
}

const noError = { compiled: true, syntaxError: undefined, failure: undefined } as const;

/** Whether a program is under way, in whatever state. */
export function isActive(state: ViewState): boolean {
  return ['starting', 'running', 'paused', 'stopping'].includes(state.execution);
}

/** Whether the program that is under way was started without the debugger: nothing but a pause stops it. */
export function isPlainRun(state: ViewState): boolean {
  return state.mode === 'run' && isActive(state);
}

/** The frame whose variables are shown and in which expressions are evaluated. */
export function selectedFrame(state: ViewState): DebugProtocol.StackFrame | undefined {
  return state.paused?.frames.find((frame) => frame.id === state.paused?.frameId);
}

function reduceEvent(state: ViewState, action: EventAction): ViewState {
  switch (action.event) {
    case 'dapper/progress': {
      const booting = state.execution === 'booting' || state.execution === 'starting';
      return booting ? { ...state, boot: action.body } : state;
    }
    case 'continued':
      return resume(state);
    case 'breakpoint':
      if (action.body.reason !== 'changed') return state;
      return {
        ...state,
        breakpoints: list.answerBreakpoints(state.breakpoints, [action.body.breakpoint], state.edited),
      };
    case 'dapper/inputRequested': {
      const evaluated = state.execution === 'paused';
      const outer = evaluated ? state.input : undefined;
      return { ...state, input: { prompt: action.body.prompt, evaluated, outer }, busy: undefined };
    }
    case 'dapper/inputDone':
      return { ...state, input: state.input?.outer };
    case 'dapper/status':
    case 'dapper/hookStats':
      return { ...state, frameEvaluation: { ...state.frameEvaluation, ...action.body } };
    case 'dapper/state':
      return reduceWorkerState(state, action.body);
    case 'exited':
      return { ...state, exitCode: action.body.exitCode };
    case 'dapper/syntaxError':
      // In a text that was edited since, it is elsewhere, or mended.
      return { ...state, compiled: false, syntaxError: state.edited ? undefined : action.body };
    case 'dapper/failure': {
      const line = state.edited ? presentLine(state.edited, action.body.line) : action.body.line;
      return line === undefined ? state : { ...state, failure: { ...action.body, line } };
    }
    case 'terminated':
      return isActive(state) ? { ...notRunning(state, 'ended'), stopped: state.execution === 'stopping' } : state;
    default:
      return state;
  }
}

/** The adapter's picture of who blocks; only "busy" and the end of it are news beside the DAP events. */
function reduceWorkerState(state: ViewState, { state: worker, detail }: StateBody): ViewState {
  if (worker === 'busy') return reduce(state, { type: 'busy', detail: detail ?? '' });
  return state.busy === undefined ? state : { ...state, busy: undefined };
}

function reduceBreakpoints(state: ViewState, action: Action): ViewState {
  const { breakpoints, edited } = state;
  switch (action.type) {
    case 'breakpointsRestored':
      return { ...state, breakpoints: action.breakpoints };
    case 'breakpointAdded':
      return { ...state, breakpoints: list.addBreakpoint(breakpoints, action.id, action.line, action.details, edited) };
    case 'breakpointRemoved':
      return { ...state, breakpoints: list.removeBreakpoint(breakpoints, action.id) };
    case 'breakpointEnabled':
      return { ...state, breakpoints: list.enableBreakpoint(breakpoints, action.id, action.enabled) };
    case 'breakpointEdited':
      return { ...state, breakpoints: list.editBreakpoint(breakpoints, action.id, action.details) };
    case 'breakpointsMoved':
      return { ...state, breakpoints: list.moveBreakpoints(breakpoints, action.lines) };
    case 'breakpointsReturned':
      return { ...state, breakpoints: list.returnBreakpoints(breakpoints, action.breakpoints, edited) };
    case 'breakpointsAnswered':
      return { ...state, breakpoints: list.answerBreakpoints(breakpoints, action.breakpoints, edited) };
    default:
      return state;
  }
}

function pause(state: ViewState, action: Extract<Action, { type: 'paused' }>): ViewState {
  if (!isActive(state) || state.execution === 'stopping') return state;
  const { stopped, frames: startedFrames, totalFrames, exception } = action;
  const frames = presentFrames(startedFrames, state.edited);
  const number = state.stops + 1;
  const paused: Pause = {
    number,
    reason: stopped.reason,
    description: stopped.description,
    text: stopped.text,
    threadId: stopped.threadId ?? 1,
    hitBreakpointIds: stopped.hitBreakpointIds ?? [],
    frames,
    startedFrames,
    totalFrames,
    frameId: undefined,
    exception,
  };
  const atHome = { ...paused, frameId: homeFrame(paused)?.id };
  return { ...state, execution: 'paused', paused: atHome, stops: number, busy: undefined };
}

function moreFrames(state: ViewState, stop: number, more: readonly DebugProtocol.StackFrame[]): ViewState {
  const { paused, edited } = state;
  if (paused?.number !== stop) return state;
  const frames = [...paused.frames, ...presentFrames(more, edited)];
  return { ...state, paused: { ...paused, frames, startedFrames: [...paused.startedFrames, ...more] } };
}

/** The text was edited under the program: what is shown of it goes with its lines. */
function edit(state: ViewState, change: TextEdit): ViewState {
  // What is ending does not care any more.
  if (!isActive(state) || state.execution === 'stopping') return state;
  const { paused, breakpoints } = state;
  const edited = afterEdit(state.edited ?? unchangedLines, change);
  return {
    ...state,
    edited,
    paused: paused && { ...paused, frames: presentFrames(paused.startedFrames, edited, paused.frames) },
    breakpoints: state.edited ? breakpoints : list.keepStartedLines(breakpoints),
  };
}

function resume(state: ViewState): ViewState {
  if (state.execution !== 'paused') return state;
  // A step is shown as a pause until it takes long: what has asked meanwhile is the program.
  const input = state.input && { ...state.input, evaluated: false };
  return { ...state, execution: 'running', paused: undefined, input };
}

function notRunning(state: ViewState, execution: Execution): ViewState {
  return {
    ...state,
    execution,
    paused: undefined,
    input: undefined,
    busy: undefined,
    edited: undefined,
    breakpoints: list.forgetAnswers(state.breakpoints),
  };
}
