import type { DebugProtocol } from '@vscode/debugprotocol';
import { words } from './localize.ts';

/**
 * What is said beside an exception's name, in English, by the mode that stopped there.
 *
 * With `userUnhandled` the user's own code may still handle the exception, outside the library that gets it next.
 */
export function exceptionKind(mode: DebugProtocol.ExceptionBreakMode | undefined): string {
  if (mode === 'unhandled') return words('not handled');
  return mode === 'userUnhandled' ? words('leaves your code for a library') : words('raised');
}
