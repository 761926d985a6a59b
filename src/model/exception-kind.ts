import type { DebugProtocol } from '@vscode/debugprotocol';

/**
 * What is said beside an exception's name, by the mode that stopped there.
 *
 * With `userUnhandled` the user's own code may still handle the exception, outside the library that gets it next.
 */
export function exceptionKind(mode: DebugProtocol.ExceptionBreakMode | undefined): string {
  if (mode === 'unhandled') return 'not handled';
  return mode === 'userUnhandled' ? 'leaves your code for a library' : 'raised';
}
