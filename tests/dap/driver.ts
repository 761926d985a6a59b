/**
 * Drives one session as an editor does, and waits for events, never for time.
 *
 * Events are kept in the order in which they came: `stopped()` and `ended()` take the next one that says where the
 * program is, so that a stop that nobody expected fails the test instead of being passed over.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { expect } from 'vitest';
import type { DebugSession } from '../../src/client/connection.ts';
import type { LaunchArguments, Requests } from '../../src/protocol/index.ts';
import type { Debuggee } from './debuggee.ts';
import { openSession } from './harness.ts';

/** A wait that takes longer has failed. Far above what anything takes on two busy cores. */
const PATIENCE_MS = 20_000;

/** What to stop at: a marker or a line, and what a breakpoint may have besides. */
export type Spot = string | number | (Omit<Dap.SourceBreakpoint, 'line'> & { readonly at: string | number });

/** How a program is to be debugged. */
export interface Setup {
  readonly breakpoints?: readonly Spot[];
  readonly filters?: readonly string[];
  /** What the client can do. */
  readonly client?: Partial<Dap.InitializeRequestArguments>;
  /** Beyond `program`. */
  readonly launch?: Partial<LaunchArguments>;
}

/** A program at a stop. */
export interface Stop {
  readonly event: Dap.StoppedEvent['body'];
  readonly frames: readonly Dap.StackFrame[];
  readonly top: Dap.StackFrame;
  /** 1-based. */
  readonly line: number;
  /** The marker on that line, or `line 7` where there is none. */
  readonly at: string;
}

/** An event as it came. */
export interface Happening {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: bodies are as different as the events; each wait knows its own.
  readonly body: any;
}

interface Waiter {
  readonly accepts: (happening: Happening) => boolean;
  readonly resolve: (happening: Happening) => void;
}

/** One debugged program. */
export class Driver {
  /** Everything that came, in order. */
  readonly happenings: Happening[] = [];
  private taken = 0;
  private readonly waiters = new Set<Waiter>();
  private threadId = 1;
  /** How long it may be until the program stops or ends, in milliseconds. */
  patience = PATIENCE_MS;
  /** Stops listening. */
  readonly leave: () => void;

  constructor(
    readonly session: DebugSession,
    readonly program: Debuggee,
  ) {
    this.leave = session.onAny((event, body) => {
      const happening = { event, body };
      this.happenings.push(happening);
      for (const waiter of this.waiters) if (waiter.accepts(happening)) waiter.resolve(happening);
    });
  }

  /** A request that is expected to succeed. */
  request<C extends keyof Requests>(command: C, args: Requests[C]['arguments']): Promise<Requests[C]['body']> {
    return within(this.session.request(command, args), () => `the answer to ${command}${this.story()}`);
  }

  /** The message of a request that is expected to fail. Commands and arguments may be anything. */
  async refused(command: string, args?: unknown): Promise<string> {
    const answer = this.session.request(command as 'threads', args as undefined);
    const outcome = await within(
      answer.then(
        (body) => ({ body }),
        (error: Error) => ({ error }),
      ),
      () => `the answer to ${command}${this.story()}`,
    );
    if ('error' in outcome) return outcome.error.message;
    throw new Error(`${command} ${JSON.stringify(args)} was to fail, but answered ${JSON.stringify(outcome.body)}`);
  }

  /** The next event (from now, or one that came already if `past`) that `accepts`. */
  event(
    name: string,
    accepts: (body: Happening['body']) => boolean = () => true,
    past = true,
  ): Promise<Happening['body']> {
    const fits = (happening: Happening) => happening.event === name && accepts(happening.body);
    const known = past ? this.happenings.find(fits) : undefined;
    if (known) return Promise.resolve(known.body);
    const { promise, resolve } = deferred<Happening>();
    const waiter = { accepts: fits, resolve };
    this.waiters.add(waiter);
    return within(promise, () => `${name}${this.story()}`)
      .then(({ body }) => body)
      .finally(() => this.waiters.delete(waiter));
  }

  /** How many events of a name have come. */
  count(name: string): number {
    return this.happenings.filter(({ event }) => event === name).length;
  }

  /** Initialises, sets everything, launches, and lets the program run. */
  async start(setup: Setup = {}): Promise<Dap.Breakpoint[]> {
    await this.request('initialize', {
      adapterID: 'dapper',
      linesStartAt1: true,
      columnsStartAt1: true,
      ...setup.client,
    });
    const launched = this.request('launch', { program: this.program.path, ...setup.launch });
    await Promise.race([this.event('initialized'), launched.then(() => this.event('initialized'))]);
    const answers = await this.setBreakpoints(setup.breakpoints ?? []);
    await this.request('setExceptionBreakpoints', { filters: [...(setup.filters ?? [])] });
    await this.request('configurationDone', undefined);
    await launched;
    return answers;
  }

  /** Sets the breakpoints of a file, of the main program if none is named. */
  async setBreakpoints(spots: readonly Spot[], file: Debuggee = this.program): Promise<Dap.Breakpoint[]> {
    const breakpoints = spots.map((spot) => {
      const { at, ...rest } = typeof spot === 'object' ? spot : { at: spot };
      return { line: typeof at === 'number' ? at : file.line(at), ...rest };
    });
    return (await this.request('setBreakpoints', { source: { path: file.path }, breakpoints })).breakpoints;
  }

  /** Waits for the program to stop; fails if it ends instead. */
  async stopped(): Promise<Stop> {
    const stop = await this.stoppedOrEnded();
    if (!stop) throw new Error(`the program ended where a stop was expected${this.story()}`);
    return stop;
  }

  /** Waits for the program to stop or to end. */
  async stoppedOrEnded(): Promise<Stop | undefined> {
    const { event, body } = await this.nextTurn();
    if (event === 'terminated') return undefined;
    this.threadId = body.threadId ?? this.threadId;
    const { stackFrames } = await this.request('stackTrace', { threadId: this.threadId });
    const top = stackFrames[0];
    if (!top) throw new Error(`a stop without frames${this.story()}`);
    const marker = top.source?.path === this.program.path ? this.program.markerAt(top.line) : undefined;
    return { event: body, frames: stackFrames, top, line: top.line, at: marker ?? `line ${top.line}` };
  }

  /** Waits for the first stop after a restart: the end of the run before it does not count. */
  async stoppedAfresh(): Promise<Stop> {
    let stop = await this.stoppedOrEnded();
    while (!stop) stop = await this.stoppedOrEnded();
    return stop;
  }

  /** Waits for the program to end; fails if it stops instead. Returns its output. */
  async ended(): Promise<string> {
    const { event, body } = await this.nextTurn();
    if (event === 'stopped') {
      const { stackFrames } = await this.request('stackTrace', { threadId: body.threadId });
      const top = stackFrames[0];
      throw new Error(`stopped (${body.reason}) in ${top?.name} line ${top?.line}, not ended${this.story()}`);
    }
    return this.output('stdout');
  }

  /** Lets the program go on. */
  async resume(): Promise<void> {
    await this.request('continue', { threadId: this.threadId });
  }

  /** Lets the program go on to its next stop. */
  async continue(): Promise<Stop> {
    await this.resume();
    return this.stopped();
  }

  /** Lets the program go on to its next stop, or to its end. */
  async continueOrEnd(): Promise<Stop | undefined> {
    await this.resume();
    return this.stoppedOrEnded();
  }

  /** Lets the program go on to its end. Returns its output. */
  async finish(): Promise<string> {
    await this.resume();
    return this.ended();
  }

  /** Steps, to the next stop. */
  async step(command: 'next' | 'stepIn' | 'stepOut' | 'dapper/stepUntil'): Promise<Stop> {
    await this.request(command, { threadId: this.threadId });
    return this.stopped();
  }

  /** Takes steps, and says where each of them led. */
  async steps(...commands: ('next' | 'stepIn' | 'stepOut')[]): Promise<string[]> {
    const places: string[] = [];
    for (const command of commands) places.push((await this.step(command)).at);
    return places;
  }

  /** Asks the program to stop where it is. */
  async pause(): Promise<Stop> {
    await this.request('pause', { threadId: this.threadId });
    return this.stopped();
  }

  /**
   * Pauses at `place`. Where the program was only just told of by what it printed, a pause may stop it before it gets
   * there: then it goes on, and is paused again.
   */
  async pauseAt(place: string): Promise<Stop> {
    let stop = await this.pause();
    for (let attempt = 1; stop.at !== place && attempt < 10; attempt += 1) {
      await this.resume();
      stop = await this.pause();
    }
    return stop;
  }

  /** What frame evaluation counts, by name, while something is done; but for the time, which no two runs share. */
  async counted(work: () => Promise<unknown>): Promise<Readonly<Record<string, unknown>>> {
    await this.request('dapper/frameEvalReset', undefined);
    await work();
    const { hookStats } = await this.request('dapper/frameEvalStatus', undefined);
    return { ...hookStats, evaluation_time: 0 };
  }

  /** What an expression is in a frame of a stop. */
  async evaluate(stop: Stop, expression: string, frame = 0): Promise<string> {
    const frameId = stop.frames[frame]?.id;
    const context = 'watch';
    return (await this.request('evaluate', { expression, context, ...(frameId === undefined ? {} : { frameId }) }))
      .result;
  }

  /** The variables of a scope of a frame, by name. */
  async variables(stop: Stop, scope = 'Locals', frame = 0): Promise<Map<string, Dap.Variable>> {
    const frameId = stop.frames[frame]?.id ?? 0;
    const { scopes } = await this.request('scopes', { frameId });
    const found = scopes.find(({ name }) => name === scope);
    if (!found) throw new Error(`no scope ${scope}, only ${scopes.map(({ name }) => name).join(', ')}`);
    const { variables } = await this.request('variables', { variablesReference: found.variablesReference });
    return new Map(variables.map((variable) => [variable.name, variable]));
  }

  /** What came out so far of the given category. */
  output(category: string): string {
    return this.happenings
      .filter(({ event, body }) => event === 'output' && (body.category ?? 'console') === category)
      .map(({ body }) => body.output)
      .join('');
  }

  /** Waits until the output of a category matches. */
  async printed(pattern: RegExp, category = 'stdout'): Promise<string> {
    if (!pattern.test(this.output(category))) {
      await this.event('output', () => pattern.test(this.output(category)), false);
    }
    return this.output(category);
  }

  /** The next event that tells whether the program stands or is over. */
  protected async nextTurn(): Promise<Happening> {
    const tells = ({ event }: Happening) => event === 'stopped' || event === 'terminated';
    for (; this.taken < this.happenings.length; this.taken += 1) {
      const happening = this.happenings[this.taken];
      if (happening && tells(happening)) {
        this.taken += 1;
        return happening;
      }
    }
    const { promise, resolve } = deferred<Happening>();
    const waiter = { accepts: tells, resolve };
    this.waiters.add(waiter);
    const late = () => `a stop or the end${this.story()}`;
    const happening = await within(promise, late, this.patience).finally(() => this.waiters.delete(waiter));
    this.taken = this.happenings.indexOf(happening) + 1;
    return happening;
  }

  /** What happened last, for the message of a failure. */
  private story(): string {
    const last = this.happenings.filter(({ event }) => event !== 'dapper/progress').slice(-8);
    return `\nlast events:\n${last.map(({ event, body }) => `  ${event} ${JSON.stringify(body)?.slice(0, 300)}`).join('\n')}`;
  }
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

async function within<T>(promise: Promise<T>, what: () => string, patience = PATIENCE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${patience / 1000} s for ${what()}`)), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** A session over a program that has not been initialised yet. It ends with the test. */
export function open(program: Debuggee): Driver {
  return new Driver(openSession(), program);
}

/** Debugs a program; it runs when this returns. */
export async function debug(program: Debuggee, setup: Setup = {}): Promise<Driver> {
  const driver = open(program);
  await driver.start(setup);
  return driver;
}

/** The three ways in which breakpoints can be delivered, as `frameEvalConfig`. */
export const BACKENDS = {
  eval_frame: { backend: 'eval_frame', fallback_to_tracing: false },
  sys_monitoring: { backend: 'tracing', tracing_backend: 'sys_monitoring' },
  settrace: { backend: 'tracing', tracing_backend: 'settrace' },
} as const;

/** The name of a backend. */
export type BackendName = keyof typeof BACKENDS;

/** All names of backends. */
export const BACKEND_NAMES = Object.keys(BACKENDS) as BackendName[];

/** Checks that the backend that was asked for is the one that works. */
export async function expectBackend(driver: Driver, name: BackendName): Promise<void> {
  const { runtimeStatus } = await driver.request('dapper/frameEvalStatus', undefined);
  const types = { eval_frame: 'EvalFrameBackend', sys_monitoring: 'SysMonitoringBackend', settrace: 'SettraceBackend' };
  expect(runtimeStatus.backend_type, runtimeStatus.reason).toBe(types[name]);
}
