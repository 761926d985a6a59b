/** What moves a paused program elsewhere than a step does. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { BreakpointDetails, Place } from '../../model/breakpoint-list.ts';
import { originOf } from '../../model/line-map.ts';
import { topFrame } from '../../model/pause.ts';
import { fileName } from '../../model/program-files.ts';
import { isActive, type ViewState } from '../../model/view-state.ts';
import { type Conductor, isDebugging } from './conductor.ts';
import { wantedIn } from './wanted.ts';

/** How a program runs to a line. */
export interface RunToOptions extends Pick<BreakpointDetails, 'condition' | 'hitCondition'> {
  /** Whether the other breakpoints of the file do not count meanwhile. */
  readonly alone?: boolean;
  /** Ends it: the program runs on with its own breakpoints. */
  readonly signal?: AbortSignal;
}

/** The requests that step. */
export type StepCommand = 'next' | 'stepIn' | 'stepOut' | 'dapper/stepUntil';

/** What the person has a step be one of, where that is no line and the request can tell. */
export function unitOf(command: 'continue' | StepCommand, { granularity }: ViewState) {
  return granularity === 'instruction' && command !== 'continue' && command !== 'dapper/stepUntil'
    ? { granularity }
    : {};
}

/** What else it needs of the debugger. */
interface Resuming {
  resume(command: 'continue' | StepCommand, more?: { readonly targetId: number }): Promise<void>;
  subscribe(listener: (state: ViewState) => void): () => void;
}

export class Jumps {
  constructor(private readonly target: Conductor & Resuming) {}

  /**
   * Lets the program run until it comes to a line, unless it stops before.
   *
   * @throws Error, RequestError if that cannot be.
   */
  async runTo({ path, line }: Place, { alone = false, signal, ...when }: RunToOptions = {}): Promise<void> {
    const { target } = this;
    const { paused } = target.state;
    if (!paused) return;
    const id = target.newBreakpointId();
    const { breakpoints: others = [], ...file } = wantedIn(target.state, path);
    const there = { id, line: startedLine(target, { path, line }), ...when };
    const kept = alone ? [] : (others ?? []).filter((each) => each.line !== there.line);
    const breakpoints = [...kept, there];
    const answer = await target.request('setBreakpoints', { ...file, breakpoints });
    const made = answer.breakpoints.find((each) => each.id === id);
    if (!made?.verified) {
      this.restore(path);
      throw new Error(made?.message ?? target.localize('Line {line} has no code to run to.', { line }));
    }
    const end = () => {
      unsubscribe();
      signal?.removeEventListener('abort', end);
      this.restore(path);
    };
    const unsubscribe = target.subscribe((state) => {
      if (!isActive(state) || (state.paused && state.paused.number !== paused.number)) end();
    });
    if (signal?.aborted) return end();
    signal?.addEventListener('abort', end);
    await target.resume('continue');
  }

  /**
   * Lets the program go on at another line of the function that it is in; nothing runs meanwhile.
   *
   * @throws Error, RequestError if that cannot be, with Python's reason.
   */
  async setNext({ path, line }: Place): Promise<void> {
    const { target } = this;
    const { localize, state } = target;
    const { paused } = state;
    if (!paused) return;
    const { source = { path } } = topFrame(paused) ?? {};
    if (source.path !== path) {
      const file = fileName(path);
      throw new Error(localize('{file} is not the file of the function that is paused.', { file }));
    }
    const asked = { source, line: startedLine(target, { path, line }) };
    const { targets } = await target.request('gotoTargets', asked);
    const [found] = targets;
    if (!found) throw new Error(localize('Line {line} has no statement of the function that is paused.', { line }));
    await target.request('goto', { threadId: paused.threadId, targetId: found.id });
  }

  /** Lets the program run until it comes further down in its function than it is: out of the loop that ends here. */
  async stepUntil(): Promise<void> {
    await this.target.resume('dapper/stepUntil');
  }

  /** The calls of the statement at which the program stands that are still to come. */
  async callsToCome(): Promise<readonly DebugProtocol.StepInTarget[]> {
    const frame = topFrame(this.target.state.paused);
    if (!frame) return [];
    return (await this.target.request('stepInTargets', { frameId: frame.id })).targets;
  }

  /** Steps into one of them. */
  async stepInto(call: DebugProtocol.StepInTarget): Promise<void> {
    await this.target.resume('stepIn', { targetId: call.id });
  }

  /** Lets a function on the stack begin again. @throws RequestError if that cannot be, with the reason. */
  async restartFrame({ id }: DebugProtocol.StackFrame): Promise<void> {
    await this.target.request('restartFrame', { frameId: id });
  }

  private restore(path: string): void {
    const { target } = this;
    if (isDebugging(target.state)) target.guard(target.request('setBreakpoints', wantedIn(target.state, path)));
  }
}

/** A line of the present text in the text that was started. @throws Error if that has no such line. */
function startedLine({ state: { edits }, localize }: Conductor, { path, line }: Place): number {
  const map = edits.get(path);
  const started = map ? originOf(map, line) : line;
  if (started === undefined)
    throw new Error(localize('Line {line} was written after the start. Restart to use it.', { line }));
  return started;
}
