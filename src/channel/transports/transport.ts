import type { Abilities, ChannelEndpoint, ClientChannel, WorkerChannel } from '../channel.ts';

/** The parts of the global scope that tell what can be used. */
export interface CapabilityScope {
  readonly SharedArrayBuffer?: unknown;
  /** Absent where isolation is not a thing, as in Node. */
  readonly crossOriginIsolated?: boolean;
  readonly WebAssembly?: object;
}

/** The client's end of a new channel, and what the worker needs to open its own. */
export interface OpenedChannel {
  readonly channel: ClientChannel;
  readonly endpoint: ChannelEndpoint;
}

/** One way for the worker to wait for its client. */
export interface Transport {
  readonly name: string;
  readonly abilities: Abilities;
  /** What makes it possible, in half a sentence; absent for the one that needs nothing. */
  readonly merit?: string;
  /** Why it cannot be used in `scope`, in half a sentence; undefined if it can. */
  lack(scope: CapabilityScope): string | undefined;
  /** @param size - Bytes of what the inbox holds, where that is limited. */
  openClient(size?: number): OpenedChannel;
  openWorker(endpoint: ChannelEndpoint): WorkerChannel;
}
