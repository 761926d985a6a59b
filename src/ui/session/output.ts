/** What is printed in the terminal. */
import type { Events } from '../../protocol/index.ts';

/** A piece of output, ours or the program's. */
export interface Output {
  readonly text: string;
  readonly category: 'stdout' | 'stderr' | 'console' | 'important';
}

/** An output event as the terminal shows it; `undefined` for what is not for people, or is shown elsewhere. */
export function shownOutput({ data, category = 'console', output }: Events['output']): Output | undefined {
  // Of the debugger itself, and for clients without a panel for it: the terminal is the program's.
  if (data?.dapper === 'backend' || category === 'telemetry') return undefined;
  const isOwn = category === 'stdout' || category === 'stderr' || category === 'important';
  return { text: output, category: isOwn ? category : 'console' };
}
