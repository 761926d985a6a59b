/** A thread in which the debugger's worker runs, whatever the platform calls it. */
import type { Endpoint } from 'comlink';

export interface WorkerHandle {
  /** Where Comlink talks to the worker. */
  readonly endpoint: Endpoint;
  /** Ends the thread at once, whatever it does. */
  terminate(): void;
  /** Called if the thread ends by itself, with what is known about why. */
  onDeath: ((reason: string) => void) | null;
  /** Whether the thread may end without `onDeath` being called, as those of browsers do that close themselves. */
  readonly mayEndSilently?: boolean;
  /** Called when anything comes over `endpoint`, where that could be a flood. */
  onTraffic?: (() => void) | null;
}

/** Starts a thread. */
export type WorkerFactory = () => WorkerHandle;
