/** The menu of a breakpoint's row; apart from the row, since it is fetched when the first is opened. */
import type { Localize } from '../../model/localize.ts';
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
  readonly localize: Localize;
}

/** Opens it over the list that the row is in. */
export function openRowMenu({ item, opener, place, row, remove, localize }: Opened): void {
  const host = item.closest('ul')?.parentElement;
  if (!host) return;
  const label = localize('Actions of {breakpoint}', { breakpoint: row.label });
  openMenu(host, place, label, itemsOf(row, remove, localize), () => opener.focus());
}

function itemsOf(row: BreakpointRow, remove: () => void, localize: Localize): readonly MenuItem[] {
  const { place, isOn } = row;
  return [
    ...(place ? [{ label: localize('Go to {place}', { place: place.text }), perform: () => place.go() }] : []),
    { label: localize('Edit…'), perform: () => row.edit() },
    { label: localize(isOn ? 'Switch off' : 'Switch on'), perform: () => row.enable(!isOn) },
    { label: localize('Remove'), key: keyText(removeKey, localize), begins: true, perform: remove },
  ];
}
