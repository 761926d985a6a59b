import type { Abilities, ChannelEndpoint, ClientChannel, WorkerChannel } from '../channel.ts';

/** What a transport is tried with. */
export interface CapabilityScope {
  readonly SharedArrayBuffer?: unknown;
  /** Absent where isolation is not a thing, as in Node. */
  readonly crossOriginIsolated?: boolean;
  readonly WebAssembly?: object;
  /** Absent where there are no service workers. */
  readonly relay?: RelaySite;
  /** Why the worker shares neither memory nor a service worker with the client, in half a sentence; absent where it may. */
  readonly apart?: string;
}

/** A service worker that can carry messages (see relay.ts), and how to get it. */
export interface RelaySite {
  /** Where requests go to. */
  readonly url: string;
  /** Puts the service worker in place. @returns what prevents that, in half a sentence; undefined if nothing does. */
  register(): Promise<string | undefined>;
  /** Puts its newest release in place; like `register`. */
  renew(): Promise<string | undefined>;
  /**
   * Starts a worker that opens its end of a channel, blocks for a message, and sends that back.
   *
   * @param failed - Called if it cannot be started.
   * @returns what ends it.
   */
  startTrial(endpoint: ChannelEndpoint, failed: () => void): () => void;
  /** Has the service worker take over what it does not serve though it should. */
  recover(): Promise<void>;
}

/** The client's end of a new channel, and what the worker needs to open its own. */
export interface OpenedChannel {
  readonly channel: ClientChannel;
  readonly endpoint: ChannelEndpoint;
}

/** What a channel is opened with. */
export interface ChannelOptions {
  /** Bytes of what the inbox holds, where that is limited. */
  readonly size?: number;
  readonly relay?: RelaySite | undefined;
}

/** One way for the worker to wait for its client. */
export interface Transport {
  readonly name: string;
  readonly abilities: Abilities;
  /** What makes it possible, in half a sentence; absent for the one that needs nothing. */
  readonly merit?: string;
  /** Whether Python's worker must be one that the service worker controls, so that it can only be started after that. */
  readonly needsControl?: boolean;
  /** Tries it. @returns why it cannot be used in `scope`, in half a sentence; undefined if it can. */
  lack(scope: CapabilityScope): Promise<string | undefined>;
  openClient(options: ChannelOptions): OpenedChannel;
  openWorker(endpoint: ChannelEndpoint): WorkerChannel;
}
