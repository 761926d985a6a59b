import { isActive } from '../../model/view-state.ts';
import type { Debugger } from './debugger.ts';

/** Boots Python anew, from any state. A start that waits for Python waits for the new one. */
export async function tryAgain(target: Debugger): Promise<void> {
  const { execution, queued, mode } = target.state;
  const wanted = execution === 'starting' ? mode : queued;
  if (isActive(target.state)) await target.leave();
  target.reboot();
  if (wanted) await target.start(wanted);
}
