/** The lists of the region "Breakpoints" that begin empty and are filled from elsewhere, so that nothing waits for them. */
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { attachConditionList } from './condition-list.ts';
import { dataKind, instructionKind } from './named-kinds.ts';
import { attachSkippedList } from './skipped-list.ts';

/** Shows them in `host`. @param noteId - See `attachConditionList`. */
export function attachNamedLists(host: HTMLElement, target: Debugger, noteId: string): Disposable {
  return disposing(
    attachConditionList(host, target, noteId, dataKind(target)),
    attachConditionList(host, target, noteId, instructionKind(target)),
    attachSkippedList(host, target),
  );
}
