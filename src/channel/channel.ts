/**
 * What crosses the two threads, as one interface for each side.
 *
 * Towards the worker everything goes through one ordered inbox; whether the worker is idle, running Python or blocked,
 * a message is read from the same place. Towards the client every message is posted to a port, because that works while
 * the worker is busy. The client acknowledges what it has dealt with, so that a worker that prints in a loop can wait
 * for it.
 */

/** What a transport can do. The rest of the program asks for this, and never for a transport's name. */
export interface Abilities {
  /** The worker's thread can be blocked until a message comes. */
  readonly block: boolean;
  /** Python's stack can be suspended until a message comes, while the worker's event loop turns. */
  readonly suspend: boolean;
  /** A message for a program that runs is seen without a turn of the event loop. */
  readonly interrupt: boolean;
}

/** The client's end. */
export interface ClientChannel {
  /** Puts `text` last into the worker's inbox. Never blocks. */
  post(text: string): void;
  /**
   * Called for each message of the worker, in order; it is acknowledged when the handler has returned. Returns whether
   * somebody waits for it, by a promise: they have it before the next one.
   */
  onMessage: ((text: string) => boolean) | null;
  /** Called once if the worker reports that it cannot go on. */
  onFailure: ((reason: string) => void) | null;
  /** Called for each message that no debugger sends, or that is too much; it is dropped. */
  onStray: (() => void) | null;
  /** Called when anything has come, before it is dealt with. */
  onTraffic: (() => void) | null;
  /** Called when the worker is about to take the lock that reports its end (see `holdLife`). */
  onLife: (() => void) | null;
  /** Asks for a sign of life, which an idle worker gives. */
  ping(): void;
  /** A number that changes with each sign of life of a worker that is idle or blocked. */
  beats(): number;
  /** Stops delivering in both directions. */
  close(): void;
}

/** The worker's end. */
export interface WorkerChannel {
  /** The transport's name, for a person. */
  readonly transport: string;
  readonly abilities: Abilities;
  /** The inbox's memory, if WebAssembly can read there whether a message waits (see `signal-bell.wat`). */
  readonly memory?: WebAssembly.Memory;
  /** Whether the inbox holds a message. Cheap: it is asked thousands of times a second. */
  pending(): boolean;
  /** To be awaited, while the event loop turns, before anything blocks. */
  prepare(): Promise<void>;
  /**
   * Asks for messages, on a transport that has to, unless it did so a moment ago. To be called every few milliseconds
   * while
   * Python runs: the transport knows how often it may hold the program up.
   */
  tend(): void;
  /** The next message, without waiting; null when there is none. */
  poll(): string | null;
  /**
   * Blocks the thread until a message is there or `milliseconds` (null: for ever) have passed.
   *
   * @throws Error if the transport cannot block.
   */
  block(milliseconds: number | null): void;
  /** Settles when a message is there or `milliseconds` (null: for ever) have passed. */
  arrival(milliseconds: number | null): Promise<void>;
  /** Called, from the event loop, after a message has arrived. */
  onArrival: (() => void) | null;
  /** Sends `text` to the client. Never blocks. */
  post(text: string): void;
  /** UTF-16 units posted and not yet acknowledged. */
  unacknowledged(): number;
  /** Blocks until something was acknowledged, a message came, or `milliseconds` passed; as `block`. */
  blockForAcknowledgement(milliseconds: number): void;
  /** Tells the client that this worker cannot go on. */
  fail(reason: string): void;
  /** Tells the client that its lock is held. */
  live(): void;
}

/** What the client gives to the worker at boot, so that it can open its end. */
export interface ChannelEndpoint {
  /** The transport's name. */
  readonly transport: string;
  readonly port: MessagePort;
  /** Shared with the client, by a transport that does. */
  readonly memory?: WebAssembly.Memory;
  /** Where the worker's requests go to, on a transport that makes any; it names this channel, and nobody can guess it. */
  readonly relay?: string;
}

/** What goes over the port. Those that carry nothing only make the other side look. */
export type PortMessage =
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'acknowledge'; readonly units: number }
  | { readonly kind: 'wake' }
  | { readonly kind: 'room' }
  | { readonly kind: 'news'; readonly newest: number }
  | { readonly kind: 'ping' }
  | { readonly kind: 'pong' }
  | { readonly kind: 'life' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'failure'; readonly reason: string };
