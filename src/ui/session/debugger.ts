/**
 * The conductor of the user interface: it holds the view state, turns what a person does into DAP requests, and what
 * the adapter says into actions for the reducer. Panels read `state`, subscribe, and call methods; they never talk to
 * each other.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DebugSession } from '../../client/connection.ts';
import { Launch, type Starter } from '../../client/launch.ts';
import { startProgram } from '../../client/start.ts';
import { inEnglish, type Localize } from '../../model/localize.ts';
import type { ProgramFiles } from '../../model/program-files.ts';
import { type EventAction, reducedEvents } from '../../model/reduced-events.ts';
import { Calls } from '../../model/same-call.ts';
import {
  type Action,
  initialState,
  isActive,
  type Mode,
  reduce,
  selectedFrame,
  type ViewState,
} from '../../model/view-state.ts';
import { type Command, type Events, RequestError, type Requests, workerEnded } from '../../protocol/index.ts';
import { Boots } from './boots.ts';
import { BreakpointSetter } from './breakpoint-setter.ts';
import { DataBreakpointSetter } from './data-breakpoint-setter.ts';
import { FunctionSetter } from './function-setter.ts';
import { InstructionSetter } from './instruction-setter.ts';
import { Jumps, type StepCommand, unitOf } from './jumps.ts';
import { JustMyCode } from './just-my-code.ts';
import { Listeners } from './listeners.ts';
import { messageOf, whyNot } from './message-of.ts';
import { NumberFormat } from './number-format.ts';
import { type Output, shownOutput } from './output.ts';
import { pauseOver } from './pause-over.ts';
import { Signals } from './signals.ts';
import { SkippedFunctions } from './skipped-functions.ts';
import { SourceTexts } from './source-texts.ts';
import { over, StartTurn } from './start-turn.ts';
import { StatusQuestion } from './status-question.ts';
import { StepsAhead } from './steps-ahead.ts';
import { Threads } from './threads.ts';
import { ValuesFirst } from './values-first.ts';
import { type LaunchOptions, planFor, type StartOptions, wantedExits, wantedOf } from './wanted.ts';

export class Debugger {
  /** What the parts of the screen ask of each other. */
  readonly signals = new Signals();
  /** How whole numbers are written where values are shown. */
  readonly numbers = new NumberFormat();
  /** Who is to ask first at a stop. */
  readonly values = new ValuesFirst();
  readonly breakpoints: BreakpointSetter = new BreakpointSetter(this);
  readonly functions: FunctionSetter = new FunctionSetter(this);
  readonly jumps: Jumps = new Jumps(this);
  readonly justMyCode: JustMyCode = new JustMyCode(this);
  readonly skipped: SkippedFunctions = new SkippedFunctions(this);
  readonly dataBreakpoints: DataBreakpointSetter = new DataBreakpointSetter(this);
  readonly instructions: InstructionSetter = new InstructionSetter(this);
  readonly sources: SourceTexts = new SourceTexts(this);
  /** Whether a program that is debugged stops before the first statement, unless a start says otherwise. */
  stopsOnEntry = false;
  /** Which frames of several stops are one call. */
  readonly calls = new Calls((path) => this.files.text(path) ?? this.sources.shown(path));
  private readonly releases: (() => void)[] = [];
  private readonly listeners = new Listeners<[state: ViewState, before: ViewState]>();
  private readonly outputs = new Listeners<[output: Output]>();
  private readonly fresh = new Listeners<[]>();
  private readonly changes = new Listeners<[]>();
  private viewState = initialState;
  private readonly threads = new Threads((command, args) => this.request(command, args));
  /** Counts stops and everything that makes an earlier stop's answers worthless. */
  private moment = 0;
  /** What a person has asked for while a step was on its way. */
  readonly ahead: StepsAhead = new StepsAhead(this);
  /** Whether the start that waits for the boot is to stop before the first statement. */
  private queuedEntry = false;
  private readonly turn = new StartTurn();
  /** The start that is under way, or the last one. */
  private launch: Launch | undefined;
  private readonly status = new StatusQuestion(() => this.askStatus());
  private readonly boots = new Boots(
    () => this.booted(),
    (error) => this.died(messageOf(error)),
  );

  /**
   * @param files - Gives the texts that a program is started with.
   * @param options - Says at each start what it needs: packages, arguments, an environment.
   * @param localize - Says the words of the screen.
   */
  constructor(
    private readonly session: DebugSession,
    readonly files: ProgramFiles,
    private readonly options: () => LaunchOptions = () => ({}),
    readonly localize: Localize = inEnglish,
  ) {
    const { abilities, reason } = session.transport;
    if (!abilities.block && !abilities.suspend) this.viewState = { ...initialState, mode: 'run', hindrance: reason };
    this.listen();
    this.boots.follow(session.ready);
  }

  get state(): ViewState {
    return this.viewState;
  }

  /** How the worker waits for the page, and why so. */
  get transport(): DebugSession['transport'] {
    return this.session.transport;
  }

  /** Calls `listener` after every change of the state. */
  subscribe(listener: (state: ViewState, before: ViewState) => void): () => void {
    return this.listeners.add(listener);
  }

  /** Calls `listener` with all output, in order. */
  onOutput(listener: (output: Output) => void): () => void {
    return this.outputs.add(listener);
  }

  /** Calls `listener` when a program is about to start, or another one was opened: time to clear the screen. */
  onFresh(listener: () => void): () => void {
    return this.fresh.add(listener);
  }

  /** Calls `listener` when values changed while the program is paused. */
  onValuesChanged(listener: () => void): () => void {
    return this.changes.add(listener);
  }

  /** Shows output of the page's own. */
  print(text: string, category: Output['category']): void {
    this.outputs.tell({ text, category });
  }

  /** Tells the panels that values may have changed: an expression was evaluated or a variable set. */
  valuesChanged(): void {
    this.changes.tell();
  }

  dispatch(action: Action): void {
    const before = this.viewState;
    this.viewState = reduce(before, action);
    if (this.viewState === before) return;
    this.calls.see(this.viewState.pauses);
    this.listeners.tell(this.viewState, before);
  }

  request<C extends Command>(command: C, args: Requests[C]['arguments']): Promise<Requests[C]['body']> {
    return this.session.request(command, args);
  }

  newBreakpointId(): number {
    return this.session.newBreakpointId();
  }

  /** Shows the error of a promise that nobody waits for. What fails because the stop is over is not worth a word. */
  guard(promise: Promise<unknown>): void {
    const { paused } = this.viewState;
    const moment = this.moment;
    promise.catch((error) => {
      if (paused && this.viewState.paused?.number !== paused.number) return;
      // The session has reported the end of the worker that owed the answer, once for all missing answers.
      if (moment !== this.moment && error instanceof RequestError && error.error.code === workerEnded) return;
      this.print(`${whyNot(error, this.localize)}\n`, 'important');
    });
  }

  /** A start waits until `promise` has ended: what is being saved belongs to it. `promise` must not fail. */
  startAfter(promise: Promise<unknown>): void {
    this.turn.after(promise);
  }

  /** Starts the program; while Python boots, or another is being stopped, as soon as that is over. */
  async start(mode: Mode, { stopOnEntry = this.stopsIn(mode) }: StartOptions = {}): Promise<void> {
    if (this.viewState.execution === 'booting') {
      this.queuedEntry = stopOnEntry;
      this.dispatch({ type: 'queued', mode });
      return;
    }
    const turn = this.turn.ask(this.viewState.execution === 'stopping' ? over(this) : undefined);
    if ((turn && !(await turn)) || isActive(this.viewState)) return;
    if (this.viewState.execution === 'dead') this.print(`${this.localize('Starting Python again.')}\n`, 'console');
    await this.begin(mode, stopOnEntry, (...start) => startProgram(this.session, ...start));
  }

  /** Continues or steps: at once, or after the steps that are on their way. */
  async resume(command: 'continue' | StepCommand, more: { targetId?: number } = {}): Promise<void> {
    const paused = this.ahead.begin(command);
    if (!paused) return;
    try {
      const others = [...this.viewState.pauses.values()]
        .map(({ number }) => number)
        .filter((each) => each !== paused.number);
      const step = { ...unitOf(command, this.viewState), ...more };
      const answer = await this.request(command, { threadId: paused.threadId, ...step });
      // As DAP has it, the other threads run too, unless the adapter says no.
      if (answer?.allThreadsContinued !== false) this.dispatch({ type: 'resumed', stops: others });
      if (command !== 'continue') await pauseOver(this, paused.number);
      this.dispatch({ type: 'resumed', stops: [paused.number] });
    } catch (error) {
      this.ahead.forget();
      this.print(`${messageOf(error)}\n`, 'important');
    } finally {
      this.ahead.end();
    }
  }

  /** Pauses the running program at the next line; at a stop, ends what was entered to be evaluated. */
  async pause(): Promise<void> {
    this.ahead.forget();
    if (this.viewState.evaluating) this.signals.send('interrupt');
    if (this.viewState.execution !== 'running') return;
    this.guard(this.threads.any().then((threadId) => this.request('pause', { threadId })));
  }

  /** Ends the program, or takes back a start that waits for the boot. */
  async stop(): Promise<void> {
    this.turn.takeBack();
    if (this.viewState.execution === 'booting') {
      this.dispatch({ type: 'queued', mode: undefined });
      return;
    }
    if (!isActive(this.viewState)) return;
    this.isOver();
    if (this.viewState.execution === 'starting') this.launch?.takeBack();
    this.dispatch({ type: 'stopping' });
    if (this.launch?.asked) this.guard(this.request('terminate', {}));
    // The adapter knows of no program yet, and would have nothing to end.
    else this.dispatch({ type: 'event', event: 'terminated', body: {} });
  }

  /** Ends the program, if it runs, and starts it again in the same mode. */
  async restart(): Promise<void> {
    const { mode } = this.viewState;
    if (this.turn.before) await this.turn.before;
    if (['running', 'paused'].includes(this.viewState.execution)) {
      await this.begin(mode, this.stopsIn(mode), (...start) => this.session.restart(...start));
    } else {
      await this.end();
      await this.start(mode);
    }
  }

  /** Boots Python anew, when no program is under way. */
  reboot(): void {
    this.dispatch({ type: 'booting' });
    this.boots.follow(this.session.reboot());
  }

  /** Ends the program, if it runs, and forgets what it left behind, because another one takes its place. */
  async leave(): Promise<void> {
    this.turn.takeBack();
    await this.end();
    if (this.viewState.execution !== 'ended') return;
    this.dispatch({ type: 'left' });
    this.fresh.tell();
  }

  selectFrame(frameId: number): void {
    this.dispatch({ type: 'frameSelected', frameId });
  }

  /** Evaluates in the selected frame. */
  evaluate(
    expression: string,
    context: 'repl' | 'watch' | 'hover' | 'clipboard',
    signal?: AbortSignal,
  ): Promise<Requests['evaluate']['body']> {
    const frameId = selectedFrame(this.viewState)?.id;
    const format = context === 'watch' || context === 'hover' ? this.numbers.asked : {};
    return this.session.request('evaluate', { expression, context, ...(frameId && { frameId }), ...format }, signal);
  }

  /** Hears no more of the session, which is left to its owner, and notifies nobody any more. */
  dispose(): void {
    this.isOver();
    this.status.takeBack();
    this.boots.giveUp();
    for (const release of this.releases) release();
    for (const listeners of [this.listeners, this.outputs, this.fresh, this.changes]) listeners.clear();
  }

  private listen(): void {
    for (const event of reducedEvents) {
      this.hear(event, (body) => {
        const action = { type: 'event', event, body } as EventAction;
        this.followThreads(action);
        this.dispatch(action);
        if (event === 'terminated') this.status.askSoon();
      });
    }
    this.hear('stopped', (body) => this.guard(this.stopped(body)));
    this.hear('output', (body) => {
      const output = shownOutput(body);
      if (output) this.outputs.tell(output);
    });
    this.hear('dapper/died', ({ reason }) => this.died(reason));
  }

  private hear<E extends keyof Events>(event: E, handler: (body: Events[E]) => void): void {
    this.releases.push(this.session.on(event, handler));
  }

  /** What is asked about a stop is worthless when its thread goes on. */
  private followThreads(action: EventAction): void {
    if (action.event === 'continued') {
      const { threadId, allThreadsContinued = true } = action.body;
      this.moment++;
      this.threads.resumed(allThreadsContinued ? undefined : threadId);
    } else if (action.event === 'thread') {
      const { reason, threadId } = action.body;
      if (reason === 'exited') this.threads.exited(threadId);
      else if (reason === 'started') this.threads.started(threadId);
    } else if (action.event === 'terminated') this.isOver();
  }

  /** Whatever was asked of the program that ran is of no interest any more. */
  private isOver(): void {
    this.ahead.forget();
    this.moment++;
    this.threads.forget();
  }

  private stopsIn(mode: Mode): boolean {
    return this.stopsOnEntry && mode === 'debug';
  }

  private async begin(mode: Mode, stopOnEntry: boolean, starter: Starter): Promise<void> {
    this.isOver();
    this.status.takeBack();
    this.dispatch({ type: 'starting', mode, program: this.files.main });
    this.fresh.tell();
    const launch = new Launch(starter);
    this.launch = launch;
    try {
      const plan = planFor(
        {
          files: this.files,
          mode,
          stopOnEntry,
          options: this.options(),
          code: { ...this.justMyCode.asked, ...this.skipped.asked, ...wantedExits(this.viewState) },
        },
        wantedOf(() => this.viewState, this.files),
      );
      const started = await launch.run(plan, {
        onCapabilities: (capabilities) => this.dispatch({ type: 'capabilities', capabilities }),
        onBreakpoints: (_, { breakpoints }) => this.dispatch({ type: 'breakpointsAnswered', breakpoints }),
      });
      if (!started) return;
      this.dispatch({ type: 'started' });
      this.status.askSoon();
    } catch (error) {
      this.print(`${messageOf(error)}\n`, 'important');
      this.dispatch({ type: 'startFailed', reason: messageOf(error) });
    }
  }

  /** Stops the program and waits until it has ended; also takes back a start that waits for the boot. */
  private async end(): Promise<void> {
    const ended = over(this);
    if (this.viewState.execution !== 'stopping') await this.stop();
    await ended;
  }

  private booted(): void {
    const { queued } = this.viewState;
    this.dispatch({ type: 'booted' });
    if (queued) this.guard(this.start(queued, { stopOnEntry: this.queuedEntry }));
  }

  private died(reason: string): void {
    this.isOver();
    this.dispatch({ type: 'died', reason });
  }

  private async stopped(stopped: DebugProtocol.StoppedEvent['body']): Promise<void> {
    this.moment++;
    const place = await this.threads.placeOf(stopped);
    if (!place) return;
    this.dispatch({ type: 'paused', ...place });
    this.status.askSoon();
    this.ahead.goOn();
  }

  private askStatus(): void {
    const { execution } = this.viewState;
    // A program that would not stop has ended with its worker.
    const isGone = execution === 'dead' || this.session.phase === 'dead';
    if (isGone || execution === 'booting' || execution === 'starting') return;
    this.guard(
      this.request('dapper/frameEvalStatus', {}).then((frameEvaluation) =>
        this.dispatch({ type: 'frameEvaluation', frameEvaluation }),
      ),
    );
  }
}
