/** What can be done with a frame of the call stack, besides looking at it. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { isLabel } from '../../model/pause.ts';
import { frameName, functionName, placeOf } from '../../model/status-text.ts';
import type { MenuItem } from '../layout/menu.ts';
import type { Debugger } from '../session/debugger.ts';
import { mayRestart, restartFrame } from './restart-frame.ts';

/** The items of the menu of a frame. */
export function frameActions(target: Debugger, frame: DebugProtocol.StackFrame): readonly MenuItem[] {
  const { localize } = target;
  const items: MenuItem[] = [];
  if (mayRestart(frame)) {
    items.push({ label: localize('Restart frame'), key: 'R', perform: () => restartFrame(target, frame) });
  }
  const name = functionName(frame);
  if (name !== undefined) {
    const isSkipped = target.skipped.names.includes(name);
    const skip = () => {
      target.skipped.toggle(name);
      const text = localize(
        isSkipped ? '{name} is stepped into again' : '{name} is never stepped into. Breakpoints lists it.',
        { name },
      );
      target.signals.send('say', { text });
    };
    const label = localize(isSkipped ? 'Step into {name} again' : 'Never step into {name}', { name });
    items.push({ label, perform: skip });
  }
  const copy = () =>
    target.guard(
      navigator.clipboard
        .writeText(stackText(target))
        .then(() => target.signals.send('say', { text: localize('The call stack is copied') })),
    );
  items.push({ label: localize('Copy call stack'), perform: copy });
  return items;
}

/** The frames as far as they are known, one a line. */
function stackText({ state, localize }: Debugger): string {
  const frames = state.paused?.frames ?? [];
  const line = (frame: DebugProtocol.StackFrame) =>
    isLabel(frame) ? frame.name : `${frameName(frame, state.program, localize)}, ${placeOf(frame)}`;
  return `${frames.map(line).join('\n')}\n`;
}
