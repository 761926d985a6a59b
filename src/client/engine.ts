/**
 * One worker from its start to its end: boots it, sends it requests and matches the responses.
 *
 * Invariant: every request ends, by its response or by the death of the worker, which is noticed also when the worker
 * says nothing; after `onDeath` nothing more happens.
 */
import * as Comlink from 'comlink';
import {
  type BootOptions,
  type ChosenTransport,
  type ClientChannel,
  FloodGauge,
  Heartbeat,
  type WorkerApi,
  watchLife,
} from '../channel/index.ts';
import {
  bootFailed,
  type DapError,
  DEEPEST_REQUEST,
  isDeeperThan,
  LARGEST_MESSAGE,
  type ProgramState,
  type ProgressBody,
  RequestError,
  type RequestMessage,
  type ResponseMessage,
  type StateBody,
  tooDeep,
  tooLarge,
  workerDied,
} from '../protocol/index.ts';
import { problemOfAnswer, readOutgoing } from '../protocol/outgoing.ts';
import { BootWatch } from './boot-watch.ts';
import type { SourceFile } from './connection.ts';
import type { WorkerFactory, WorkerHandle } from './worker-handle.ts';

interface Pending {
  readonly command: string;
  resolve(body: unknown): void;
  reject(error: RequestError): void;
}

/** States in which the debugger itself waits, and nothing of Python's keeps it from answering. */
const WAITING: ReadonlySet<ProgramState> = new Set(['stopped', 'waiting_input', 'sleeping']);

const SILENT_END = "Python's worker has ended without a word; the program may have closed it, or the browser.";

const FLOOD =
  'The program sent messages in place of the debugger, more than can be received, so Python was ended with it.';

export class Engine {
  /** Settles when Python has booted. Rejects if it cannot. */
  readonly ready: Promise<void>;
  /** Called with every event, in order. */
  onEvent: ((event: string, body: unknown) => void) | null = null;
  /** The newest progress of the boot, for whoever takes over an engine that is already booting. */
  progress: ProgressBody = { step: 'download', label: 'Starting Python', done: 0, total: 1 };
  /** Called once, when the worker ends by itself; what was pending is rejected already. */
  onDeath: ((error: DapError) => void) | null = null;
  /** Called for each message that was dropped, because the debugger cannot have sent it. */
  onStray: (() => void) | null = null;
  /** Called whenever anything comes from the worker, before it is dealt with. */
  onTraffic: (() => void) | null = null;
  /** Whether a request that leaves traces was ever sent. */
  touched = false;
  /** Of a program that has not started. */
  private files: readonly SourceFile[] = [];
  /** The interpreter's module, once that has booted and where it is any use to other workers. */
  interpreter: WebAssembly.Module | undefined;
  /** Whether that module's machine code is fast. */
  isWarm: boolean;
  private readonly handle: WorkerHandle;
  private readonly channel: ClientChannel;
  private readonly remote: Comlink.Remote<WorkerApi>;
  private readonly pending = new Map<number, Pending>();
  private readonly bootWatch: BootWatch;
  private readonly gauge = new FloodGauge(() => this.ended(FLOOD));
  private seq = 0;
  private state: ProgramState = 'idle';
  private death: DapError | undefined;
  private isBooted = false;
  /** What is to be ended with the worker, and who is to hear of its end. */
  private readonly watches: (() => void)[] = [];
  private readonly mourners = new Set<() => void>();

  /**
   * @param files - See `BootOptions`.
   * @param former - That of the worker before, if there was one.
   */
  constructor(
    startWorker: WorkerFactory,
    transport: ChosenTransport,
    files: Pick<BootOptions, 'base' | 'pyodide'>,
    former?: Pick<Engine, 'interpreter' | 'isWarm' | 'failedToBoot'>,
  ) {
    this.handle = startWorker();
    this.handle.onDeath = (reason) => this.ended(reason);
    this.handle.onTraffic = () => this.traffic();
    const { channel, endpoint } = transport.openClient();
    this.channel = channel;
    channel.onMessage = (text) => this.receive(text);
    channel.onFailure = (reason) => this.die(workerDied(reason));
    channel.onStray = () => this.onStray?.();
    channel.onTraffic = () => this.traffic();
    this.remote = Comlink.wrap<WorkerApi>(this.handle.endpoint);
    this.bootWatch = new BootWatch(
      (progress) => this.tell('dapper/progress', progress),
      (error) => this.die(error),
    );
    this.bootWatch.news(this.progress);
    const life = this.handle.mayEndSilently ? this.awaitEnd() : {};
    this.isWarm = former?.isWarm ?? false;
    const known = {
      interpreter: former?.interpreter,
      isWarm: this.isWarm,
      ...(former?.failedToBoot && { isRetry: true }),
    };
    this.ready = this.boot(Comlink.transfer({ endpoint, ...files, ...known, ...life }, [endpoint.port]));
    // Whoever does not wait for the boot hears of its failure by `onDeath`.
    this.ready.catch(() => {});
  }

  /** Whether the worker is gone. */
  get dead(): boolean {
    return this.death !== undefined;
  }

  /** Whether it ended before it was booted. */
  get failedToBoot(): boolean {
    return this.dead && !this.isBooted;
  }

  /** Whether a program with these files, and no others, can start in it. */
  isFitFor(files: readonly SourceFile[]): boolean {
    const paths = new Set(files.map(({ path }) => path));
    return !this.dead && !this.touched && !this.stalls && this.files.every(({ path }) => paths.has(path));
  }

  /** Whether the worker is booting, and has made no progress for long. */
  get stalls(): boolean {
    return this.bootWatch.stalls;
  }

  /**
   * Sends a request; also before the boot is over, when it waits in the inbox.
   *
   * @param signal - Cancels the request: the answer is no then, if it has not come yet.
   * @throws RequestError if the answer is no, or the worker ends first.
   */
  request(command: string, args: unknown, signal?: AbortSignal): Promise<unknown> {
    // A check leaves nothing behind.
    this.touched ||= command !== 'dapper/checkBreakpoint';
    const answer = this.send(command, args);
    if (signal === undefined) return answer;
    const requestId = this.seq;
    const cancel = () => {
      this.send('cancel', { requestId }).catch(() => {}); // the worker is gone, and with it the request
    };
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    return answer.finally(() => signal.removeEventListener('abort', cancel));
  }

  /** Writes the files of a program that is about to start; over when the boot is, too. */
  async writeFiles(files: readonly SourceFile[]): Promise<void> {
    this.files = files;
    if (files.length > 0) await this.send('dapper/writeFiles', { files });
    await this.ready;
  }

  private send(command: string, args: unknown): Promise<unknown> {
    if (this.death) return Promise.reject(new RequestError(this.death));
    if (isDeeperThan(DEEPEST_REQUEST, args)) return Promise.reject(new RequestError(tooDeep(command)));
    const seq = this.seq + 1;
    const message: RequestMessage = { seq, type: 'request', command, ...(args ? { arguments: args } : {}) };
    const text = JSON.stringify(message);
    if (text.length > LARGEST_MESSAGE) return Promise.reject(new RequestError(tooLarge(text.length)));
    this.seq = seq;
    return new Promise((resolve, reject) => {
      this.pending.set(seq, { command, resolve, reject });
      this.channel.post(text);
    });
  }

  /** Ends the worker at once. What is pending is rejected with `error`; `onDeath` is not called. */
  kill(error: DapError): void {
    this.onDeath = null;
    this.die(error);
  }

  private async boot(options: Parameters<WorkerApi['boot']>[0]): Promise<void> {
    try {
      this.interpreter = await this.orDeath(this.remote.boot(options));
      this.isBooted = true;
      this.bootWatch.stop();
      this.hearOfWarmth();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (this.death === undefined) this.die(bootFailed(why));
      throw new RequestError(this.death ?? bootFailed(why));
    }
  }

  /** Later workers need not be warmed up, if this one was. A worker that ends before does not answer. */
  private hearOfWarmth(): void {
    this.orDeath(this.remote.warmed()).then(
      (isWarm) => {
        this.isWarm ||= isWarm === true; // a sandbox may answer anything
      },
      () => {}, // it ended: `onDeath` reports it
    );
  }

  /** What `work` comes to; rejects if the worker ends first. */
  private orDeath<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const died = () => reject(new RequestError(this.death ?? workerDied(SILENT_END)));
      this.mourners.add(died);
      work.then(resolve, reject).finally(() => this.mourners.delete(died));
    });
  }

  /** Begins to look for the end of a worker that no event reports; returns what the worker has to know for that. */
  private awaitEnd(): { readonly life: string } {
    const life = `dapper-${Date.now()}-${Math.random()}`;
    this.channel.onLife = () => {
      this.channel.onLife = null;
      this.watches.push(watchLife(life, () => this.ended(SILENT_END)));
    };
    const heartbeat = new Heartbeat(
      this.channel,
      () => this.mustAnswer(),
      () => this.ended(SILENT_END),
    );
    this.watches.push(() => heartbeat.stop());
    return { life };
  }

  /** Whether the worker is idle or blocked, with no request or code of the program in the way, and so gives signs of
   * life. */
  private mustAnswer(): boolean {
    if (!this.isBooted) return false;
    if (this.state === 'idle') return !this.touched;
    return this.pending.size === 0 && WAITING.has(this.state);
  }

  private traffic(): void {
    this.gauge.arrived();
    this.onTraffic?.();
  }

  /** Returns whether it was an answer, which its asker has a little later. */
  private receive(text: string): boolean {
    const message = readOutgoing(text);
    if (message === undefined) {
      this.onStray?.();
    } else if (message.type === 'response') {
      this.settle(message);
    } else {
      if (message.event === 'dapper/progress') this.progress = message.body as ProgressBody;
      if (message.event === 'dapper/progress' && !this.isBooted) this.bootWatch.news(this.progress);
      if (message.event === 'dapper/state') this.state = (message.body as StateBody).state;
      this.tell(message.event, message.body);
    }
    return message?.type === 'response';
  }

  private tell(event: string, body: unknown): void {
    this.onEvent?.(event, body);
  }

  private settle(response: ResponseMessage): void {
    const pending = this.pending.get(response.request_seq);
    if (pending?.command !== response.command) {
      this.onStray?.();
      return;
    }
    this.pending.delete(response.request_seq);
    const problem = problemOfAnswer(response);
    if (problem) {
      this.onStray?.();
      pending.reject(new RequestError(problem));
    } else if (response.success) {
      pending.resolve(response.body);
    } else {
      pending.reject(new RequestError(errorOf(response)));
    }
  }

  /** The worker has ended by itself. */
  private ended(reason: string): void {
    this.die(this.isBooted ? workerDied(reason) : bootFailed(reason));
  }

  private die(error: DapError): void {
    if (this.death) return;
    this.death = error;
    this.bootWatch.stop();
    this.gauge.stop();
    for (const end of this.watches) end();
    this.channel.close();
    this.handle.onDeath = null;
    this.handle.onTraffic = null;
    this.handle.terminate();
    // A call that is not answered would keep the worker, and all that listens to it, for as long as the page is open.
    this.remote[Comlink.releaseProxy]();
    for (const hear of this.mourners) hear();
    for (const { reject } of this.pending.values()) reject(new RequestError(error));
    this.pending.clear();
    this.onEvent = null;
    this.onStray = null;
    this.onTraffic = null;
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
