/** How a breakpoint of whatever kind looks, in one word. */
import type { BreakpointAnswer } from '../../model/breakpoint-list.ts';

export type Look = 'on' | 'off' | 'inactive' | 'unverified';

/** What of a breakpoint decides that. */
interface Answered {
  readonly enabled: boolean;
  readonly answer?: BreakpointAnswer | undefined;
}

/** @param plainRun - Whether the program that runs knows no breakpoints. */
export function lookOf({ enabled, answer }: Answered, plainRun: boolean): Look {
  if (!enabled) return 'off';
  if (plainRun) return 'inactive';
  return answer && !answer.verified ? 'unverified' : 'on';
}
