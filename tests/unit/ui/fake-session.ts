/** A scripted debug session: it stops where the test says, and records what it was asked. Used by tests only. */
import type { DebugSession, SourceFile } from '../../../src/client/connection.ts';
import { type RestartChanges, type StartObserver, type StartPlan, startProgram } from '../../../src/client/start.ts';
import type { Command, Events, Requests } from '../../../src/protocol/index.ts';

type Answer = (args: never, signal?: AbortSignal) => unknown;

/** A request that the session got. */
export interface Asked {
  readonly command: string;
  readonly args: unknown;
}

export class FakeSession implements DebugSession {
  readonly asked: Asked[] = [];
  readonly files: SourceFile[] = [];
  restarts = 0;
  readonly phase = 'ready' as const;
  readonly transport = {
    transport: 'atomics',
    abilities: { block: true, suspend: false, interrupt: true },
    reason: 'a script',
  } as unknown as DebugSession['transport'];
  readonly strayMessages = 0;
  readonly ready: Promise<void>;
  private readonly handlers = new Map<string, Set<(body: unknown) => void>>();
  private readonly answers: Partial<Record<string, Answer>>;
  private endBoot: () => void = () => {};
  private lastId = 0;

  /** @param answers replaces what the script answers to a command. */
  constructor(answers: { [C in Command]?: (args: Requests[C]['arguments'], signal?: AbortSignal) => unknown } = {}) {
    this.ready = new Promise((resolve) => {
      this.endBoot = resolve;
    });
    this.answers = {
      initialize: () => ({ supportsConfigurationDoneRequest: true }),
      launch: () => {
        queueMicrotask(() => this.emit('initialized', undefined));
      },
      setBreakpoints: ({ breakpoints }: { breakpoints: { id: number; line: number }[] }) => ({
        breakpoints: breakpoints.map(({ id, line }) => ({ id, verified: true, line })),
      }),
      setFunctionBreakpoints: ({ breakpoints }: { breakpoints: { id: number }[] }) => ({
        breakpoints: breakpoints.map(({ id }) => ({ id, verified: true })),
      }),
      threads: () => ({ threads: [{ id: 1, name: 'MainThread' }] }),
      stackTrace: () => ({
        stackFrames: [
          { id: 1, name: 'f', line: 7, column: 1, source: { name: 'main.py', path: '/home/pyodide/main.py' } },
          { id: 2, name: '<module>', line: 9, column: 1, source: { name: 'main.py', path: '/home/pyodide/main.py' } },
        ],
        totalFrames: 2,
      }),
      exceptionInfo: () => ({ exceptionId: 'ValueError', description: 'no number', breakMode: 'unhandled' }),
      scopes: () => ({ scopes: [{ name: 'Locals', variablesReference: 10, expensive: false }] }),
      variables: () => ({ variables: [{ name: 'n', value: '3', type: 'int', variablesReference: 0 }] }),
      evaluate: ({ expression }: { expression: string }) => ({ result: `<${expression}>`, variablesReference: 0 }),
      'dapper/frameEvalStatus': () => ({
        runtimeStatus: { backend_type: 'EvalFrameBackend', reason: 'The hook works.', transport: 'atomics' },
        hookStats: { armed: false, hook_installed: true, frames_evaluated: 12 },
        telemetry: { events: [], reason_counts: {} },
      }),
      terminate: () => queueMicrotask(() => this.emit('terminated', undefined)),
      ...this.overrides(answers),
    };
  }

  /** Ends the boot. */
  boot(): void {
    this.endBoot();
  }

  /** The arguments of every request `command`. */
  argumentsOf<C extends Command>(command: C): Requests[C]['arguments'][] {
    return this.asked.filter((each) => each.command === command).map(({ args }) => args as Requests[C]['arguments']);
  }

  /** How many handlers there are for its events. */
  get listening(): number {
    return [...this.handlers.values()].reduce((sum, { size }) => sum + size, 0);
  }

  emit<E extends keyof Events>(event: E, body: Events[E]): void {
    for (const handler of this.handlers.get(event) ?? []) handler(body);
  }

  async request<C extends Command>(
    command: C,
    args: Requests[C]['arguments'],
    signal?: AbortSignal,
  ): Promise<Requests[C]['body']> {
    this.asked.push({ command, args });
    return (await this.answers[command]?.(args as never, signal)) as Requests[C]['body'];
  }

  on<E extends keyof Events>(event: E, handler: (body: Events[E]) => void): () => void {
    const handlers = this.handlers.get(event) ?? new Set();
    this.handlers.set(event, handlers);
    handlers.add(handler as (body: unknown) => void);
    return () => handlers.delete(handler as (body: unknown) => void);
  }

  onAny(): () => void {
    return () => {};
  }

  async prepare(files: readonly SourceFile[]): Promise<void> {
    this.files.splice(0, this.files.length, ...files);
  }

  async restart(changes: RestartChanges = {}, observer?: StartObserver, signal?: AbortSignal): Promise<void> {
    this.restarts += 1;
    await startProgram(this, changes as StartPlan, observer, signal);
  }

  async reboot(): Promise<void> {}

  newBreakpointId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  frameEvalStatus() {
    return this.request('dapper/frameEvalStatus', {});
  }

  frameEvalReset() {
    return this.request('dapper/frameEvalReset', {});
  }

  async frameEvalHealth() {
    return (await this.request('dapper/frameEvalHealth', {})).checks;
  }

  dispose(): void {}

  private overrides(answers: object): Partial<Record<string, Answer>> {
    return answers as Partial<Record<string, Answer>>;
  }
}
