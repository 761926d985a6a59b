/**
 * One worker from its start to its end: boots it, sends it requests and matches the responses.
 *
 * Invariant: every request ends, by its response or by the death of the worker; after `onDeath` nothing more happens.
 */
import * as Comlink from 'comlink';
import { type ClientChannel, openClientChannel, type TransportName, type WorkerApi } from '../channel/index.ts';
import {
  bootFailed,
  type DapError,
  type OutgoingMessage,
  type ProgressBody,
  RequestError,
  type RequestMessage,
  type ResponseMessage,
  workerDied,
} from '../protocol/index.ts';
import type { SourceFile } from './connection.ts';
import type { WorkerFactory, WorkerHandle } from './worker-handle.ts';

interface Pending {
  readonly command: string;
  resolve(body: unknown): void;
  reject(error: RequestError): void;
}

export class Engine {
  /** Settles when Python has booted. Rejects if it cannot. */
  readonly ready: Promise<void>;
  /** Called with every event, in order. */
  onEvent: ((event: string, body: unknown) => void) | null = null;
  /** The newest word of the boot, for whom takes over an engine that boots already. */
  progress: ProgressBody = { step: 'download', label: 'Starting Python', done: 0, total: 1 };
  /** Called once, when the worker ends by itself; what was pending is rejected already. */
  onDeath: ((error: DapError) => void) | null = null;
  /** Whether a request that leaves traces was ever sent: only an untouched engine can be given to a new session. */
  touched = false;
  private readonly handle: WorkerHandle;
  private readonly channel: ClientChannel;
  private readonly remote: Comlink.Remote<WorkerApi>;
  private readonly pending = new Map<number, Pending>();
  private seq = 0;
  private death: DapError | undefined;

  constructor(startWorker: WorkerFactory, transport: TransportName, base: string) {
    this.handle = startWorker();
    this.handle.onDeath = (reason) => this.die(workerDied(reason));
    const { channel, endpoint } = openClientChannel(transport);
    this.channel = channel;
    channel.onMessage = (text) => this.receive(JSON.parse(text) as OutgoingMessage);
    channel.onFailure = (reason) => this.die(workerDied(reason));
    this.remote = Comlink.wrap<WorkerApi>(this.handle.endpoint);
    this.ready = this.boot(Comlink.transfer({ endpoint, base }, [endpoint.port]));
    // Whoever does not wait for the boot hears of its failure by `onDeath`.
    this.ready.catch(() => {});
  }

  /** Whether the worker is gone. */
  get dead(): boolean {
    return this.death !== undefined;
  }

  /**
   * Sends a request; also before the boot is over, when it waits in the inbox.
   *
   * @throws RequestError if the answer is no, or the worker ends first.
   */
  request(command: string, args: unknown): Promise<unknown> {
    if (this.death) return Promise.reject(new RequestError(this.death));
    // A check leaves nothing behind.
    this.touched ||= command !== 'dapper/checkBreakpoint';
    this.seq += 1;
    const message: RequestMessage = { seq: this.seq, type: 'request', command, ...(args ? { arguments: args } : {}) };
    return new Promise((resolve, reject) => {
      this.pending.set(message.seq, { command, resolve, reject });
      this.channel.post(JSON.stringify(message));
    });
  }

  /** Writes files, once the boot is over. */
  async mount(files: readonly SourceFile[]): Promise<void> {
    await this.ready;
    if (files.length > 0) await this.remote.mount(files);
  }

  /** Ends the worker at once. What is pending is rejected with `error`; `onDeath` is not called. */
  kill(error: DapError): void {
    this.onDeath = null;
    this.die(error);
  }

  private async boot(options: Parameters<WorkerApi['boot']>[0]): Promise<void> {
    const died = new Promise<never>((_, reject) => {
      this.rejectBoot = reject;
    });
    try {
      await Promise.race([this.remote.boot(options), died]);
    } catch (error) {
      if (this.death === undefined) this.die(bootFailed(error instanceof Error ? error.message : String(error)));
      throw new RequestError(this.death ?? bootFailed(String(error)));
    }
  }

  private rejectBoot: ((error: Error) => void) | undefined;

  private receive(message: OutgoingMessage): void {
    if (message.type === 'response') {
      this.settle(message);
      return;
    }
    if (message.event === 'dapper/progress') this.progress = message.body as ProgressBody;
    this.onEvent?.(message.event, message.body);
  }

  private settle(response: ResponseMessage): void {
    const pending = this.pending.get(response.request_seq);
    if (pending === undefined) return;
    this.pending.delete(response.request_seq);
    if (response.success) pending.resolve(response.body);
    else pending.reject(new RequestError(errorOf(response)));
  }

  private die(error: DapError): void {
    if (this.death) return;
    this.death = error;
    this.channel.close();
    this.handle.onDeath = null;
    this.handle.terminate();
    this.rejectBoot?.(new Error(error.message));
    for (const { reject } of this.pending.values()) reject(new RequestError(error));
    this.pending.clear();
    this.onEvent = null;
    this.onDeath?.(error);
  }
}

function errorOf(response: ResponseMessage): DapError {
  const { error } = (response.body ?? {}) as { error?: { id?: number; showUser?: boolean } };
  return {
    code: error?.id ?? 0,
    message: response.message ?? `The request "${response.command}" was refused.`,
    showUser: error?.showUser ?? true,
  };
}
