/** The menu of a breakpoint's row; apart from the row, since it is fetched when the first is opened. */
import { keyText } from '../layout/keys.ts';
import { type MenuItem, openMenu } from '../layout/menu.ts';
import type { MenuPlace } from '../layout/menu-place.ts';
import { type BreakpointRow, removeKey, removeRow } from './row-menu.ts';

/** Opens it over the list that `item` is in. @param opener - Takes the focus back. */
export function openRowMenu(item: HTMLElement, opener: HTMLElement, row: BreakpointRow, place: MenuPlace): void {
  const host = item.closest('ul')?.parentElement;
  if (host) openMenu(host, place, `Actions of ${row.label}`, itemsOf(item, row), () => opener.focus());
}

function itemsOf(item: HTMLElement, row: BreakpointRow): readonly MenuItem[] {
  const { place, isOn } = row;
  return [
    ...(place ? [{ label: `Go to ${place.text}`, perform: () => place.go() }] : []),
    { label: 'Edit…', perform: () => row.edit() },
    { label: `Switch ${isOn ? 'off' : 'on'}`, perform: () => row.enable(!isOn) },
    { label: 'Remove', key: keyText(removeKey), begins: true, perform: () => removeRow(item, row) },
  ];
}
