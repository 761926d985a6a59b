/** What Comlink carries between the client and the worker while nobody is blocked. Everything else goes over the channel. */
import type { ChannelEndpoint } from './channel.ts';

/** How to boot. */
export interface BootOptions {
  readonly endpoint: ChannelEndpoint;
  /** Where `pyodide/` and `dapper-hook.so` are; ends in a slash. Node's worker finds its files by itself. */
  readonly base: string;
  /** The lock that tells of the worker's end (see `holdLife`); absent where the platform tells. */
  readonly life?: string;
}

/** The calls. */
export interface WorkerApi {
  /** Boots Python and opens the channel. Settles when requests are served. */
  boot(options: BootOptions): Promise<void>;
}
