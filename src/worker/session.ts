/**
 * One debug session in a booted worker: the adapter, the host and the Python session, and the program's run.
 *
 * Who may call Python when: while it is idle, this file, for each message that arrives; while the program runs, nobody,
 * because Python itself looks into the inbox; while it is suspended in the debugger, nobody (the gate is closed).
 */
import type { PyCallable, PyProxy } from 'pyodide/ffi';
import type { WorkerChannel } from '../channel/index.ts';
import { type CheckedArguments, DEBUGGER_FOLDER, debuggerBug } from '../protocol/index.ts';
import { Adapter } from './adapter.ts';
import { fromBootstrap } from './bootstrap.ts';
import { Gate, type Schedule } from './gate.ts';
import { Host, hostForPython, pauseFor, turn } from './host.ts';
import { OutputBatcher, type OutputCategory } from './output.ts';
import { LaunchPackages } from './packages/launch-packages.ts';
import type { Platform, Pyodide } from './platform.ts';
import type { Signals } from './signals.ts';
import { type Patience, warmUp } from './warm-up.ts';

/**
 * Methods of the object that `dapper.session.session.open_session` returns, as long as the worker lives. Taken once,
 * before the
 * program starts: Pyodide asks Python's abstract base classes what a method is, and a program may have replaced those.
 */
interface PythonSession {
  readonly handle: PyCallable;
  readonly program: PyCallable;
  readonly coroutine: PyCallable;
  readonly left: PyCallable;
  readonly finish: PyCallable;
  readonly actWaiting: PyCallable;
}

/** Milliseconds within which a client that has waited for the interpreter asks for something. */
const HASTE = 50;
/** Releases that know no other way of writing to a terminal. */
const BYTE_BY_BYTE = /^0\.23\./;

/** How long the interpreter is heated up at most: V8 takes a third of a second on a slow machine. */
const UNTIL_HOT: Patience = { calm: 2000, longest: 2000 };

/** The parts of Pyodide that it does not document and that nothing else offers. */
interface PyodideInternals {
  readonly _api: {
    scheduleCallback: Schedule;
    on_fatal?: (error: unknown) => void;
  };
}

export class Session {
  private readonly adapter: Adapter;
  private readonly output: OutputBatcher;
  private readonly gate: Gate;
  private readonly host: Host;
  private readonly python: PythonSession;
  private readonly packages: LaunchPackages;
  /** Until the interpreter is hot. */
  private heating: Promise<unknown> | undefined;
  /** Whether a client has ever asked for anything. */
  private asked = false;
  private startRequested = false;
  /** How Python waits for a message. */
  private waits: 'block' | 'suspend' | 'none';
  /** Whether Python has made ready to run the program, and has not finished that. */
  private running = false;

  constructor(
    private readonly pyodide: Pyodide,
    private readonly platform: Platform,
    private readonly channel: WorkerChannel,
    signals: Signals,
  ) {
    const { block, suspend } = channel.abilities;
    this.waits = block ? 'block' : suspend ? 'suspend' : 'none';
    const { _api: api } = pyodide as unknown as PyodideInternals;
    this.packages = new LaunchPackages(pyodide, platform.packages);
    this.adapter = new Adapter({
      post: (text) => {
        this.output.flush();
        channel.post(text);
      },
      prepareLaunch: (args) => this.prepareLaunch(args),
      loadPackages: (args, listener) => this.packages.begin(args, listener),
      submit: (command) => this.submit(command),
      prepareSource: (path) => platform.prepareSource(pyodide, path),
      startProgram: () => {
        this.startRequested = true;
      },
      unfinishedLine: () => this.output.unfinishedLine,
      endLine: () => this.output.endLine(),
    });
    this.output = new OutputBatcher((category, output) => {
      this.adapter.event('output', { category, output });
      this.host.letClientCatchUp();
    });
    this.gate = new Gate(api.scheduleCallback);
    // By this Pyodide comes to Python, too, since 314: later than it was called to.
    if (this.waits === 'suspend') api.scheduleCallback = this.gate.later;
    this.host = new Host(channel, this.adapter, this.output, this.gate);
    api.on_fatal = (error) => this.fail(error);
    this.connectStreams();
    this.python = this.openPython();
    this.host.tick.start(signals.connect(pyodide, this.host.tick, channel.memory));
    channel.onArrival = () => this.serve();
  }

  /** Makes the interpreter hot while nobody has asked for anything. Returns whether it came to that. */
  async warmUp(): Promise<boolean> {
    const wanted = () => !this.asked && !this.gate.closed;
    await pauseFor(HASTE);
    await warmUp(this.pyodide, turn, wanted);
    return wanted();
  }

  /** Makes the interpreter hot, while `cold` says so; requests are served meanwhile, but a program starts only then. */
  heatUp(cold: () => boolean): Promise<unknown> {
    const heating = warmUp(this.pyodide, turn, () => cold() && !this.gate.closed, UNTIL_HOT);
    this.heating = heating.catch(() => {}); // the caller hears of it
    return heating;
  }

  /** Handles what is in the inbox; called when Python is not on the stack. */
  serve(): void {
    // Where Python is about to go on with what it has received, it looks itself for what has come since.
    if (this.gate.closed) return;
    this.asked ||= this.channel.pending();
    try {
      for (let command = this.host.poll(); command !== null; command = this.host.poll()) this.python.handle(command);
    } catch (error) {
      this.fail(error);
      return;
    }
    this.output.flush();
    if (this.startRequested) {
      this.startRequested = false;
      this.run().catch((error) => this.fail(error));
    } else if (this.running) {
      this.actWaiting().catch((error) => this.fail(error));
    }
  }

  /** Hands Python a command that had to wait, and then what has come meanwhile. */
  private submit(command: string): void {
    try {
      this.python.handle(command);
    } catch (error) {
      this.fail(error);
      return;
    }
    this.serve();
  }

  /** Lets Python do what requests asked for: it may stop, so it must be able to wait. */
  private async actWaiting(): Promise<void> {
    await call(this.python.actWaiting);
  }

  private async run(): Promise<void> {
    await this.heating;
    this.host.setState('running');
    const program: PyCallable = this.python.program();
    // The event loop may turn between this and the program's first line, and while the program waits.
    this.running = true;
    await call(program);
    program.destroy();
    await drive(this.python.coroutine());
    await drive(this.python.left());
    this.running = false;
    await call(this.python.finish);
    this.output.end();
    this.host.setState('idle');
    this.adapter.ended();
    this.serve();
  }

  /** Reports what nothing can be done about: this worker is finished. */
  private fail(error: unknown): void {
    this.channel.onArrival = null;
    this.output.end();
    const exit = /Program terminated with exit\((\d+)\)/.exec(String(error));
    if (exit !== null) this.adapter.event('exited', { exitCode: Number(exit[1]) });
    this.channel.fail(describeFailure(error));
  }

  private prepareLaunch(args: CheckedArguments<'launch'>): CheckedArguments<'launch'> {
    this.platform.prepareLaunch(this.pyodide, args);
    if (this.waits !== 'none' || args.noDebug) return args;
    const lack = this.channel.abilities.suspend
      ? `there is no shared memory here, and Pyodide ${this.pyodide.version} cannot use JSPI`
      : 'there is no shared memory, no JSPI and no service worker here';
    this.adapter.event('output', {
      category: 'important',
      output: `Python cannot be paused: ${lack}. The program runs without the debugger.\n`,
    });
    return { ...args, noDebug: true };
  }

  private connectStreams(): void {
    const stream = (category: OutputCategory) => ({
      isatty: true,
      write: (bytes: Uint8Array) => {
        this.output.write(category, bytes);
        this.host.tick.muteOnce();
        return bytes.length;
      },
    });
    // Pyodide 0.23 hands over each byte by itself, and has one terminal at most.
    const byBytes = (category: OutputCategory, isatty: boolean) => ({
      isatty,
      raw: (byte: number) => {
        this.output.writeByte(category, byte);
        this.host.tick.muteOnce();
      },
    });
    const isOld = BYTE_BY_BYTE.test(this.pyodide.version);
    // Whoever reads below `sys.stdin` finds the end of it: in Node descriptor 0 carries the protocol.
    this.pyodide.setStdin({ stdin: () => null });
    this.pyodide.setStdout(isOld ? byBytes('stdout', true) : stream('stdout'));
    this.pyodide.setStderr(isOld ? byBytes('stderr', false) : stream('stderr'));
  }

  private openPython(): PythonSession {
    const open = fromBootstrap(this.pyodide, 'open_worker_session');
    if (this.waits === 'suspend' && !suspends(open)) this.waits = 'none';
    const options = {
      path: DEBUGGER_FOLDER,
      executable: this.platform.executable ?? null,
      hookDir: `${DEBUGGER_FOLDER}/hook`,
      waits: this.waits,
      transport: this.waits === 'none' ? 'none' : this.channel.transport,
      platform: this.platform.name,
    };
    const session = open(hostForPython(this.host, this.gate), JSON.stringify(options)) as PyProxy &
      PythonSession & {
        readonly act_waiting: PyCallable;
      };
    const { handle, program, coroutine, left, finish, act_waiting: actWaiting } = session;
    return { handle, program, coroutine, left, finish, actWaiting };
  }
}

/** Waits for what Python has to wait for, if it has anything. */
async function drive(callable: PyCallable | undefined): Promise<void> {
  if (!callable) return;
  await callable();
  callable.destroy();
}

/** Calls Python so that it can be suspended, where the browser can do that. */
function call(callable: PyCallable): Promise<unknown> | unknown {
  const canSuspend = 'Suspending' in WebAssembly || 'Suspender' in WebAssembly;
  return canSuspend && suspends(callable) ? callable.callPromising() : callable();
}

/** Whether this release of Pyodide knows JSPI as browsers have it: 0.25 and older ones do not. */
function suspends(callable: PyCallable): boolean {
  return typeof (callable as Partial<PyCallable>).callPromising === 'function';
}

function describeFailure(error: unknown): string {
  if (/Program terminated with exit/.test(String(error))) return 'The program has ended the interpreter (os._exit).';
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (/Maximum call stack|too much recursion/i.test(text)) {
    return `Python ran out of stack and cannot go on (${text}). The program recursed deeper than the browser allows.`;
  }
  if (/memory access out of bounds/i.test(text)) {
    return `Python used memory that it does not have and cannot go on (${text}). It ran out of memory, or a native call had a wrong address.`;
  }
  if (/out of memory|allocation fail/i.test(text)) {
    return `Python ran out of memory and cannot go on (${text}).`;
  }
  if (error instanceof Error && error.name === 'PythonError') return debuggerBug(error.message).message;
  return `Python has failed and cannot go on (${text}).`;
}
