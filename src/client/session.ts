/**
 * The supervisor: one session for the client, however many workers it takes.
 *
 * It boots a worker at once and another one ahead. It ends a worker that does not stop when asked to, says so when a
 * running program does not answer, and when a worker dies it rejects what is pending, tells why and can start again.
 */
import type { TransportChoice } from '../channel/index.ts';
import {
  argumentsIfValid,
  checkArguments,
  type DapError,
  type Events,
  type FrameEvalStatusBody,
  type HealthCheck,
  type LaunchArguments,
  MAIN_THREAD,
  nothingToRestart,
  type ProgramState,
  RequestError,
  type Requests,
  restarted,
  type StateBody,
  sessionDisposed,
  workerDied,
} from '../protocol/index.ts';
import { type BreakpointCommand, isBreakpointCommand, setLater } from './breakpoint-sets.ts';
import { Busy } from './busy.ts';
import type { DebugSession, SessionPhase, SourceFile, Unsubscribe } from './connection.ts';
import { Emitter } from './emitter.ts';
import { Engine } from './engine.ts';
import { withSettings } from './launch-settings.ts';
import { SessionRecord } from './record.ts';
import { Replays } from './replays.ts';
import { Spare } from './spare.ts';
import { type RestartChanges, type Startable, type StartObserver, type StartPlan, startProgram } from './start.ts';
import type { SupervisorOptions } from './supervisor-options.ts';
import { unlessInTime } from './unless-in-time.ts';

export class Supervisor implements DebugSession {
  readonly transport: TransportChoice;
  private engine: Engine;
  private readonly spare: Spare;
  private readonly record = new SessionRecord();
  private readonly events = new Emitter();
  private currentPhase: SessionPhase = 'booting';
  private programState: ProgramState = 'idle';
  private readonly busy = new Busy(
    () => this.programState,
    (body) => this.events.emit('dapper/state', body),
  );
  private terminated = false;
  private strays = 0;
  private onTerminated: (() => void) | null = null;
  private onInitialized: ((body: undefined) => void) | null = null;
  /** What took the place of an engine that was booted ahead and died before it had begun anything. */
  private readonly successors = new WeakMap<Engine, Engine>();
  private readonly replays = new Replays((...start) => this.bringUp(...start));

  constructor(private readonly options: SupervisorOptions) {
    this.transport = options.transport;
    this.spare = new Spare(() => this.newEngine(), options.bootAhead);
    this.engine = this.adopt(this.newEngine());
  }

  get ready(): Promise<void> {
    return this.engine.ready;
  }

  get phase(): SessionPhase {
    return this.currentPhase;
  }

  get strayMessages(): number {
    return this.strays;
  }

  on<E extends keyof Events>(event: E, handler: (body: Events[E]) => void): Unsubscribe {
    return this.events.on(event, handler);
  }

  onAny(handler: (event: string, body: unknown) => void): Unsubscribe {
    return this.events.onAny(handler);
  }

  readonly request: DebugSession['request'] = (command, args, signal) => this.forward(command, args, signal) as never;

  /** As `request`, for commands and arguments that nobody has checked yet. */
  async forward(command: string, args: unknown, signal?: AbortSignal): Promise<unknown> {
    const work = () => this.route(command, args, signal);
    const body = await (this.replays.delays(command) ? this.replays.inTurn(work) : work());
    this.record.note(command, args, body);
    return body;
  }

  /** The worker checks what it is asked, in its order; what is answered here, or ends the worker, is checked here. */
  private async route(command: string, args: unknown, signal: AbortSignal | undefined): Promise<unknown> {
    switch (command) {
      case 'restart': {
        const { arguments: launch } = checkArguments(command, args);
        return this.replays.follow(() => this.restart({ launch }));
      }
      case 'terminate':
        return this.terminate(checkArguments(command, args));
      case 'disconnect':
        return this.disconnect(checkArguments(command, args));
      case 'launch':
        return this.launch(args as LaunchArguments, this.engine, signal);
      case 'setExceptionBreakpoints':
        if (!this.isOver()) return this.prompt(command, args);
        checkArguments(command, args);
        return {};
      case 'pause':
      case 'threads':
      case 'dapper/writeFiles':
        return this.prompt(command, args);
      default:
        return isBreakpointCommand(command)
          ? this.setBreakpoints(command, args)
          : this.engine.request(command, args, signal);
    }
  }

  async prepare(files: readonly SourceFile[]): Promise<void> {
    if (!this.engine.isFitFor(files)) this.reboot().catch(() => {}); // `writeFiles` reports it
    await this.writeFiles(this.engine, files);
  }

  reboot(): Promise<void> {
    if (this.currentPhase === 'active') this.emitTerminated();
    this.replaceEngine(sessionDisposed());
    return this.orSuccessor(this.engine, (engine) => engine.ready).then(() => {});
  }

  async restart(changes: RestartChanges = {}, observer: StartObserver = {}, signal?: AbortSignal): Promise<void> {
    const plan = this.record.plan(changes);
    if (plan === undefined) throw new RequestError(nothingToRestart());
    const wasStopped = this.programState === 'stopped';
    this.replaceEngine(restarted());
    if (wasStopped) this.events.emit('continued', { threadId: MAIN_THREAD, allThreadsContinued: true });
    const dropped = this.record.breakpoints.dropPassing();
    for (const breakpoint of dropped) this.events.emit('breakpoint', { reason: 'removed', breakpoint });
    await this.replays.run(plan, observer, signal);
  }

  newBreakpointId(): number {
    return this.record.breakpoints.newId();
  }

  frameEvalStatus(): Promise<FrameEvalStatusBody> {
    return this.request('dapper/frameEvalStatus', {});
  }

  frameEvalReset(): Promise<FrameEvalStatusBody> {
    return this.request('dapper/frameEvalReset', {});
  }

  async frameEvalHealth(): Promise<readonly HealthCheck[]> {
    return (await this.request('dapper/frameEvalHealth', {})).checks;
  }

  dispose(): void {
    this.currentPhase = 'dead';
    this.engine.kill(sessionDisposed());
    this.spare.dispose();
    this.events.clear();
  }

  private newEngine(): Engine {
    const { startWorker, transport, base, pyodide } = this.options;
    return new Engine(startWorker, transport, { base, pyodide }, this.engine);
  }

  private adopt(engine: Engine): Engine {
    this.currentPhase = 'booting';
    this.programState = 'idle';
    this.terminated = false;
    this.strays = 0;
    engine.onEvent = (event, body) => this.receive(event, body);
    this.receive('dapper/progress', engine.progress);
    engine.onDeath = (error) => this.died(error);
    engine.onStray = () => this.stray();
    engine.ready.then(
      () => {
        if (this.engine === engine && this.currentPhase === 'booting') this.currentPhase = 'ready';
      },
      () => {}, // `onDeath` reports it
    );
    return engine;
  }

  private replaceEngine(reason: DapError): void {
    this.engine.kill(reason);
    const spare = this.spare.take();
    this.engine = this.adopt(spare ?? this.newEngine());
    if (spare === undefined) return;
    // It may be dead already, and its end not yet known.
    spare.onDeath = (error) => {
      if (spare.touched) {
        this.died(error);
        return;
      }
      this.engine = this.adopt(this.newEngine());
      this.successors.set(spare, this.engine);
    };
  }

  /** Writes the program's files. @returns the engine that has them, as `orSuccessor`. */
  private writeFiles(engine: Engine, files: readonly SourceFile[]): Promise<Engine> {
    this.record.files = files;
    return this.orSuccessor(engine, (each) => each.writeFiles(files));
  }

  /**
   * Does `work` with the engine, and once more with the one that has taken its place meanwhile, if one has.
   *
   * @returns the engine with which it was done.
   */
  private async orSuccessor(engine: Engine, work: (engine: Engine) => Promise<void>): Promise<Engine> {
    try {
      await work(engine);
      return engine;
    } catch (error) {
      const successor = this.successors.get(engine);
      if (successor === undefined) throw error;
      await work(successor);
      return successor;
    }
  }

  /** Starts a program in the worker that has just taken the place of another. The client need not know. */
  private async bringUp(plan: StartPlan, observer: StartObserver, signal: AbortSignal): Promise<void> {
    let { engine } = this;
    const worker: Startable = {
      prepare: async (files) => {
        engine = await this.writeFiles(engine, files);
      },
      request: (command, args) => this.ask(engine, command, args) as never,
      on: (_, handler) => {
        this.onInitialized = handler;
        return () => {
          this.onInitialized = null;
        };
      },
    };
    try {
      await startProgram(worker, plan, observer, signal);
    } catch (error) {
      if (this.engine === (this.successors.get(engine) ?? engine)) this.emitTerminated();
      throw error;
    }
  }

  /** One request of a start, recorded as if the client had sent it. */
  private async ask(engine: Engine, command: string, args: unknown): Promise<unknown> {
    if (isBreakpointCommand(command)) {
      const numbered = this.record.breakpoints.number(command, checkArguments(command, args));
      const answer = (await engine.request(command, numbered)) as Requests[BreakpointCommand]['body'];
      for (const breakpoint of answer.breakpoints) this.events.emit('breakpoint', { reason: 'changed', breakpoint });
      return answer;
    }
    const body = await (command === 'launch'
      ? this.launch(args as LaunchArguments, engine)
      : engine.request(command, args));
    this.record.note(command, args, body);
    return body;
  }

  private async launch(args: LaunchArguments, engine = this.engine, signal?: AbortSignal): Promise<unknown> {
    this.terminated = false;
    const body = await engine.request('launch', withSettings(args, this.options.frameEvalConfig), signal);
    this.currentPhase = this.terminated ? 'ended' : 'active'; // it can be ended while its packages come
    return body;
  }

  private async setBreakpoints(command: BreakpointCommand, args: unknown): Promise<unknown> {
    if (this.isOver()) return setLater(this.record.breakpoints.number(command, checkArguments(command, args)));
    const valid = argumentsIfValid(command, args);
    return this.prompt(command, valid ? this.record.breakpoints.number(command, valid) : args);
  }

  /** Sends a request that a running program answers at once, and says so if it does not. */
  private prompt(command: string, args: unknown): Promise<unknown> {
    return this.busy.during(this.engine.request(command, args));
  }

  private async terminate(args: unknown): Promise<void> {
    const { engine } = this;
    if (this.replays.takeBack()) {
      this.emitTerminated();
      this.currentPhase = 'ended';
      return;
    }
    const inTime = unlessInTime(engine, () => this.endWorker(engine), this.options.stopWithin);
    this.onTerminated = inTime;
    try {
      await engine.request('terminate', args);
    } catch (error) {
      if (engine.dead) return;
      inTime();
      throw error;
    }
  }

  /** Ends the worker of a program that would not stop. */
  private endWorker(engine: Engine): void {
    if (engine !== this.engine || engine.dead || this.terminated || this.isOver()) return;
    const output = 'The program did not stop within a second, so Python was ended with it.\n';
    this.events.emit('output', { category: 'important', output });
    engine.kill(workerDied('Python was ended, because the program did not stop.'));
    this.currentPhase = 'dead';
    this.emitTerminated();
  }

  private async disconnect(args: unknown): Promise<void> {
    const { engine } = this;
    if (!this.replays.takeBack()) await this.leave(engine, args);
    engine.kill(sessionDisposed());
    this.currentPhase = 'dead';
    await this.replays.inTurn(async () => {}); // who asked for a restart has the answer before the session ends
  }

  private async leave(engine: Engine, args: unknown): Promise<void> {
    const inTime = unlessInTime(engine, () => engine.kill(sessionDisposed()), this.options.stopWithin);
    try {
      await engine.request('disconnect', args);
    } catch (error) {
      if (!engine.dead) throw error;
    } finally {
      inTime();
    }
  }

  private receive(event: string, body: unknown): void {
    if (event === 'initialized' && this.onInitialized) {
      this.onInitialized(undefined);
      return;
    }
    if (event === 'dapper/state') {
      this.programState = (body as StateBody).state;
      this.busy.forget();
      if (this.currentPhase === 'active') this.spare.beside(this.programState);
    } else if (event === 'terminated') {
      this.emitTerminated(body);
      return;
    } else {
      this.busy.over();
    }
    this.events.deliver(event, body);
  }

  /** A message was dropped. One line reports the first, another one their number at the end of the program. */
  private stray(): void {
    this.strays += 1;
    if (this.strays === 1) this.warn('The program sends messages in place of the debugger. They are dropped.');
  }

  private warn(sentence: string): void {
    this.events.emit('output', { category: 'console', output: `${sentence}\n` });
  }

  private died(error: DapError): void {
    const wasActive = this.currentPhase === 'active';
    this.currentPhase = 'dead';
    this.events.emit('output', { category: 'important', output: `${error.message}\n` });
    if (wasActive) this.emitTerminated();
    this.events.emit('dapper/died', { reason: error.message });
  }

  private emitTerminated(body: unknown = {}): void {
    if (this.terminated) return;
    this.terminated = true;
    this.busy.forget();
    this.programState = 'idle';
    if (this.currentPhase === 'active') this.currentPhase = 'ended';
    this.onTerminated?.();
    this.onTerminated = null;
    if (this.strays > 1) this.warn(`${this.strays.toLocaleString('en')} messages of the program were dropped.`);
    this.events.deliver('terminated', body);
    this.spare.after();
  }

  private isOver(): boolean {
    return this.currentPhase === 'ended' || this.currentPhase === 'dead';
  }
}
