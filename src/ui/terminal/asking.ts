/** Who waits for an answer in the terminal. */
import type { ViewState } from '../../model/view-state.ts';

/** Whether what is written answers who waits for input: at a stop only what is evaluated there. */
export function isAsking({ input, execution }: ViewState): boolean {
  return input !== undefined && (execution !== 'paused' || input.evaluated);
}

/** Whether it is the program that waits for input. */
export function asksProgram({ input }: ViewState): boolean {
  return input !== undefined && !input.evaluated;
}
