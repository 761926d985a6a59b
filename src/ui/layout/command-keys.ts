/** The keys of the debugger: those of its commands, and those that mean the line of the cursor. */
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { canPerform, commands } from './commands.ts';
import { attachKeys, editorKeys, isKey, isOverlaid } from './keys.ts';

/**
 * Listens for the keys on `root`, before anything in it does.
 *
 * @param root - A page gives its window, so that they are heard wherever the focus is; a shadow root hears them while
 * the focus is in it.
 */
export function attachCommandKeys(root: EventTarget, target: Debugger): Disposable {
  const onKey = (event: Event) => {
    if (!(event instanceof KeyboardEvent)) return;
    const matching = commands.filter((command) => isKey(event, command.key));
    if (matching.length === 0) return;
    // Also when nothing is enabled, and in a dialog: F5 must never reload the page under a running program.
    event.preventDefault();
    event.stopPropagation();
    if (isOverlaid(event, root)) return;
    const meant = matching.find((command) => canPerform(command, target));
    // A key that is held down steps as fast as the program does, and ends with its release.
    if (meant && !(event.repeat && (meant.group !== 'step' || target.ahead.isOnTheWay)))
      target.guard(meant.perform(target));
  };
  root.addEventListener('keydown', onKey, { capture: true });
  const { signals } = target;
  const ofEditor = attachKeys(root, [
    { key: editorKeys.toggle, atCursor: true, perform: () => signals.send('toggleHere') },
    { key: editorKeys.toggleColumn, atCursor: true, perform: () => signals.send('toggleColumnHere') },
    { key: editorKeys.edit, atCursor: true, perform: () => signals.send('editHere') },
    { key: editorKeys.values, perform: () => signals.send('toggleValues') },
    { key: editorKeys.valueHere, perform: () => signals.send('valueHere') },
    { key: editorKeys.runHere, perform: () => signals.send('runHere') },
    { key: editorKeys.jumpHere, perform: () => signals.send('jumpHere') },
    { key: editorKeys.stepUntil, perform: () => signals.send('stepUntil') },
    { key: editorKeys.stepIntoCall, perform: () => signals.send('stepIntoCall') },
    { key: editorKeys.applyChanges, perform: () => signals.send('applyChanges') },
    { key: editorKeys.goToStop, perform: () => signals.send('revealStop') },
  ]);
  return disposing(ofEditor, () => root.removeEventListener('keydown', onKey, { capture: true }));
}
