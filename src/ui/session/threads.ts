/** The threads of the program: where one that has stopped stands, and which one to ask for when none was named. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { StoppedThread } from '../../model/thread-stops.ts';
import type { Command, Requests } from '../../protocol/index.ts';

/** How many frames of the call stack are asked for at once. */
export const framePage = 50;

type Request = <C extends Command>(command: C, args: Requests[C]['arguments']) => Promise<Requests[C]['body']>;

export class Threads {
  private readonly request: Request;
  /** The newest stop of each thread whose call stack is being asked for. */
  private readonly asked = new Map<number, symbol>();
  /** The thread that stopped last, or the program's first. */
  private known: number | undefined;

  constructor(request: Request) {
    this.request = request;
  }

  /** A thread of the program: any will do to pause it. @throws RequestError, and an `Error` where there is none. */
  async any(): Promise<number> {
    if (this.known === undefined) {
      const { threads } = await this.request('threads', {});
      this.known = threads[0]?.id;
    }
    if (this.known === undefined) throw new Error('The program has no thread that could be paused.');
    return this.known;
  }

  /** Asks where a thread that has stopped stands; `undefined` if that is over before the answer comes. */
  async placeOf(stopped: DebugProtocol.StoppedEvent['body']): Promise<StoppedThread | undefined> {
    const threadId = stopped.threadId ?? (await this.any());
    const asked = Symbol('stop');
    this.known = threadId;
    this.asked.set(threadId, asked);
    const [stack, exception] = await Promise.all([
      this.request('stackTrace', { threadId, startFrame: 0, levels: framePage }),
      stopped.reason === 'exception' ? this.request('exceptionInfo', { threadId }) : undefined,
    ]);
    if (this.asked.get(threadId) !== asked) return undefined;
    this.asked.delete(threadId);
    const frames = stack.stackFrames;
    return { stopped: { ...stopped, threadId }, frames, totalFrames: stack.totalFrames ?? frames.length, exception };
  }

  /** A thread has begun. */
  started(threadId: number): void {
    this.known ??= threadId;
  }

  /** A thread runs again, or all do: stops of which the place is still being asked for are over. */
  resumed(threadId?: number): void {
    if (threadId === undefined) this.asked.clear();
    else this.asked.delete(threadId);
  }

  /** A thread has ended. */
  exited(threadId: number): void {
    this.resumed(threadId);
    if (this.known === threadId) this.known = undefined;
  }

  /** The program is over, or another one starts. */
  forget(): void {
    this.asked.clear();
    this.known = undefined;
  }
}
