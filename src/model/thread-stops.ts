/**
 * The stops of a program's threads, and which of them is shown.
 *
 * A thread that stands has a stop of its own in `pauses`. The one that is shown, `paused`, is among them: that of the
 * thread that stopped last, or that a person has chosen. Of a thread that stands only because all do, nothing is known
 * until it stops itself or is chosen.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ExceptionInfoBody, StoppedBody } from '../protocol/index.ts';
import type { Edits } from './line-map.ts';
import { homeFrame, type Pause, presentFrames } from './pause.ts';

export interface ThreadStops {
  /** The stop of each thread that stands, by the thread's id. */
  readonly pauses: ReadonlyMap<number, Pause>;
  /** The stop that is shown. */
  readonly paused: Pause | undefined;
  /** How many stops there were; the `number` of the latest. */
  readonly stops: number;
}

/** A stop of a thread, with its call stack as far as it was asked for. */
export interface StoppedThread {
  readonly stopped: StoppedBody & { readonly threadId: number };
  readonly frames: readonly DebugProtocol.StackFrame[];
  readonly totalFrames: number;
  readonly exception?: ExceptionInfoBody | undefined;
}

/** Before any thread has stopped. */
export const noStops: ThreadStops = { pauses: new Map(), paused: undefined, stops: 0 };

/** A thread has stopped. It is shown, unless the adapter hints that the focus should stay. */
export function stopThread(
  state: ThreadStops,
  { stopped, exception, ...stack }: StoppedThread,
  edits: Edits,
): ThreadStops {
  const { threadId, reason, description, text, task, hitBreakpointIds = [], preserveFocusHint } = stopped;
  const number = state.stops + 1;
  const pause: Pause = {
    number,
    reason,
    description,
    text,
    task,
    threadId,
    hitBreakpointIds,
    frames: presentFrames(stack.frames, edits),
    startedFrames: stack.frames,
    totalFrames: stack.totalFrames,
    frameId: undefined,
    exception,
  };
  const atHome = { ...pause, frameId: homeFrame(pause)?.id };
  const { paused } = state;
  const isKept = preserveFocusHint && paused && paused.threadId !== threadId;
  return {
    pauses: new Map(state.pauses).set(threadId, atHome),
    paused: isKept ? paused : atHome,
    stops: number,
  };
}

/** Another of the threads that stand is shown. */
export function showThread<State extends ThreadStops>(state: State, threadId: number): State {
  const paused = state.pauses.get(threadId);
  return paused === undefined || paused === state.paused ? state : { ...state, paused };
}

/** The stops for which `isOver` holds are over; `state` itself if there is none. */
export function endStops(state: ThreadStops, isOver: (pause: Pause) => boolean): ThreadStops {
  const left = [...state.pauses.values()].filter((pause) => !isOver(pause));
  if (left.length === state.pauses.size) return state;
  const pauses = new Map(left.map((pause) => [pause.threadId, pause]));
  const latest = left.reduce<Pause | undefined>((a, b) => (a && a.number > b.number ? a : b), undefined);
  const { paused, stops } = state;
  return { pauses, paused: (paused && pauses.get(paused.threadId)) ?? latest, stops };
}

/** Each stop as `change` makes it. */
export function changeStops<State extends ThreadStops>(state: State, change: (pause: Pause) => Pause): State {
  const pauses = new Map([...state.pauses].map(([threadId, pause]) => [threadId, change(pause)]));
  return { ...state, pauses, paused: state.paused && pauses.get(state.paused.threadId) };
}

/** More frames of the stack of a stop, as it was counted, have come. */
export function addFrames<State extends ThreadStops>(
  state: State,
  stop: number,
  more: readonly DebugProtocol.StackFrame[],
  edits: Edits,
): State {
  if (![...state.pauses.values()].some(({ number }) => number === stop)) return state;
  return changeStops(state, (pause) => {
    if (pause.number !== stop) return pause;
    const frames = [...pause.frames, ...presentFrames(more, edits)];
    return { ...pause, frames, startedFrames: [...pause.startedFrames, ...more] };
  });
}
