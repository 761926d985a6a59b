/** What a user interface, an editor's bridge or a script sees of a debug session. */
import type { TransportChoice } from '../channel/index.ts';
import type { Events, FrameEvalStatusBody, HealthCheck, Requests, SourceFile } from '../protocol/index.ts';
import type { RestartChanges, StartObserver } from './start.ts';

export type { SourceFile };

/** Removes an event listener. */
export type Unsubscribe = () => void;

/** A typed DAP client. */
export interface Connection {
  /**
   * Sends a request.
   *
   * @param signal - Cancels the request, if its answer has not come yet.
   * @returns the body of the response.
   * @throws RequestError with a sentence for a person, if the answer is no or the worker dies first; "cancelled" is the
   * answer to a request that was cancelled.
   */
  request<C extends keyof Requests>(
    command: C,
    args: Requests[C]['arguments'],
    signal?: AbortSignal,
  ): Promise<Requests[C]['body']>;
  /** Calls `handler` with the body of every `event`, in order. */
  on<E extends keyof Events>(event: E, handler: (body: Events[E]) => void): Unsubscribe;
  /** Ends the session; what is pending is rejected. */
  dispose(): void;
}

/**
 * Where the session's worker is. `booting` → `ready` → `active` (a program was launched) → `ended`; `dead` when the
 * worker was ended or failed. From `ended` and `dead`, `prepare` and `restart` lead back to `booting`.
 */
export type SessionPhase = 'booting' | 'ready' | 'active' | 'ended' | 'dead';

/** A session that outlives its workers: it boots at once, and can restart after a program's end or a worker's death. */
export interface DebugSession extends Connection {
  /** Settles when the present worker has booted, rejects if it cannot; a new promise after `prepare` and `restart`. */
  readonly ready: Promise<void>;
  readonly phase: SessionPhase;
  /** How the worker waits for the client, and why. */
  readonly transport: TransportChoice;
  /** How many messages of the present worker were dropped, because only its program can have sent them. */
  readonly strayMessages: number;
  /** Calls `handler` with every event whatever its name. */
  onAny(handler: (event: string, body: unknown) => void): Unsubscribe;
  /**
   * Makes the worker untouched, so that the client can start over with `initialize`, and puts `files` in place. A
   * worker that was used is replaced by a fresh one (one booted ahead, if there is); a program under way is ended.
   */
  prepare(files: readonly SourceFile[]): Promise<void>;
  /**
   * Replaces the worker by a fresh one, and starts the program there as it was started last (see `startProgram`): with
   * its files, and breakpoints and filters as they were set last, but for `changes`. Breakpoints keep their numbers. A
   * program under way is ended at once, without a `terminated`.
   *
   * @param signal - Calls the restart off, as it does a start.
   * @throws RequestError if no program was launched before, or the adapter refuses a request.
   */
  restart(changes?: RestartChanges, observer?: StartObserver, signal?: AbortSignal): Promise<void>;
  /**
   * Boots a fresh worker in place of the present one, whatever state that is in; a program under way is ended. Settles
   * when it has booted, rejects if it cannot.
   */
  reboot(): Promise<void>;
  /**
   * A number that no breakpoint has had, for a client that shows one before it is set: it keeps it, if it is set with
   * it (`id` in `setBreakpoints`).
   */
  newBreakpointId(): number;
  /** What frame evaluation does, and what it has counted. */
  frameEvalStatus(): Promise<FrameEvalStatusBody>;
  /** Resets its counters and its telemetry. Returns what there is then. */
  frameEvalReset(): Promise<FrameEvalStatusBody>;
  /** Runs the checks of its health. */
  frameEvalHealth(): Promise<readonly HealthCheck[]>;
}
