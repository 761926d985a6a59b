/**
 * Between DAP messages and Python's commands: checks what comes in, answers what needs no Python, numbers what goes
 * out.
 *
 * It holds the session's state machine, and no Python object. A request ends in exactly one response, whatever happens;
 * a request that is refused leaves the state as it was.
 */
import {
  type Answerable,
  alreadyConfigured,
  alreadyInitialized,
  alreadyLaunched,
  type CheckedArguments,
  type CheckedRequest,
  cancelled,
  checkRequest,
  type DapError,
  debuggerBug,
  type EventMessage,
  type Events,
  errorBody,
  MAIN_THREAD,
  noProgram,
  notInitialized,
  type OutgoingMessage,
  type PythonCommand,
  type PythonMessage,
  programEnded,
  RequestError,
  type RequestMessage,
  type ResponseMessage,
  readRequest,
  ruleFor,
} from '../protocol/index.ts';
import { capabilities } from './capabilities.ts';
import type { Loading } from './packages/launch-packages.ts';
import type { LoadListener } from './packages/load.ts';
import { LoadReport, progressOf } from './packages/report.ts';
import { fromClient, type PositionStyle, positionStyle, toClient } from './positions.ts';

/** What the adapter needs of the rest of the worker. */
export interface AdapterContext {
  /** Sends a message to the client. */
  post(text: string): void;
  /** Looks at the arguments of `launch` before Python does, and may change them. @throws RequestError to refuse. */
  prepareLaunch(args: CheckedArguments<'launch'>): CheckedArguments<'launch'>;
  /** Begins to load the packages of a launch; undefined if it needs none. */
  loadPackages(args: CheckedArguments<'launch'>, listener: LoadListener): Loading | undefined;
  /** Hands a command to Python, where `accept` could not because something had to come first. */
  submit(command: string): void;
  /** Called before breakpoints of the file `path` are set. */
  prepareSource(path: string): void;
  /** Called when `launch` and `configurationDone` have both succeeded, after the responses. */
  startProgram(): void;
  /** What the program has printed of a line that is not finished. */
  unfinishedLine(): string;
  /** The program no longer waits for input: a person has ended the line. */
  endLine(): void;
}

/** Events for clients that have announced an ability in `initialize`. */
const ANNOUNCED = { memory: 'supportsMemoryEvent', invalidated: 'supportsInvalidatedEvent' } as const;

type Launch = { readonly is: 'none' } | { readonly is: 'asked' | 'done' | 'ended'; readonly program: string };

export class Adapter {
  private seq = 0;
  private commands = 0;
  private readonly pending = new Map<number, Answerable>();
  private style: PositionStyle | undefined;
  private launch: Launch = { is: 'none' };
  private configured = false;
  private terminated = false;
  /** Whether the client has a way to show how long things take. */
  private showsProgress = false;
  /** Events that are sent only to a client which has announced that it knows them, and this one has not. */
  private readonly unknown = new Set<string>(Object.keys(ANNOUNCED));
  private loading: Loading | undefined;
  /** The launch that it is for. */
  private loadingFor = 0;
  private isCancelled = false;

  constructor(private readonly context: AdapterContext) {}

  /**
   * Takes one message of the client.
   *
   * @returns the command for Python, as JSON, or null when the request is answered.
   */
  accept(text: string): string | null {
    const reading = readRequest(text);
    if (reading.is === 'unnumbered' || reading.is === 'unreadable') {
      this.event('output', { category: 'console', output: `${reading.error.message}\n` });
      return null;
    }
    const { request } = reading;
    try {
      if (reading.is === 'wrong') throw new RequestError(reading.error);
      return this.route(reading.request);
    } catch (error) {
      this.refuse(
        request,
        error instanceof RequestError ? error.error : debuggerBug(`${request.command}: ${String(error)}`),
      );
      return null;
    }
  }

  /** Takes one message of Python: the answer to a command, or an event. */
  receive(text: string): void {
    const message = JSON.parse(text) as PythonMessage;
    if ('event' in message) {
      // Python writes the prompt of input() like any other text.
      const asks = message.event === 'dapper/inputRequested';
      if (message.event === 'dapper/inputDone') this.context.endLine();
      this.send(message.event, asks ? { prompt: this.context.unfinishedLine() } : message.body);
      return;
    }
    const request = this.pending.get(message.id);
    if (request === undefined) throw new Error(`Python answered the command ${message.id}, which is not pending.`);
    this.pending.delete(message.id);
    if ('error' in message) {
      if (request.command === 'launch') this.launch = { is: 'none' };
      const { message: sentence, code = 1000, showUser = true } = message.error;
      this.refuse(request, { code, message: sentence, showUser });
    } else {
      this.respond(request, message.body);
      if (request.command === 'launch' && this.launch.is === 'asked') this.launch = { ...this.launch, is: 'done' };
      this.startWhenReady();
    }
  }

  /** Sends an event of the adapter's own. */
  event<E extends keyof Events>(event: E, ...[body]: Events[E] extends undefined ? [] : [body: Events[E]]): void {
    this.send(event, body);
  }

  /** Says that the program has ended. Sends `terminated` unless Python did. */
  ended(): void {
    if (this.launch.is !== 'none') this.launch = { ...this.launch, is: 'ended' };
    if (!this.terminated) this.event('terminated', {});
  }

  private route(request: RequestMessage): string | null {
    const rule = ruleFor(request.command);
    if (rule && rule.after !== 'nothing' && this.style === undefined)
      throw new RequestError(notInitialized(request.command));
    if (rule?.after === 'launch') this.demandProgram(request.command);
    let asked = checkRequest(request.command, request.arguments);
    if (this.style !== undefined) asked = fromClient(this.style, asked);
    return rule?.by === 'adapter' ? this.answer(request, asked) : this.handOver(request, asked);
  }

  private demandProgram(command: string): void {
    if (this.launch.is === 'none') throw new RequestError(noProgram(command));
    if (this.launch.is === 'ended') throw new RequestError(programEnded(command));
  }

  private answer(request: Answerable, asked: CheckedRequest): null {
    switch (asked.command) {
      case 'initialize':
        if (this.style !== undefined) throw new RequestError(alreadyInitialized());
        this.style = positionStyle(asked.arguments);
        this.showsProgress = asked.arguments.supportsProgressReporting === true;
        for (const [event, ability] of Object.entries(ANNOUNCED))
          if (asked.arguments[ability] === true) this.unknown.delete(event);
        this.respond(request, capabilities);
        this.event('initialized');
        return null;
      case 'configurationDone':
        if (this.configured) throw new RequestError(alreadyConfigured());
        this.configured = true;
        this.respond(request);
        this.startWhenReady();
        return null;
      default:
        // `disconnect`: the supervisor ends this worker when it has the answer.
        this.respond(request);
        return null;
    }
  }

  private handOver(request: Answerable, asked: CheckedRequest): string | null {
    let forPython: object = asked.arguments;
    if (asked.command === 'launch') {
      const launch = this.prepareLaunch(asked.arguments);
      if (this.loadFirst(request, launch)) return null;
      forPython = launch;
    } else if (asked.command === 'setBreakpoints') {
      const { path } = asked.arguments.source;
      if (path) this.context.prepareSource(path);
    } else if (asked.command === 'terminate' && !this.programIsUnderWay()) {
      this.respond(request);
      if (this.launch.is !== 'ended') this.ended();
      this.launch = { is: 'ended', program: '' }; // whatever is on its way to launch now comes too late
      this.loading?.cancel();
      return null;
    } else if (asked.command === 'cancel') {
      const number = this.cancel(asked.arguments ?? {});
      if (number === undefined) {
        this.respond(request);
        return null;
      }
      forPython = { requestId: number };
    }
    return this.command(request, forPython);
  }

  /**
   * Cancels what loads packages.
   *
   * @returns the command that Python is to cancel; undefined if it has none of that request.
   */
  private cancel({ requestId, progressId }: CheckedArguments<'cancel'>): number | undefined {
    if (this.loading && (requestId === this.loadingFor || progressId === progressOf(this.loadingFor))) {
      this.isCancelled = true;
      this.loading.cancel();
      return undefined;
    }
    for (const [number, { seq }] of this.pending) if (seq === requestId) return number;
    return undefined;
  }

  private command(request: Answerable, args: unknown): string {
    this.commands += 1;
    this.pending.set(this.commands, request);
    const command: PythonCommand = { id: this.commands, command: request.command, arguments: args };
    return JSON.stringify(command);
  }

  /** Loads what a launch needs before Python hears of it. False: it needs nothing. */
  private loadFirst(request: Answerable, launch: CheckedArguments<'launch'>): boolean {
    const report = new LoadReport((event, body) => this.send(event, body), this.showsProgress, request.seq);
    this.loading = this.context.loadPackages(launch, report);
    this.loadingFor = request.seq;
    this.isCancelled = false;
    this.loading?.done
      .finally(() => {
        this.loading = undefined;
        report.end();
      })
      .then(
        () => this.launched(request, launch),
        (error) => this.launched(request, launch, error),
      );
    return this.loading !== undefined;
  }

  /** The packages of a launch are there, or are unavailable. */
  private launched(request: Answerable, launch: CheckedArguments<'launch'>, error?: unknown): void {
    if (this.launch.is === 'ended') {
      this.respond(request); // it was terminated meanwhile
    } else if (error === undefined) {
      this.context.submit(this.command(request, launch));
    } else {
      this.launch = { is: 'none' };
      const why = error instanceof RequestError ? error.error : debuggerBug(`loading packages: ${String(error)}`);
      this.refuse(request, this.isCancelled ? cancelled() : why);
    }
  }

  private prepareLaunch(args: CheckedArguments<'launch'>): CheckedArguments<'launch'> {
    if (this.launch.is === 'ended') throw new RequestError(programEnded('launch'));
    if (this.launch.is !== 'none') throw new RequestError(alreadyLaunched(this.launch.program));
    const prepared = this.context.prepareLaunch(args);
    this.launch = { is: 'asked', program: prepared.program ?? `-m ${prepared.module}` };
    this.terminated = false;
    return prepared;
  }

  private programIsUnderWay(): boolean {
    return this.launch.is === 'done' && this.configured;
  }

  private startWhenReady(): void {
    if (!this.programIsUnderWay() || this.started) return;
    this.started = true;
    if (this.launch.is === 'done')
      this.event('process', {
        name: this.launch.program,
        isLocalProcess: true,
        startMethod: 'launch',
        pointerSize: 32,
      });
    // Who wants to pause the program need not ask for its threads first.
    this.event('thread', { reason: 'started', threadId: MAIN_THREAD });
    this.context.startProgram();
  }

  private started = false;

  private respond(request: Answerable, body?: unknown): void {
    this.postMessage({
      seq: 0,
      type: 'response',
      request_seq: request.seq,
      success: true,
      command: request.command,
      ...(body === undefined || body === null ? {} : { body: this.toClient(request.command, body) }),
    } satisfies ResponseMessage);
  }

  private refuse(request: Answerable, error: DapError): void {
    this.postMessage({
      seq: 0,
      type: 'response',
      request_seq: request.seq,
      success: false,
      command: request.command,
      message: error.message,
      body: errorBody(error),
    } satisfies ResponseMessage);
  }

  private send(event: string, body: unknown): void {
    if (this.unknown.has(event)) return;
    if (event === 'terminated') {
      if (this.terminated) return;
      this.terminated = true;
    }
    this.postMessage({
      seq: 0,
      type: 'event',
      event,
      ...(body === undefined || body === null ? {} : { body: this.toClient(event, body) }),
    } satisfies EventMessage);
  }

  private toClient(name: string, body: unknown): unknown {
    return this.style === undefined ? body : toClient(this.style, name, body);
  }

  private postMessage(message: OutgoingMessage): void {
    this.seq += 1;
    this.context.post(JSON.stringify({ ...message, seq: this.seq }));
  }
}
