/** What Comlink carries between client and worker while nobody is blocked. Everything else goes over the channel. */
import type { ChannelEndpoint } from './channel.ts';

/** How to boot. */
export interface BootOptions {
  readonly endpoint: ChannelEndpoint;
  /** Where `pyodide/` and `dapper-hook.so` are; ends in a slash. Node's worker finds its files by itself. */
  readonly base: string;
  /** The folder of another Pyodide than the one below `base`; ends in a slash. */
  readonly pyodide?: string | undefined;
  /** The lock that reports the worker's end (see `holdLife`); absent where the platform reports it. */
  readonly life?: string;
  /** The interpreter's module, if a worker of the same page has compiled it. */
  readonly interpreter?: WebAssembly.Module | undefined;
  /** Whether such a worker has made the module's machine code fast, which all workers of a page share. */
  readonly isWarm?: boolean;
  /** Whether a boot before this one has failed: what the browser has kept of the files may be why. */
  readonly isRetry?: boolean;
}

/** The calls. */
export interface WorkerApi {
  /**
   * Boots Python and opens the channel. Settles when requests are served.
   *
   * @returns the interpreter's module, for later workers; undefined where each finds it by itself.
   */
  boot(options: BootOptions): Promise<WebAssembly.Module | undefined>;
  /** Settles when the interpreter is no longer warmed up after its boot: whether its machine code is fast now. */
  warmed(): Promise<boolean>;
}
