/** To let a function on the stack begin again. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { isLabel } from '../../model/pause.ts';
import type { Debugger } from '../session/debugger.ts';
import { messageOf } from '../session/message-of.ts';

/** Whether a frame can begin again, as far as that is known. */
export function mayRestart(frame: DebugProtocol.StackFrame): boolean {
  return frame.canRestart !== false && !isLabel(frame);
}

/** Lets it begin again; why it cannot is said at its line, too. */
export function restartFrame(target: Debugger, frame: DebugProtocol.StackFrame): void {
  const work = target.jumps.restartFrame(frame).catch((error: unknown) => {
    target.signals.send('refused', { frame, reason: messageOf(error) });
    throw error;
  });
  target.guard(work);
}
