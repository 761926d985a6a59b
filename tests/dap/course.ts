/**
 * One session that runs many small programs, one after the other.
 *
 * Booting Python is what a test waits for; so the tests of a course share a session. Its main program, the stage, stops
 * between two programs, gets the path of the next one there, and runs it in a namespace of its own. A test that fails
 * leaves the stage in a state that nobody knows: the next one gets a new session.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { type Debuggee, keepProgram } from './debuggee.ts';
import { BACKENDS, type BackendName, Driver, expectBackend, type Happening, type Setup, type Spot } from './driver.ts';
import { startRelease, startSession } from './harness.ts';

const STAGE = `
  import ast
  import inspect
  import os
  import sys
  import traceback
  import types

  while True:
      path = None
      between = True  # @between
      if path is None:
          break
      with open(path, encoding="utf-8") as file:
          code = compile(file.read(), path, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
      sys.path[0] = os.path.dirname(path)
      module = types.ModuleType("__main__")
      module.__file__ = path
      try:
          result = eval(code, module.__dict__)
          if inspect.isawaitable(result):
              await result
      except Exception:
          traceback.print_exc()
`;

/** Drives one program of a course: the stop between two programs is its end. */
class PartDriver extends Driver {
  /** The program has ended. */
  private over = false;
  /** The last that was heard is a stop, and nobody has let the program go on. */
  private standing = false;

  constructor(
    session: Driver['session'],
    program: Debuggee,
    private readonly between: number,
  ) {
    super(session, program);
  }

  override request: Driver['request'] = (command, args) => {
    if (RESUMING.has(command)) this.standing = false;
    return super.request(command, args);
  };

  protected override async nextTurn(): Promise<Happening> {
    const turn = await super.nextTurn();
    this.over = turn.event === 'stopped' && (turn.body.hitBreakpointIds ?? []).includes(this.between);
    this.standing = !this.over;
    return this.over ? { event: 'terminated', body: {} } : turn;
  }

  /** Lets the program run to its end if the test has not. */
  async conclude(): Promise<void> {
    await this.setBreakpoints([]);
    await this.request('setFunctionBreakpoints', { breakpoints: [] });
    await this.request('setExceptionBreakpoints', { filters: [] });
    while (!this.over) {
      if (this.standing) await this.resume();
      await this.nextTurn();
    }
    this.leave();
  }
}

const RESUMING: ReadonlySet<string> = new Set(['continue', 'next', 'stepIn', 'stepOut']);

interface Stage {
  readonly driver: Driver;
  /** Id of the breakpoint between two programs. */
  readonly between: number;
  readonly close: () => void;
}

/** What the programs of a course have in common. */
export interface CourseOptions {
  readonly backend: BackendName;
  readonly justMyCode?: boolean;
  /** A release of Pyodide (see `startRelease`); that of the environment, or the product's own, if none is named. */
  readonly release?: string;
}

/** How a program of a course is to be debugged. */
export interface PartSetup extends Omit<Setup, 'launch'> {
  /** Further requests before it starts. */
  readonly before?: (driver: Driver) => Promise<unknown>;
}

/** See the module. Make one for a `describe`; `run` starts the program of a test. */
export class Course {
  private stage: Promise<Stage> | undefined;

  constructor(private readonly options: CourseOptions) {
    afterAll(() => this.close());
  }

  /** Starts a program. It runs to its first stop, or to its end. `others` are files beside it. */
  async run(text: string, setup: PartSetup = {}, others: Record<string, string> = {}): Promise<Driver> {
    this.stage ??= this.open();
    const { driver: stage, between } = await this.stage;
    const program = keepProgram(text, others, join(stage.program.path, '..'));
    const part = new PartDriver(stage.session, program, between);
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') await this.close();
      else await part.conclude();
    });
    await part.setBreakpoints(setup.breakpoints ?? []);
    await part.request('setExceptionBreakpoints', { filters: [...(setup.filters ?? [])] });
    await setup.before?.(part);
    const { stackFrames } = await part.request('stackTrace', { threadId: 1 });
    const frameId = stackFrames[0]?.id ?? 0;
    const expression = `path = ${JSON.stringify(program.path)}`;
    await part.request('evaluate', { expression, frameId, context: 'repl' });
    await part.resume();
    return part;
  }

  /** Runs a program to its first stop. */
  async at(text: string, ...breakpoints: Spot[]): Promise<Driver> {
    const driver = await this.run(text, { breakpoints });
    await driver.stopped();
    return driver;
  }

  private async open(): Promise<Stage> {
    const { backend, release, ...launch } = this.options;
    const { session, close } = startSession(release === undefined ? {} : { startWorker: () => startRelease(release) });
    const driver = new Driver(session, keepProgram(STAGE));
    await driver.start({ breakpoints: ['between'], launch: { frameEvalConfig: BACKENDS[backend], ...launch } });
    const stop = await driver.stopped();
    await expectBackend(driver, backend);
    return { driver, between: stop.event.hitBreakpointIds?.[0] ?? 0, close };
  }

  private async close(): Promise<void> {
    const stage = this.stage;
    this.stage = undefined;
    if (!stage) return;
    const { driver, close } = await stage;
    close();
    rmSync(join(driver.program.path, '..'), { recursive: true, force: true });
  }
}
