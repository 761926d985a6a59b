/** The parts of the region "Breakpoints" that begin empty or closed: nothing waits for them, and they are fetched later. */
import { disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { attachConditionList } from './condition-list.ts';
import { attachFunctionList, type FunctionList } from './function-list.ts';
import { dataKind, instructionKind } from './named-kinds.ts';
import { attachSkippedList } from './skipped-list.ts';

export { attachAllBreakpoints } from './all-breakpoints.ts';
export { attachExceptionCondition } from './exception-condition.ts';

/** Shows them in `host`. @param noteId - See `attachConditionList`. */
export function attachNamedLists(host: HTMLElement, target: Debugger, noteId: string): FunctionList {
  const functions = attachFunctionList(host, target, noteId);
  const others = disposing(
    attachConditionList(host, target, noteId, dataKind(target)),
    attachConditionList(host, target, noteId, instructionKind(target)),
    attachSkippedList(host, target),
  );
  return { add: functions.add, ...disposing(functions, others) };
}
