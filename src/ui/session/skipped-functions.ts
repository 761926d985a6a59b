/** Functions that no step enters by itself, by their names. */
import { type Conductor, isDebugging } from './conductor.ts';
import { Listeners } from './listeners.ts';

/** Keeps their names. */
export interface NameStore {
  load(): readonly string[];
  save(names: readonly string[]): void;
}

export class SkippedFunctions {
  private readonly listeners = new Listeners<[]>();
  private list: readonly string[] = [];
  private store: NameStore | undefined;

  constructor(private readonly target: Conductor) {}

  get names(): readonly string[] {
    return this.list;
  }

  /** A part of the arguments of `launch`. */
  get asked(): { readonly skipFunctions?: readonly string[] } {
    return this.list.length > 0 ? { skipFunctions: this.list } : {};
  }

  /** Takes what `store` has, and keeps there what is chosen from now on. */
  keepIn(store: NameStore): void {
    this.store = store;
    this.change(store.load());
  }

  /** Adds a name, or takes it away. */
  toggle(name: string): void {
    const { list } = this;
    this.change(list.includes(name) ? list.filter((each) => each !== name) : [...list, name]);
    this.store?.save(this.list);
  }

  /** What the adapter refuses is not kept: it would refuse each launch too. */
  private takeBack(refused: readonly string[], former: readonly string[]): void {
    if (this.list !== refused) return;
    this.list = former;
    this.store?.save(former);
    this.listeners.tell();
  }

  /** Calls `listener` when there are others. @returns what takes it away again. */
  onChange(listener: () => void): () => void {
    return this.listeners.add(listener);
  }

  private change(list: readonly string[]): void {
    const { target } = this;
    const { list: former } = this;
    if (list.join() === former.join()) return;
    this.list = list;
    this.listeners.tell();
    if (!isDebugging(target.state)) return;
    const asked = target.request('dapper/skipFunctions', { functions: list });
    target.guard(
      asked.catch((error) => {
        this.takeBack(list, former);
        throw error;
      }),
    );
  }
}
