/** What a client has set up in a session, kept to bring a new worker to where the last one was. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { LaunchArguments, NumberedBreakpoint } from '../protocol/index.ts';
import type { SourceFile } from './connection.ts';
import type { StartPlan } from './start.ts';

/** The breakpoints of a file as they were set last, with the adapter's numbers. */
interface Numbered extends DebugProtocol.SetBreakpointsArguments {
  readonly breakpoints: NumberedBreakpoint[];
}

export class SessionRecord {
  files: readonly SourceFile[] = [];
  initialize: DebugProtocol.InitializeRequestArguments | undefined;
  exceptionBreakpoints: DebugProtocol.SetExceptionBreakpointsArguments | undefined;
  launch: LaunchArguments | undefined;
  private readonly breakpoints = new Map<string, Numbered>();

  /** Takes note of a request of the client. */
  note(command: string, args: unknown): void {
    if (command === 'initialize') this.initialize = args as DebugProtocol.InitializeRequestArguments;
    else if (command === 'setExceptionBreakpoints') {
      this.exceptionBreakpoints = args as DebugProtocol.SetExceptionBreakpointsArguments;
    }
  }

  /** Takes note of breakpoints, and of the numbers that the adapter has given them. */
  noteBreakpoints(args: DebugProtocol.SetBreakpointsArguments, ids: readonly (number | undefined)[]): void {
    const { path } = args.source;
    if (!path) return;
    const breakpoints = (args.breakpoints ?? []).map((each, at) => ({ ...each, id: ids[at] }));
    this.breakpoints.set(path, { ...args, breakpoints });
  }

  /** Numbers breakpoints while there is no worker to do it, and takes note of them: who was there keeps the number. */
  numbered(args: DebugProtocol.SetBreakpointsArguments): readonly number[] {
    const all = [...this.breakpoints.values()].flatMap(({ breakpoints }) => breakpoints);
    let last = Math.max(0, ...all.map(({ id = 0 }) => id));
    const former = new Map(
      this.breakpoints.get(args.source.path ?? '')?.breakpoints.map((each) => [keyOf(each), each.id]),
    );
    const ids = (args.breakpoints ?? []).map((each) => {
      const key = keyOf(each);
      const kept = former.get(key);
      former.delete(key);
      if (kept !== undefined) return kept;
      last += 1;
      return last;
    });
    this.noteBreakpoints(args, ids);
    return ids;
  }

  /** How to start again what was launched, now with these arguments. */
  plan(launch: LaunchArguments): StartPlan {
    return {
      files: this.files,
      initialize: this.initialize,
      launch,
      breakpoints: () => [...this.breakpoints.values()],
      filters: () => this.exceptionBreakpoints,
    };
  }
}

/** What makes two requests ask for the same breakpoint. */
function keyOf({ line, condition, hitCondition, logMessage }: DebugProtocol.SourceBreakpoint): string {
  return JSON.stringify([line, condition, hitCondition, logMessage]);
}
