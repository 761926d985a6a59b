import type { DebugProtocol } from '@vscode/debugprotocol';
import { isLabel } from '../../model/pause.ts';

/** Whether a frame can begin again, as far as that is known. */
export function mayRestart(frame: DebugProtocol.StackFrame): boolean {
  return frame.canRestart !== false && !isLabel(frame);
}
