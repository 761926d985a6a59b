/** What a client has set up in a session, kept to bring a new worker to where the last one was. */
import type { ArgumentsOf, LaunchArguments, WriteFilesBody } from '../protocol/index.ts';
import type { SourceFile } from './connection.ts';
import type { StartPlan } from './start.ts';

type Breakpoints = ArgumentsOf<'setBreakpoints'>;
type Breakpoint = NonNullable<Breakpoints['breakpoints']>[number];

/** The breakpoints of a file as they were set last, with the adapter's numbers. */
interface Numbered extends Breakpoints {
  readonly breakpoints: readonly Breakpoint[];
}

export class SessionRecord {
  files: readonly SourceFile[] = [];
  initialize: ArgumentsOf<'initialize'> | undefined;
  exceptionBreakpoints: ArgumentsOf<'setExceptionBreakpoints'> | undefined;
  launch: LaunchArguments | undefined;
  private readonly breakpoints = new Map<string, Numbered>();

  /** Takes note of a request of the client, and of the answer. */
  note(command: string, args: unknown, body: unknown): void {
    if (command === 'initialize') this.initialize = args as ArgumentsOf<'initialize'>;
    else if (command === 'setExceptionBreakpoints') {
      this.exceptionBreakpoints = args as ArgumentsOf<'setExceptionBreakpoints'>;
    } else if (command === 'dapper/writeFiles') {
      this.noteFiles((args as { readonly files: readonly SourceFile[] }).files, (body as WriteFilesBody).paths);
    }
  }

  /** Takes note of files that were written since, some in place of others. */
  private noteFiles(files: readonly SourceFile[], paths: readonly string[]): void {
    const written = files.map((file, at) => ({ ...file, path: paths[at] ?? file.path }));
    const byPath = new Map([...this.files, ...written].map((file) => [file.path, file]));
    this.files = [...byPath.values()];
  }

  /** Takes note of breakpoints, and of the numbers that the adapter has given them. */
  noteBreakpoints(args: Breakpoints, ids: readonly (number | undefined)[]): void {
    const { path } = args.source;
    if (!path) return;
    const breakpoints = (args.breakpoints ?? []).map((each, at) => ({ ...each, id: ids[at] }));
    this.breakpoints.set(path, { ...args, breakpoints });
  }

  /** Numbers breakpoints while there is no worker to do it, and takes note of them: who was there keeps the number. */
  numbered(args: Breakpoints): readonly number[] {
    const all = [...this.breakpoints.values()].flatMap(({ breakpoints }) => breakpoints);
    let last = Math.max(0, ...all.map(({ id }) => id ?? 0));
    const former = new Map(
      this.breakpoints.get(args.source.path ?? '')?.breakpoints.map((each) => [keyOf(each), each.id]),
    );
    const ids = (args.breakpoints ?? []).map((each) => {
      const key = keyOf(each);
      const kept = former.get(key);
      former.delete(key);
      if (typeof kept === 'number') return kept;
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
function keyOf({ line, condition, hitCondition, logMessage }: Breakpoint): string {
  return JSON.stringify([line, condition, hitCondition, logMessage]);
}
