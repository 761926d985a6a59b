/**
 * Which frames of two stops are one call, so that a value is only said to have changed where it is that of one variable.
 *
 * The adapter gives a frame a number for one stop. From one stop of a thread to its next, a call goes on where the same
 * function stands at the same depth, nothing below it has moved, and it has not begun anew: execution only gets back to
 * where it was through a loop, or else in another call.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { isLabel, type Pause, taskReason } from './pause.ts';

/** The text of a file, as it is shown. */
type TextOf = (path: string) => string | undefined;

interface Call {
  readonly id: number;
  readonly of: string;
  /** On the text that was started. */
  readonly line: number;
  readonly column: number;
}

/** The calls of a thread at one stop, by their depth from the bottom. */
interface Seen {
  readonly stop: number;
  readonly frames: number;
  readonly calls: ReadonlyMap<number, Call>;
  readonly before: ReadonlyMap<number, Call>;
}

/** A frame with where it stands. */
interface Placed {
  readonly depth: number;
  readonly shown: DebugProtocol.StackFrame;
  readonly call: Omit<Call, 'id'>;
}

/** Why the program stops although what is next may be elsewhere, or the same, without a loop. */
const mayStay: ReadonlySet<string> = new Set(['step', 'goto', 'exception', 'pause', taskReason]);

/** Numbers calls. It has to see every stop. */
export class Calls {
  private readonly threads = new Map<number, Seen>();
  private latest = 0;

  constructor(private readonly textOf: TextOf) {}

  /** Takes note of the stops of all threads. */
  see(pauses: ReadonlyMap<number, Pause>): void {
    for (const pause of pauses.values()) {
      const seen = this.threads.get(pause.threadId);
      if (seen?.stop === pause.number && seen.frames === pause.frames.length) continue;
      const isSameStop = seen?.stop === pause.number;
      const before = (isSameStop ? seen.before : seen?.calls) ?? new Map<number, Call>();
      const calls = this.compared(pause, before, isSameStop ? seen.calls : undefined);
      this.threads.set(pause.threadId, { stop: pause.number, frames: pause.frames.length, calls, before });
    }
  }

  /** The number of the call that a frame of a stop is of; none for frames that are over. */
  idOf(pause: Pause, frameId: number): number | undefined {
    const placed = placedFrames(pause).find(({ shown }) => shown.id === frameId);
    return placed && this.threads.get(pause.threadId)?.calls.get(placed.depth)?.id;
  }

  private compared(
    pause: Pause,
    before: ReadonlyMap<number, Call>,
    known: ReadonlyMap<number, Call> | undefined,
  ): ReadonlyMap<number, Call> {
    const placed = placedFrames(pause);
    const anew = this.begunAnew(pause, placed, before);
    const calls = new Map<number, Call>();
    let isOther = false;
    for (const { depth, call } of placed.toReversed()) {
      const old = before.get(depth);
      isOther ||= old === undefined || old.of !== call.of || anew.has(depth);
      const same = isOther ? known?.get(depth) : old;
      calls.set(depth, { ...call, id: same?.id ?? ++this.latest });
      // Who has gone on has left what he called.
      isOther ||= old?.line !== call.line || old.column !== call.column;
    }
    return calls;
  }

  /** The depths at which a call got back to where it was, or before that, without a loop. */
  private begunAnew(
    { reason }: Pause,
    placed: readonly Placed[],
    before: ReadonlyMap<number, Call>,
  ): ReadonlySet<number> {
    const anew = new Set<number>();
    for (const { depth, shown, call } of placed) {
      const old = before.get(depth);
      if (old?.of !== call.of) continue;
      const isTop = depth === placed[0]?.depth;
      const moved = call.line - old.line || call.column - old.column;
      const isAgain = isTop && !before.has(depth + 1) ? !mayStay.has(reason) : anew.has(depth + 1);
      const isBack = moved < 0 && (!isTop || !mayStay.has(reason));
      if ((isBack || (moved === 0 && isAgain)) && !mayRepeat(shown, this.textOf)) anew.add(depth);
    }
    return anew;
  }
}

/** The frames that are not over, the innermost first. */
function placedFrames({ frames, startedFrames, totalFrames }: Pause): readonly Placed[] {
  const end = frames.findIndex(isLabel);
  const count = end < 0 ? totalFrames : end;
  return frames.slice(0, end < 0 ? undefined : end).map((shown, index) => {
    const { name, source, line, column } = startedFrames[index] ?? shown;
    return { depth: count - index, shown, call: { of: `${source?.path} ${name}`, line, column } };
  });
}

/** Whether a call can get to a line twice: within a loop. What is in no function runs once; of a text that is not known it may. */
function mayRepeat({ name, line, source }: DebugProtocol.StackFrame, textOf: TextOf): boolean {
  if (name.endsWith('<lambda>')) return false;
  const text = textOf(source?.path ?? '');
  if (text === undefined || name.endsWith('>')) return true;
  const lines = text.split(/\r?\n/).slice(0, line);
  let indent = Number.POSITIVE_INFINITY;
  for (const each of lines.reverse()) {
    const [, space = '', word = ''] = each.match(/^(\s*)(?:async\s+)?(\w*)/) ?? [];
    if (each.trim() === '' || space.length >= indent) continue;
    indent = space.length;
    if (word === 'for' || word === 'while') return true;
    if (word === 'def') return false;
  }
  return true;
}
