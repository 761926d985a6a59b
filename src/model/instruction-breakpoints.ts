/** The breakpoints at single instructions. They are of one run: in the next one the code stands elsewhere. */
import type { ArgumentsOf } from '../protocol/index.ts';
import { withoutEmpty } from './breakpoint-list.ts';
import type { ConditionalBreakpoint } from './conditional-breakpoint.ts';

/** One of them; its name is the function with the offset in bytes. */
export interface InstructionBreakpoint extends ConditionalBreakpoint {
  readonly address: string;
}

/** Those that are on, in the words of DAP. */
export function requestedInstructions(
  breakpoints: readonly InstructionBreakpoint[],
): ArgumentsOf<'setInstructionBreakpoints'> {
  return {
    breakpoints: breakpoints
      .filter(({ enabled }) => enabled)
      .map(({ id, address, ...details }) => ({ id, instructionReference: address, ...withoutEmpty(details) })),
  };
}
