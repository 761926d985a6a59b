/** What a client has set up in a session, kept to bring a new worker to where the last one was. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { LaunchArguments } from '../protocol/index.ts';
import type { SourceFile } from './connection.ts';

export class SessionRecord {
  files: readonly SourceFile[] = [];
  initialize: DebugProtocol.InitializeRequestArguments | undefined;
  exceptionBreakpoints: DebugProtocol.SetExceptionBreakpointsArguments | undefined;
  launch: LaunchArguments | undefined;
  private readonly breakpoints = new Map<string, DebugProtocol.SetBreakpointsArguments>();

  /** Takes note of a request of the client. */
  note(command: string, args: unknown): void {
    switch (command) {
      case 'initialize':
        this.initialize = args as DebugProtocol.InitializeRequestArguments;
        break;
      case 'setBreakpoints': {
        const set = args as DebugProtocol.SetBreakpointsArguments;
        if (set?.source?.path) this.breakpoints.set(set.source.path, set);
        break;
      }
      case 'setExceptionBreakpoints':
        this.exceptionBreakpoints = args as DebugProtocol.SetExceptionBreakpointsArguments;
        break;
    }
  }

  /** Every `setBreakpoints` that counts, one a file. */
  get setBreakpoints(): readonly DebugProtocol.SetBreakpointsArguments[] {
    return [...this.breakpoints.values()];
  }
}
