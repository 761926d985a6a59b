/** A breakpoint's row in a list, as its menu and its keys know it. */
import type { Key } from '../layout/keys.ts';

/** One row. */
export interface BreakpointRow {
  /** What it is of: "breakpoint at line 3". */
  readonly label: string;
  readonly isOn: boolean;
  /** Where it leads to, in words, and how it is gone there; one that stands at no line leads nowhere. */
  readonly place?: { readonly text: string; go(): void };
  edit(): void;
  enable(isOn: boolean): void;
  remove(): void;
}

export const removeKey: Key = { key: 'Delete' };
