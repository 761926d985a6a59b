/** The menu of a breakpoint's row; apart from the row, since it is fetched when the first is opened. */
import { keyText } from '../layout/keys.ts';
import { type MenuItem, openMenu } from '../layout/menu.ts';
import type { MenuPlace } from '../layout/menu-place.ts';
import { type BreakpointRow, removeKey } from './row.ts';

/** A row whose menu is opened. */
interface Opened {
  readonly item: HTMLElement;
  /** Takes the focus back. */
  readonly opener: HTMLElement;
  readonly place: MenuPlace;
  readonly row: BreakpointRow;
  /** Removes the row, and moves the focus to the next. */
  remove(): void;
}

/** Opens it over the list that the row is in. */
export function openRowMenu({ item, opener, place, row, remove }: Opened): void {
  const host = item.closest('ul')?.parentElement;
  if (host) openMenu(host, place, `Actions of ${row.label}`, itemsOf(row, remove), () => opener.focus());
}

function itemsOf(row: BreakpointRow, remove: () => void): readonly MenuItem[] {
  const { place, isOn } = row;
  return [
    ...(place ? [{ label: `Go to ${place.text}`, perform: () => place.go() }] : []),
    { label: 'Edit…', perform: () => row.edit() },
    { label: `Switch ${isOn ? 'off' : 'on'}`, perform: () => row.enable(!isOn) },
    { label: 'Remove', key: keyText(removeKey), begins: true, perform: remove },
  ];
}
