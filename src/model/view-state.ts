/**
 * What a debugger's user interface shows, as one immutable value, and the pure function that moves it on.
 *
 * Actions are of three kinds: DAP events as they came (`event`), answers to requests that the interface made, and what
 * the person did. Files are told apart by their paths, stops by their threads. A stop enters the state only together
 * with its call stack (`paused`), so that no one ever sees a "paused" without a "where".
 *
 * Invariant: `paused` is set exactly while `execution` is `'paused'`; `input` only while the program runs or is paused.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { FrameEvalStatusBody, ProgressBody, StateBody } from '../protocol/index.ts';
import { type AllBreakpoints, answerAll, hearOf, noBreakpoints, withoutAnswers } from './all-breakpoints.ts';
import { type BreakpointAction, reduceBreakpoints } from './breakpoint-actions.ts';
import { type DataBreakpointAction, isDataAction, reduceData } from './data-breakpoints.ts';
import {
  defaultFilters,
  type ExceptionFilter,
  type ExceptionLimits,
  filtersOf,
  noLimits,
} from './exception-filters.ts';
import type { FunctionBreakpoint } from './function-breakpoints.ts';
import type { InstructionBreakpoint } from './instruction-breakpoints.ts';
import { type Edits, presentLine, type TextEdit } from './line-map.ts';
import type { Pause } from './pause.ts';
import type { EventAction } from './reduced-events.ts';
import {
  editText,
  isBeingPlaced,
  isReloadAction,
  noReloads,
  type ProgramFailure,
  type ProgramSyntaxError,
  type ReloadAction,
  type Reloads,
  reduceReload,
  withoutProblemsOf,
} from './running-text.ts';
import {
  addFrames,
  changeStops,
  endStops,
  noStops,
  type StoppedThread,
  showThread,
  stopThread,
  type ThreadStops,
} from './thread-stops.ts';

/** Whether the debugger is attached to the program that runs. */
export type Mode = 'debug' | 'run';

/** What a step can be one of. */
export type Granularity = 'line' | 'instruction';

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
export interface ViewState extends ThreadStops, AllBreakpoints, Reloads {
  /** Why nothing can be debugged here, only run; absent where it can. */
  readonly hindrance: string | undefined;
  readonly execution: Execution;
  readonly mode: Mode;
  /** The path of the file that was started last. */
  readonly program: string | undefined;
  readonly boot: BootProgress;
  /** What was pressed before the boot was over and waits for it. */
  readonly queued: Mode | undefined;
  /** The program is inside one long call and cannot be paused just now; says which, if known. */
  readonly busy: string | undefined;
  /** What was entered at a stop is being evaluated, for longer than a moment. */
  readonly evaluating: boolean;
  /** Somebody waits for a line of input: the program, or an expression that is evaluated at a stop. */
  readonly input: InputWait | undefined;
  readonly exitCode: number | undefined;
  /** The program ended because the person stopped it. */
  readonly stopped: boolean;
  /** The program that was started last did not compile: nothing of it has run. */
  readonly compiled: boolean;
  /** Why it did not, or why an edited text cannot be reloaded; absent as soon as that file is edited. */
  readonly syntaxError: ProgramSyntaxError | undefined;
  /** The exception that ended the program, on the lines of the present text; absent as soon as that is edited. */
  readonly failure: ProgramFailure | undefined;
  /** Why the program could not be started, for a person. */
  readonly refusal: string | undefined;
  /** Why the worker is dead. */
  readonly death: string | undefined;
  /** How files were edited since the start of the program that runs, by path; without those that are as they were. */
  readonly edits: Edits;
  readonly filters: readonly ExceptionFilter[];
  readonly exceptionLimits: ExceptionLimits;
  readonly frameEvaluation: FrameEvaluation;
  /** What a step is one of. */
  readonly granularity: Granularity;
}

/** The state before anything happened. */
export const initialState: ViewState = {
  hindrance: undefined,
  execution: 'booting',
  mode: 'debug',
  program: undefined,
  boot: { step: 'download', label: 'Starting Python', done: 0, total: 0 },
  queued: undefined,
  busy: undefined,
  evaluating: false,
  input: undefined,
  ...noStops,
  exitCode: undefined,
  stopped: false,
  compiled: true,
  syntaxError: undefined,
  failure: undefined,
  refusal: undefined,
  death: undefined,
  ...noBreakpoints,
  edits: new Map(),
  ...noReloads,
  filters: defaultFilters,
  exceptionLimits: noLimits,
  frameEvaluation: {},
  granularity: 'line',
};

/** Everything that can move the state on. */
export type Action =
  | EventAction
  | { readonly type: 'booting' }
  | { readonly type: 'booted' }
  | { readonly type: 'queued'; readonly mode: Mode | undefined }
  | { readonly type: 'starting'; readonly mode: Mode; readonly program: string }
  | { readonly type: 'startFailed'; readonly reason: string }
  | { readonly type: 'started' }
  | { readonly type: 'stopping' }
  | { readonly type: 'left' }
  | { readonly type: 'died'; readonly reason: string }
  | { readonly type: 'busy'; readonly detail: string }
  | { readonly type: 'evaluating'; readonly evaluating: boolean }
  | { readonly type: 'moduleExplained'; readonly module: string; readonly advice: string }
  | ({ readonly type: 'paused' } & StoppedThread)
  | { readonly type: 'threadShown'; readonly threadId: number }
  | { readonly type: 'moreFrames'; readonly stop: number; readonly frames: readonly DebugProtocol.StackFrame[] }
  /** Stops are over, by their numbers; all if none is named. */
  | { readonly type: 'resumed'; readonly stops?: readonly number[] }
  | { readonly type: 'frameSelected'; readonly frameId: number }
  | { readonly type: 'capabilities'; readonly capabilities: DebugProtocol.Capabilities }
  | { readonly type: 'filterSwitched'; readonly id: string; readonly enabled: boolean }
  | { readonly type: 'exceptionsLimited'; readonly limits: ExceptionLimits }
  | { readonly type: 'functionsChanged'; readonly functions: readonly FunctionBreakpoint[] }
  | { readonly type: 'instructionsChanged'; readonly instructions: readonly InstructionBreakpoint[] }
  | { readonly type: 'granularityChosen'; readonly granularity: Granularity }
  | { readonly type: 'frameEvaluation'; readonly frameEvaluation: FrameEvaluation }
  | { readonly type: 'edited'; readonly path: string; readonly edit: TextEdit }
  | { readonly type: 'breakpointsAnswered'; readonly breakpoints: readonly DebugProtocol.Breakpoint[] }
  | DataBreakpointAction
  | ReloadAction
  | BreakpointAction;

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
        program: action.program,
        // Unless Python reports that it still has to boot.
        boot: { step: 'ready', label: '', done: 0, total: 0 },
        queued: undefined,
        exitCode: undefined,
        stopped: false,
        ...noError,
        frameEvaluation: {},
      };
    case 'startFailed':
      // The adapter may have said before that it is over.
      return state.execution === 'starting' || (state.execution === 'ended' && state.exitCode === undefined)
        ? { ...notRunning(state, 'ended'), refusal: action.reason }
        : state;
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
    case 'evaluating':
      return state.evaluating === action.evaluating ? state : { ...state, evaluating: action.evaluating };
    case 'moduleExplained':
      return state.failure?.missingModule === action.module
        ? { ...state, failure: { ...state.failure, description: action.advice } }
        : state;
    case 'paused':
      return pause(state, action);
    case 'threadShown':
      return showThread(state, action.threadId);
    case 'moreFrames':
      return addFrames(state, action.stop, action.frames, state.edits);
    case 'resumed':
      return resume(state, ({ number }) => action.stops?.includes(number) ?? true);
    case 'frameSelected': {
      const { paused } = state;
      if (!paused) return state;
      return changeStops(state, (pause) => (pause === paused ? { ...pause, frameId: action.frameId } : pause));
    }
    case 'capabilities':
      return { ...state, filters: filtersOf(action.capabilities, state.filters) };
    case 'filterSwitched':
      return {
        ...state,
        filters: state.filters.map((filter) =>
          filter.id === action.id ? { ...filter, enabled: action.enabled } : filter,
        ),
      };
    case 'exceptionsLimited':
      return { ...state, exceptionLimits: action.limits };
    case 'functionsChanged':
      return { ...state, functions: action.functions };
    case 'instructionsChanged':
      return { ...state, instructions: action.instructions };
    case 'granularityChosen':
      return state.granularity === action.granularity ? state : { ...state, granularity: action.granularity };
    case 'frameEvaluation':
      return { ...state, frameEvaluation: { ...state.frameEvaluation, ...action.frameEvaluation } };
    case 'breakpointsAnswered':
      return answerAll(state, action.breakpoints);
    case 'edited':
      return edit(withoutProblemsOf(state, action.path), action.path, action.edit);
    default: {
      if (isReloadAction(action)) return reduceReload(state, action);
      if (isDataAction(action)) return { ...state, dataBreakpoints: reduceData(state.dataBreakpoints, action) };
      const breakpoints = reduceBreakpoints(state.breakpoints, state.edits, action);
      return breakpoints === state.breakpoints ? state : { ...state, breakpoints };
    }
  }
}

const noError = { compiled: true, syntaxError: undefined, failure: undefined, refusal: undefined } as const;

/** Whether a program is under way, in whatever state. */
export function isActive(state: ViewState): boolean {
  return ['starting', 'running', 'paused', 'stopping'].includes(state.execution);
}

/** Whether what is written answers who waits for input: at a stop only what is evaluated there. */
export function isAsking({ input, execution }: ViewState): boolean {
  return input !== undefined && (execution !== 'paused' || input.evaluated);
}

/** Whether a program is under way that nobody has stopped. */
export function goesOn(state: ViewState): boolean {
  return isActive(state) && state.execution !== 'stopping';
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
      // The last word of a boot, and that it is over, come on two ways, of which either may be faster.
      return booting || (state.execution === 'ready' && action.body.step === 'ready')
        ? { ...state, boot: action.body }
        : state;
    }
    case 'continued': {
      const { threadId, allThreadsContinued = true } = action.body;
      return resume(state, (pause) => allThreadsContinued || pause.threadId === threadId);
    }
    case 'thread':
      return action.body.reason === 'exited'
        ? resume(state, ({ threadId }) => threadId === action.body.threadId)
        : state;
    case 'breakpoint':
      return isBeingPlaced(state, action.body.breakpoint.id) ? state : hearOf(state, action.body);
    case 'loadedSource': {
      const { reason, source } = action.body;
      return reason === 'changed' ? reduceReload(state, { type: 'reloadTaken', path: source.path ?? '' }) : state;
    }
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
    case 'dapper/syntaxError': {
      const { program: path } = state;
      // In a text that was edited since, it is elsewhere, or fixed.
      const isPlaced = path !== undefined && !state.edits.has(path);
      return { ...state, compiled: false, syntaxError: isPlaced ? { ...action.body, path } : undefined };
    }
    case 'dapper/failure': {
      const { program: path } = state;
      const edited = state.edits.get(path ?? '');
      const line = edited ? presentLine(edited, action.body.line) : action.body.line;
      return path === undefined || line === undefined ? state : { ...state, failure: { ...action.body, path, line } };
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

function pause(state: ViewState, { type: _, ...stop }: { readonly type: 'paused' } & StoppedThread): ViewState {
  if (!goesOn(state)) return state;
  return { ...state, ...stopThread(state, stop, state.edits), execution: 'paused', busy: undefined };
}

/** A file was edited under the program: what is shown of it goes with its lines. */
function edit(state: ViewState, path: string, change: TextEdit): ViewState {
  // What is ending does not care any more.
  return goesOn(state) ? editText(state, path, change) : state;
}

function resume(state: ViewState, isOver: (pause: Pause) => boolean): ViewState {
  const stops = endStops(state, isOver);
  if (state.execution !== 'paused' || stops === state) return state;
  // Another thread stands.
  if (stops.paused) return { ...state, ...stops };
  // A step is shown as a pause until it takes long: what has asked meanwhile is the program.
  const input = state.input && { ...state.input, evaluated: false };
  return { ...state, ...stops, execution: 'running', input };
}

function notRunning(state: ViewState, execution: Execution): ViewState {
  return {
    ...state,
    execution,
    ...noStops,
    stops: state.stops,
    input: undefined,
    busy: undefined,
    edits: new Map(),
    ...noReloads,
    ...withoutAnswers(state, execution !== 'stopping'),
  };
}
