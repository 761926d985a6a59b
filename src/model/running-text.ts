/**
 * The texts that a program runs, as far as they are not those that are shown: how files were edited since the start, and
 * how an edited text becomes the one that runs (`dapper/hotReload`), with what was said of that.
 *
 * A text is taken over when the adapter says that the file has changed (`loadedSource`), which comes before all that it
 * says in lines of the new text; what was edited since the text was sent is then what was edited since the start.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { FailureBody, HotReloadBody, SyntaxErrorBody } from '../protocol/index.ts';
import { type Breakpoint, keepStartedLines, type Place, withoutStartedLines } from './breakpoint-list.ts';
import {
  afterEdit,
  type Edits,
  isAsStarted,
  type LineMap,
  originOf,
  presentLine,
  type TextEdit,
  unchangedLines,
} from './line-map.ts';
import { type Pause, presentFrames } from './pause.ts';
import { changeStops, type ThreadStops } from './thread-stops.ts';

/** Why a program did not compile, and the file in which that is. */
export type ProgramSyntaxError = SyntaxErrorBody & { readonly path: string };

/** The exception that ended a program, and the file that it came through. */
export type ProgramFailure = FailureBody & { readonly path: string };

/** A text that was sent, and is not in use yet. */
export interface Reloading {
  readonly path: string;
  /** How the file was edited since it was sent. */
  readonly edited: LineMap | undefined;
  /** The program has the new text; where its breakpoints are is still being asked. */
  readonly isTaken: boolean;
}

/** A call that goes on in its former code, in a line of the text that runs. */
export interface FormerCall extends Partial<Place> {
  readonly name: string;
}

/** What became of a text that was sent. */
export interface ReloadReport {
  readonly path: string;
  readonly answer: HotReloadBody;
  readonly calls: readonly FormerCall[];
}

export interface Reloads {
  readonly reloading: Reloading | undefined;
  /** The last one, until it is dismissed or the program ends. */
  readonly reload: ReloadReport | undefined;
}

export const noReloads: Reloads = { reloading: undefined, reload: undefined };

/** Call stacks as they are by now, by the numbers of their stops. */
export type RenewedStacks = ReadonlyMap<number, readonly DebugProtocol.StackFrame[]>;

export type ReloadAction =
  | { readonly type: 'reloadSent'; readonly path: string }
  /** The program has the text; the call stacks are asked for anew. */
  | { readonly type: 'reloadTaken'; readonly path: string }
  | { readonly type: 'stacksRenewed'; readonly stacks: RenewedStacks }
  | { readonly type: 'reloadAnswered'; readonly report: ReloadReport }
  | { readonly type: 'reloadFailed' }
  | { readonly type: 'reloadDismissed' };

/** What of the state a text concerns. */
interface Texts extends Reloads, ThreadStops {
  readonly edits: Edits;
  readonly breakpoints: readonly Breakpoint[];
  readonly syntaxError: ProgramSyntaxError | undefined;
  readonly failure: ProgramFailure | undefined;
}

const actions: ReadonlySet<string> = new Set<ReloadAction['type']>([
  'reloadSent',
  'reloadTaken',
  'stacksRenewed',
  'reloadAnswered',
  'reloadFailed',
  'reloadDismissed',
]);

export function isReloadAction(action: { readonly type: string }): action is ReloadAction {
  return actions.has(action.type);
}

export function reduceReload<State extends Texts>(state: State, action: ReloadAction): State {
  switch (action.type) {
    case 'reloadSent':
      return { ...state, reload: undefined, reloading: { path: action.path, edited: undefined, isTaken: false } };
    case 'reloadTaken':
      return takeOver(state, action.path);
    case 'stacksRenewed':
      return changeStops(state, (pause) => {
        const started = action.stacks.get(pause.number);
        if (!started) return pause;
        return { ...pause, startedFrames: started, frames: presentFrames(started, state.edits) };
      });
    case 'reloadAnswered': {
      if (!state.reloading) return state;
      const { path, answer } = action.report;
      // In a text that was edited since, it is elsewhere, or fixed.
      const isPlaced = answer.syntaxError && !state.reloading.edited;
      const syntaxError = isPlaced && answer.syntaxError ? { ...answer.syntaxError, path } : state.syntaxError;
      return { ...state, reloading: undefined, reload: action.report, syntaxError };
    }
    case 'reloadFailed':
      return { ...state, reloading: undefined };
    case 'reloadDismissed':
      return { ...state, reload: undefined };
  }
}

/** A file was edited under the program: what is shown of it goes with its lines. */
export function editText<State extends Texts>(state: State, path: string, change: TextEdit): State {
  const { breakpoints, reloading } = state;
  const before = state.edits.get(path);
  const edited = editedBy(before, change);
  const edits = withEdits(state.edits, path, edited);
  const moved = changeStops(state, (pause) => ({
    ...pause,
    frames: presentFrames(pause.startedFrames, edits, edited ? pause.frames : asStarted(pause, path)),
  }));
  const isSent = reloading?.path === path && !reloading.isTaken;
  const startedLines = edited ? keepStartedLines : withoutStartedLines;
  return {
    ...moved,
    edits,
    breakpoints: edited && before ? breakpoints : startedLines(breakpoints, path),
    reloading: isSent ? { ...reloading, edited: editedBy(reloading.edited, change) } : reloading,
  };
}

/** How a text differs after a further edit; `undefined` if it is again what it was: that was undone, say. */
function editedBy(before: LineMap | undefined, change: TextEdit): LineMap | undefined {
  const edited = afterEdit(before ?? unchangedLines, change);
  return isAsStarted(edited, change.after) ? undefined : edited;
}

function withEdits(edits: Edits, path: string, edited: LineMap | undefined): Edits {
  const all = new Map(edits);
  if (edited) all.set(path, edited);
  else all.delete(path);
  return all;
}

/** The frames of `pause` with those of a file where they were at the start. */
function asStarted({ frames, startedFrames }: Pause, path: string): readonly DebugProtocol.StackFrame[] {
  return frames.map((frame, index) => (frame.source?.path === path ? (startedFrames[index] ?? frame) : frame));
}

/** What is wrong in a file is not known any more when its text is another one. */
export function withoutProblemsOf<State extends Texts>(state: State, path: string): State {
  const { syntaxError, failure } = state;
  if (syntaxError?.path !== path && failure?.path !== path) return state;
  return {
    ...state,
    syntaxError: syntaxError?.path === path ? undefined : syntaxError,
    failure: failure?.path === path ? undefined : failure,
  };
}

/**
 * Whether what the adapter says of a breakpoint by an event is to wait: where it moves those of a new text is its guess,
 * and the lines that they have followed in the editor are asked for next.
 */
export function isBeingPlaced({ reloading, breakpoints }: Texts, id: number | undefined): boolean {
  if (!reloading?.isTaken) return false;
  return breakpoints.some((breakpoint) => breakpoint.id === id && breakpoint.path === reloading.path);
}

/** Whether a text of the file was sent of which it is not known yet whether it is the one that runs. */
export function isUndecided({ reloading }: Reloads, path: string): boolean {
  return reloading?.path === path && !reloading.isTaken;
}

/** The text that was sent is the one that runs. */
function takeOver<State extends Texts>(state: State, path: string): State {
  const { reloading } = state;
  if (reloading?.path !== path || reloading.isTaken) return state;
  const { edited } = reloading;
  const edits = withEdits(state.edits, path, edited);
  const breakpoints = withoutStartedLines(state.breakpoints, path).map((breakpoint) =>
    edited && breakpoint.path === path
      ? { ...breakpoint, startedLine: originOf(edited, breakpoint.line) ?? null }
      : breakpoint,
  );
  // Until the call stacks have come anew, the lines that are shown are those of the new text.
  const moved = changeStops(state, (pause) => ({
    ...pause,
    startedFrames: pause.frames.map((frame) =>
      edited && frame.source?.path === path ? { ...frame, line: originOf(edited, frame.line) ?? frame.line } : frame,
    ),
  }));
  return { ...moved, edits, breakpoints, reloading: { ...reloading, edited: undefined, isTaken: true } };
}

/** Where a place of the text that runs is in the text that is shown, if it is there. */
export function presentPlace(edits: Edits, { path, line }: Place): Place | undefined {
  const map = edits.get(path);
  const present = map ? presentLine(map, line) : line;
  return present === undefined ? undefined : { path, line: present };
}
