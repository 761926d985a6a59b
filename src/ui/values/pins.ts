/** Values that are pinned: they stand above the scopes at every stop, as long as they have an expression there. */
import type { Disposable } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { Listeners } from '../session/listeners.ts';
import { evaluatedNode } from './evaluated.ts';
import type { ExpressionStore } from './expression-store.ts';
import { type NodeAction, valueKeys } from './node-actions.ts';
import type { ValueNode } from './value-node.ts';

/** Keeps the expressions of what is pinned. */
export type PinStore = ExpressionStore;

/** The key of the node that holds what is pinned. */
export const pinnedKey = 'Pinned';

export class Pins implements Disposable {
  private expressions: readonly string[];
  private readonly listeners = new Listeners<[]>();
  private readonly releases: readonly (() => void)[];

  constructor(
    private readonly target: Debugger,
    private readonly store?: PinStore,
  ) {
    this.expressions = store?.load() ?? [];
    const load = () => {
      this.expressions = store?.load() ?? [];
      this.listeners.tell();
    };
    this.releases = [target.signals.on('opened', load), store?.onChange?.(load) ?? (() => {})];
  }

  /** Calls `listener` when others are pinned. @returns what takes it away again. */
  onChange(listener: () => void): () => void {
    return this.listeners.add(listener);
  }

  /** What stands above the scopes: nothing where nothing is pinned. */
  roots(): readonly ValueNode[] {
    if (this.expressions.length === 0) return [];
    // The adapter knows no such scope: whoever asks for its children asks here, and only that there are some counts.
    return [{ kind: 'scope', key: pinnedKey, name: this.target.localize('Pinned'), value: '', reference: 1 }];
  }

  /** What is pinned, with the values of the selected frame. */
  nodes(): Promise<readonly ValueNode[]> {
    return Promise.all(this.expressions.map((each) => evaluatedNode(this.target, each, keyOf(each))));
  }

  /** Whether `node` is what is pinned, not a part of it. */
  isRoot({ key, name }: ValueNode): boolean {
    return key === keyOf(name);
  }

  /** To pin a value, or to do so no longer. */
  actions(node: ValueNode): readonly NodeAction[] {
    const { localize } = this.target;
    const isRoot = this.isRoot(node);
    const expression = isRoot ? node.name : node.expression;
    if (node.kind !== 'value' || expression === undefined) return [];
    const isPinned = this.expressions.includes(expression);
    const action: NodeAction = {
      label: localize(isPinned ? 'Unpin' : 'Pin'),
      key: valueKeys.pin,
      lasting: true,
      perform: () => this.toggle(expression),
    };
    const label = localize('Unpin {name}', { name: node.name });
    return [isRoot ? { ...action, button: { icon: 'unpin', label } } : action];
  }

  dispose(): void {
    for (const release of this.releases) release();
    this.listeners.clear();
  }

  private toggle(expression: string): void {
    const isPinned = this.expressions.includes(expression);
    this.expressions = isPinned
      ? this.expressions.filter((each) => each !== expression)
      : [...this.expressions, expression];
    this.store?.save(this.expressions);
    const { localize, signals } = this.target;
    signals.send('say', {
      text: localize(isPinned ? '{name} is no longer pinned' : '{name} is pinned', { name: expression }),
    });
    this.listeners.tell();
  }
}

const keyOf = (expression: string) => `${pinnedKey}/${expression}`;
