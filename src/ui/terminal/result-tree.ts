/**
 * The last result of what was entered to be evaluated, as a tree that unfolds, above the line that it was entered in:
 * what is printed of it is one line. It is there while there is something in it to see, and the program stands.
 */
import { nothing } from 'lit/html.js';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { childrenOf, copyOf, evaluatedNode, setValue } from '../values/evaluated.ts';
import { breakOnChange, valueActions } from '../values/node-actions.ts';
import { editableValue, type ValueNode, withReason } from '../values/value-node.ts';
import { type ValueSource, ValueTree } from '../values/value-tree.ts';
import type { Answer } from './entered.ts';

/** What is longer is called as the console calls it. In characters. */
const longestName = 40;

export class ResultTree implements Disposable {
  private readonly host: HTMLElement;
  private readonly tree: ValueTree;
  private readonly releases: Disposable;
  private result: ValueNode | undefined;
  private count = 0;

  /** @param leave - Gives the focus to where one enters the next. */
  constructor(
    root: HTMLElement,
    private readonly target: Debugger,
    leave: () => void,
  ) {
    this.host = append(root, 'div', 'terminal-result');
    this.host.hidden = true;
    this.tree = new ValueTree(this.host, this.source(), {
      label: target.localize('Last result'),
      localize: target.localize,
      empty: () => nothing,
    });
    this.host.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      this.clear();
      leave();
    });
    this.releases = disposing(
      this.host,
      target.numbers.onChange(() => target.guard(this.tree.reload('form'))),
      target.onValuesChanged(() => target.guard(this.review())),
      target.onFresh(() => this.clear()),
      target.subscribe((state, before) => {
        if (state.paused?.number !== before.paused?.number) this.clear();
      }),
    );
  }

  /** Shows the result of `entered`, if it can be unfolded, in place of the one before. */
  show(entered: string, answer: Answer): void {
    if (answer.variablesReference === 0) {
      this.clear();
      return;
    }
    this.result = nodeOfAnswer(entered.trim(), answer, ++this.count);
    this.host.hidden = false;
    this.target.guard(this.tree.reload('none'));
  }

  dispose(): void {
    this.releases.dispose();
  }

  /** What was entered is evaluated again where that does nothing else; else what the value was says no more than its type. */
  private async review(): Promise<void> {
    const { result, target } = this;
    if (!result) return;
    const { name, key, expression, type = '' } = result;
    const now = expression === undefined ? { ...result, value: type } : await evaluatedNode(target, expression, key);
    if (this.result !== result) return;
    this.result = withReason({ ...now, name });
    await this.tree.reload('stop');
  }

  private clear(): void {
    if (!this.result) return;
    this.result = undefined;
    this.host.hidden = true;
    this.tree.clear();
  }

  private source(): ValueSource {
    const { target } = this;
    return {
      roots: async () => (this.result ? [this.result] : []),
      children: (node, page) => childrenOf(target, node, page),
      editable: (node) => (node.container === undefined ? undefined : editableValue(node)),
      whole: (node) => copyOf(target, node),
      commit: (node, text) => setValue(target, node, text),
      actions: (node) => [...valueActions(target, node), ...(node === this.result ? [] : breakOnChange(target, node))],
    };
  }
}

/** The node of an answer. Its key is another each time: what was unfolded in one result is not in the next. */
function nodeOfAnswer(entered: string, answer: Answer, number: number): ValueNode {
  const acts = answer.presentationHint?.attributes?.includes('hasSideEffects') ?? false;
  return {
    kind: 'value',
    key: `result:${number}`,
    name: entered.length <= longestName && !entered.includes('\n') ? entered : '_',
    value: answer.result,
    type: answer.type,
    reference: answer.variablesReference,
    namedCount: answer.namedVariables,
    indexedCount: answer.indexedVariables,
    expression: acts ? undefined : entered,
    memory: answer.memoryReference,
    itemCount: answer['dapper/items'],
    table: answer['dapper/table'],
  };
}
