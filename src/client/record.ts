/** What a client has set up in a session, kept to bring a new worker to where the last one was. */
import type { ArgumentsOf, LaunchArguments, Requests, WriteFilesBody } from '../protocol/index.ts';
import type { SourceFile } from './connection.ts';
import type { RestartChanges, StartPlan } from './start.ts';

type Breakpoints = ArgumentsOf<'setBreakpoints'>;
type Breakpoint = NonNullable<Breakpoints['breakpoints']>[number];

/** The breakpoints of a file as they were set last, with the adapter's numbers. */
interface Numbered extends Breakpoints {
  readonly breakpoints: readonly Breakpoint[];
}

export class SessionRecord {
  files: readonly SourceFile[] = [];
  private initialize: ArgumentsOf<'initialize'> | undefined;
  private exceptionBreakpoints: ArgumentsOf<'setExceptionBreakpoints'> | undefined;
  private launch: LaunchArguments | undefined;
  private readonly breakpoints = new Map<string, Numbered>();

  /** Takes note of a request that was answered. */
  note(command: string, args: unknown, body: unknown): void {
    switch (command) {
      case 'initialize':
        this.initialize = args as ArgumentsOf<'initialize'>;
        break;
      case 'launch':
        this.launch = args as LaunchArguments;
        break;
      case 'setBreakpoints':
        this.noteBreakpoints(args as Breakpoints, body as Requests['setBreakpoints']['body']);
        break;
      case 'setExceptionBreakpoints':
        this.exceptionBreakpoints = args as ArgumentsOf<'setExceptionBreakpoints'>;
        break;
      case 'dapper/writeFiles':
        this.noteFiles((args as { readonly files: readonly SourceFile[] }).files, (body as WriteFilesBody).paths);
    }
  }

  /** The numbers of breakpoints while there is no worker to give them: who was there keeps the number. */
  numbers(args: Breakpoints): readonly number[] {
    const all = [...this.breakpoints.values()].flatMap(({ breakpoints }) => breakpoints);
    let last = Math.max(0, ...all.map(({ id }) => id ?? 0));
    const former = new Map(
      this.breakpoints.get(args.source.path ?? '')?.breakpoints.map((each) => [keyOf(each), each.id]),
    );
    return (args.breakpoints ?? []).map((each) => {
      const key = keyOf(each);
      const kept = former.get(key);
      former.delete(key);
      if (typeof kept === 'number') return kept;
      last += 1;
      return last;
    });
  }

  /** How to start again what was launched, but for `changes`; undefined if nothing was. */
  plan({ launch, ...changes }: RestartChanges): StartPlan | undefined {
    if (this.launch === undefined) return undefined;
    return {
      files: this.files,
      initialize: this.initialize,
      breakpoints: () => [...this.breakpoints.values()],
      filters: () => this.exceptionBreakpoints,
      ...changes,
      launch: { ...this.launch, ...launch },
    };
  }

  /** Takes note of files that were written since, some in place of others. */
  private noteFiles(files: readonly SourceFile[], paths: readonly string[]): void {
    const written = files.map((file, at) => ({ ...file, path: paths[at] ?? file.path }));
    const byPath = new Map([...this.files, ...written].map((file) => [file.path, file]));
    this.files = [...byPath.values()];
  }

  /** Takes note of breakpoints, with the numbers that the adapter has given them. */
  private noteBreakpoints(args: Breakpoints, answer: Requests['setBreakpoints']['body']): void {
    const { path } = args.source;
    if (!path) return;
    const breakpoints = (args.breakpoints ?? []).map((each, at) => ({ ...each, id: answer.breakpoints[at]?.id }));
    this.breakpoints.set(path, { ...args, breakpoints });
  }
}

/** What makes two requests ask for the same breakpoint. */
function keyOf({ line, condition, hitCondition, logMessage }: Breakpoint): string {
  return JSON.stringify([line, condition, hitCondition, logMessage]);
}
