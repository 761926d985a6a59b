import type { Key } from '../ui/layout/keys.ts';

/** The keys of the page itself. */
export const pageKeys = {
  save: { key: 's', control: true },
  nextPanel: { key: 'F8' },
  lastPanel: { key: 'F8', shift: true },
  list: { key: 'F1' },
} as const satisfies Record<string, Key>;
