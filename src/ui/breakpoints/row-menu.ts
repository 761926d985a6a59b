/** What can be done with a breakpoint from its row in a list: by a menu of its own, and by Delete. */
import { isNobodyFocused } from '../layout/focus.ts';
import { isKey, menuKey } from '../layout/keys.ts';
import { below } from '../layout/menu-place.ts';
import type { Debugger } from '../session/debugger.ts';
import { type BreakpointRow, removeKey } from './row.ts';

/** What a row listens with to `contextmenu` and `keydown`. */
export function rowMenu(target: Debugger, row: BreakpointRow): (event: Event) => void {
  return (event) => {
    const { currentTarget: item, target: within } = event;
    if (!(item instanceof HTMLElement && within instanceof HTMLElement)) return;
    const isKeyed = event instanceof KeyboardEvent;
    if (isKeyed && isKey(event, removeKey)) removeFrom(event, row);
    else if (isKeyed ? event.key === 'ContextMenu' || isKey(event, menuKey) : !(event as MouseEvent).shiftKey) {
      const { clientX: x, clientY: y } = event as MouseEvent;
      const opener = isKeyed ? within : (item.querySelector('input') ?? item);
      const place = isKeyed ? below(within) : { x, y };
      const opened = import('./row-menu-items.ts').then(({ openRowMenu }) =>
        openRowMenu({ item, opener, place, row, remove: () => removeRow(item, row), localize: target.localize }),
      );
      target.guard(opened);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Removes the row that `event` happened in. Who was in it goes on in the next one. */
export function removeFrom({ target }: Event, row: Pick<BreakpointRow, 'remove'>): void {
  const item = target instanceof Element && target.closest<HTMLElement>('.breakpoint');
  if (item) removeRow(item, row);
}

/** See `removeFrom`. */
function removeRow(item: HTMLElement, row: Pick<BreakpointRow, 'remove'>): void {
  const root = item.closest<HTMLElement>('.panel');
  const rows = () => [...(root?.querySelectorAll<HTMLElement>('.breakpoint') ?? [])];
  const at = rows().indexOf(item);
  row.remove();
  if (!root || !isNobodyFocused(root)) return;
  const left = rows();
  (left[at] ?? left.at(-1) ?? root).querySelector<HTMLElement>('input, button')?.focus();
}
