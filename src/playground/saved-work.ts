/**
 * What the page keeps in the browser: for each program its text, its breakpoints, what is watched and pinned, how it starts; the
 * sizes and the theme. A value that does not have the expected shape is as good as none: the storage is the person's to
 * edit.
 */
import * as v from 'valibot';
import { breakpointSchema, functionSchema } from './saved-breakpoint.ts';
import { filesSchema } from './saved-file.ts';
import { sharedSchema } from './share/shared-program.ts';
import { startSchema } from './start/saved-start.ts';

const schemas = {
  program: v.object({
    text: v.string(),
    files: v.exactOptional(filesSchema),
    breakpoints: v.array(breakpointSchema),
    functions: v.exactOptional(v.array(functionSchema)),
  }),
  chosen: v.string(),
  /** The programs that came by links, with the ids of their entries. */
  shared: v.array(v.object({ id: v.pipe(v.string(), v.regex(/^shared-[1-9]\d*$/)), program: sharedSchema })),
  watch: v.array(v.string()),
  pins: v.array(v.string()),
  skipped: v.array(v.string()),
  start: startSchema,
  theme: v.picklist(['system', 'light', 'dark']),
  shares: v.object({ columns: v.number(), rows: v.number() }),
  heights: v.record(v.string(), v.number()),
  closed: v.array(v.string()),
  sections: v.array(v.string()),
  inlineValues: v.boolean(),
  hexadecimal: v.boolean(),
  justMyCode: v.boolean(),
  exceptionClasses: v.array(v.string()),
  exceptions: v.object({
    filters: v.array(v.string()),
    condition: v.string(),
    ownCode: v.exactOptional(v.boolean()),
    exits: v.exactOptional(v.boolean()),
    uncaught: v.exactOptional(v.boolean()),
    once: v.exactOptional(v.boolean()),
  }),
} as const;

type Schemas = typeof schemas;
type Kind = keyof Schemas;

/** The stored form of each kind of thing. */
export type Saved<K extends Kind> = v.InferOutput<Schemas[K]>;

const prefix = 'dapper-web';

export class SavedWork {
  /** What the storage has not taken, by key: it is there for as long as the page is. */
  private readonly unsaved = new Map<string, string>();

  /** @param storage may refuse: then the page works, and forgets when it is left. */
  constructor(private readonly storage: Storage | undefined) {}

  /** Whether anything can be kept. */
  get works(): boolean {
    return this.storage !== undefined;
  }

  /** What was saved; `name` tells apart things of one kind. */
  load<K extends Kind>(kind: K, name = ''): Saved<K> | undefined {
    const text = this.unsaved.get(keyOf(kind, name)) ?? this.storage?.getItem(keyOf(kind, name));
    if (text === null || text === undefined) return undefined;
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schemas[kind]), text);
    return parsed.success ? (parsed.output as Saved<K>) : undefined;
  }

  /** Whether the page has something that is gone when it is left. */
  isUnsaved(kind: Kind, name = ''): boolean {
    return this.unsaved.has(keyOf(kind, name));
  }

  /** @returns whether it is saved. */
  save<K extends Kind>(kind: K, value: Saved<K>, name = ''): boolean {
    const key = keyOf(kind, name);
    const text = JSON.stringify(value);
    this.unsaved.set(key, text);
    try {
      this.storage?.setItem(key, text);
      if (this.works) this.unsaved.delete(key);
    } catch (error) {
      // Only a full storage is expected here; the page goes on without it.
      if (!(error instanceof DOMException)) throw error;
    }
    return !this.unsaved.has(key);
  }

  remove(kind: Kind, name = ''): void {
    this.unsaved.delete(keyOf(kind, name));
    this.storage?.removeItem(keyOf(kind, name));
  }

  /**
   * Calls `listener` with the name of a thing of that kind that another tab has saved or removed.
   *
   * @returns what takes it away again.
   */
  onOtherTab(kind: Kind, listener: (name: string) => void): () => void {
    const start = keyOf(kind, '');
    const onStorage = ({ key, storageArea }: StorageEvent) => {
      if (storageArea !== this.storage || !key?.startsWith(`${start}.`)) return;
      listener(key.slice(start.length + 1));
    };
    window.addEventListener('storage', onStorage);
    return () => window.removeEventListener('storage', onStorage);
  }
}

/** The browser's storage; `undefined` where it is forbidden. */
export function browserStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

function keyOf(kind: Kind, name: string): string {
  return [prefix, kind, name].filter(Boolean).join('.');
}
