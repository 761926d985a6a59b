/** A stop as the page shows it. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ExceptionInfoBody } from '../protocol/index.ts';
import { type Edits, presentLine } from './line-map.ts';
import { inEnglish, type Localize } from './localize.ts';

/** The reason of what is no stop of its own: a task that waits, which a person looks at. */
export const taskReason = 'task';

/** Why and where a thread is paused. */
export interface Pause {
  /** Differs between any two stops of a page's life, so that panels know when to ask anew. */
  readonly number: number;
  readonly reason: string;
  readonly description?: string | undefined;
  readonly text?: string | undefined;
  /** Where there are several tasks of asyncio, the one that it is about. */
  readonly task?: string | undefined;
  readonly threadId: number;
  readonly hitBreakpointIds: readonly number[];
  /** On the lines of the present text. */
  readonly frames: readonly DebugProtocol.StackFrame[];
  /** The same on the lines of the text that was started. */
  readonly startedFrames: readonly DebugProtocol.StackFrame[];
  /** How many frames there are; more than `frames.length` while the rest was not asked for. */
  readonly totalFrames: number;
  readonly frameId: number | undefined;
  readonly exception?: ExceptionInfoBody | undefined;
}

/** The frame that was stopped in, as opposed to the selected one. */
export function topFrame(paused: Pause | undefined): DebugProtocol.StackFrame | undefined {
  return paused?.frames[0];
}

/** Whether it is no frame but says which frames follow: those of the cause of an exception. */
export function isLabel({ presentationHint }: DebugProtocol.StackFrame): boolean {
  return presentationHint === 'label';
}

/** Why a program stops where the person has sent it, or has it wait; elsewhere whose code it is comes by chance. */
const sought: ReadonlySet<string> = new Set([
  'step',
  'breakpoint',
  'function breakpoint',
  'instruction breakpoint',
  'goto',
  'entry',
]);

/**
 * The frame that a stop is shown in first: the innermost of the person's own code, or else the innermost. Where a step
 * or a breakpoint has led into a library it is the innermost.
 */
export function homeFrame(paused: Pause | undefined): DebugProtocol.StackFrame | undefined {
  const frames = paused?.frames ?? [];
  if (paused && sought.has(paused.reason)) return frames[0];
  // Behind a label are the frames of another exception, which are over.
  const end = frames.findIndex(isLabel);
  const now = end < 0 ? frames : frames.slice(0, end);
  return now.find((frame) => frame.presentationHint !== 'subtle') ?? frames[0];
}

/** The column of what is next, where something else stands before it on its line. */
export function nextColumn({ reason, frames: [top] }: Pause): number | undefined {
  if (reason === 'exception' || reason === taskReason || top?.endColumn === undefined) return undefined;
  return top.column;
}

/** Whether the stop is at an exception that has left the program: there is nothing to step through any more. */
export function endsProgram(paused: Pause | undefined): boolean {
  return paused?.reason === 'exception' && paused.exception?.hasLeftProgram === true;
}

/** What Continue does at an exception that ends the program; `undefined` where the program may go on. */
export function nextAtException(paused: Pause, localize: Localize = inEnglish): string | undefined {
  if (endsProgram(paused)) return localize('Nothing is left to step through: Continue ends the program.');
  if (paused.exception?.breakMode !== 'unhandled') return undefined;
  if (paused.task !== undefined)
    return localize('Nothing will handle it: Continue ends the program, or only reports it if nobody awaits the task.');
  return localize('Nothing will handle it: Continue runs its clean-up and ends the program.');
}

/** Whether the line of a frame of `paused` is not in the text any more that its file has now. */
export function isLineGone({ startedFrames }: Pause, { id, source }: DebugProtocol.StackFrame, edits: Edits): boolean {
  const edited = edits.get(source?.path ?? '');
  const started = startedFrames.find((frame) => frame.id === id);
  return edited !== undefined && started !== undefined && presentLine(edited, started.line) === undefined;
}

/** `started` with frames of edited files on lines of the present text; where there is none, as they were `shown`. */
export function presentFrames(
  started: readonly DebugProtocol.StackFrame[],
  edits: Edits,
  shown = started,
): readonly DebugProtocol.StackFrame[] {
  return started.map((frame, index) => {
    const old = shown[index] ?? frame;
    const edited = edits.get(frame.source?.path ?? '');
    if (!edited) return old;
    // Columns are of the text that was started.
    const { endLine: _, endColumn: __, ...rest } = { ...old, column: 1 };
    return { ...rest, line: presentLine(edited, frame.line) ?? old.line };
  });
}
