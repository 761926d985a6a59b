/** What a client has set up in a session, kept to bring a new worker to where the last one was. */
import type { ArgumentsOf, HotReloadBody, LaunchArguments, WriteFilesBody } from '../protocol/index.ts';
import { BreakpointSets } from './breakpoint-sets.ts';
import type { SourceFile } from './connection.ts';
import type { RestartChanges, StartPlan } from './start.ts';

export class SessionRecord {
  readonly breakpoints = new BreakpointSets();
  files: readonly SourceFile[] = [];
  private initialize: ArgumentsOf<'initialize'> | undefined;
  private exceptionBreakpoints: ArgumentsOf<'setExceptionBreakpoints'> | undefined;
  private launch: LaunchArguments | undefined;

  /** Takes note of a request that was answered. */
  note(command: string, args: unknown, body: unknown): void {
    switch (command) {
      case 'initialize':
        this.initialize = args as ArgumentsOf<'initialize'>;
        break;
      case 'launch':
        this.launch = args as LaunchArguments;
        break;
      case 'setExceptionBreakpoints':
        this.exceptionBreakpoints = args as ArgumentsOf<'setExceptionBreakpoints'>;
        break;
      case 'dapper/justMyCode':
        if (this.launch)
          this.launch = { ...this.launch, justMyCode: (args as ArgumentsOf<'dapper/justMyCode'>).enabled };
        break;
      case 'dapper/hotReload':
        this.noteReload(args as ArgumentsOf<'dapper/hotReload'>, (body as HotReloadBody).applied);
        break;
      case 'dapper/writeFiles':
        this.noteFiles((args as { readonly files: readonly SourceFile[] }).files, (body as WriteFilesBody).paths);
    }
  }

  /** How to start again what was launched, but for `changes`; undefined if nothing was. */
  plan({ launch, ...changes }: RestartChanges): StartPlan | undefined {
    if (this.launch === undefined) return undefined;
    const { breakpoints } = this;
    return {
      files: this.files,
      initialize: this.initialize,
      breakpoints: () => breakpoints.of('setBreakpoints'),
      functionBreakpoints: () => breakpoints.of('setFunctionBreakpoints')[0],
      dataBreakpoints: () => breakpoints.of('setDataBreakpoints')[0],
      filters: () => this.exceptionBreakpoints,
      ...changes,
      launch: { ...(isWhole(launch) ? {} : this.launch), ...launch },
    };
  }

  /** Takes note of files that were written since, some in place of others. */
  /** What a restart begins with is what was taken into use. */
  private noteReload({ source: { path }, text }: ArgumentsOf<'dapper/hotReload'>, applied: boolean): void {
    if (applied && path != null && text != null) this.noteFiles([{ path, text }], [path]);
  }

  private noteFiles(files: readonly SourceFile[], paths: readonly string[]): void {
    const written = files.map((file, at) => ({ ...file, path: paths[at] ?? file.path }));
    const byPath = new Map([...this.files, ...written].map((file) => [file.path, file]));
    this.files = [...byPath.values()];
  }
}

/** Whether arguments say what is started, and so stand in place of all former ones. */
function isWhole(launch: RestartChanges['launch']): boolean {
  return launch?.program != null || launch?.module != null;
}
