/** The region "Watch": expressions that are evaluated at every stop, in the selected frame. */
import { html, nothing, render } from 'lit';
import { NO_CODE_ERROR, RequestError } from '../../protocol/index.ts';
import { icon } from '../layout/icons.ts';
import { type Disposable, disposing, type Headed, inHead, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { messageOf } from '../session/message-of.ts';
import { editableValue, type ValueNode } from './value-node.ts';
import { type ValueSource, ValueTree } from './value-tree.ts';
import { childrenOf, copyOf } from './variables.ts';

/** Keeps the watched expressions of the program that is open, in order. */
export interface WatchStore {
  load(): readonly string[];
  save(expressions: readonly string[]): void;
  /** Calls `listener` when somebody else has changed them. @returns what takes it away again. */
  onChange?(listener: () => void): () => void;
}

export interface WatchOptions extends Headed {
  readonly store: WatchStore;
}

/** Shows the watched expressions in `host` and keeps them in a store. */
export function attachWatch(host: HTMLElement, target: Debugger, options: WatchOptions): Disposable {
  const { store } = options;
  let expressions: readonly string[] = [...new Set(store.load())];
  const root = panelRoot(host, 'watch');
  // In the head, where it takes no room from the values.
  const form = inHead(root, options, 'watch-head');

  const change = (next: readonly string[]) => {
    expressions = [...new Set(next)];
    store.save(expressions);
    target.guard(tree.reload('none'));
  };
  const tree = new ValueTree(
    root,
    watchSource(target, () => expressions, change),
    { label: 'Watch', empty: () => nothing },
  );
  renderForm(form, (expression) => change([...expressions, expression]));

  target.guard(tree.reload('none'));
  let shown = target.state;
  const unsubscribe = target.subscribe((state) => {
    const before = shown;
    shown = state;
    const isNew = state.paused?.number !== before.paused?.number;
    // In another frame the same expression is of other variables, which did not change.
    if (state.paused && isNew) target.guard(tree.reload(before.stops > 0 ? 'screen' : 'none'));
    else if (state.paused && state.paused.frameId !== before.paused?.frameId) target.guard(tree.reload('none'));
    else if (before.paused && state.execution === 'running') tree.fade();
    else if (state.execution !== before.execution && !state.paused && state.execution !== 'running') {
      target.guard(tree.reload('none'));
    }
  });
  const unsubscribeChanges = target.onValuesChanged(() => target.guard(tree.reload('stop')));
  const load = () => {
    expressions = [...new Set(store.load())];
    target.guard(tree.reload('none'));
  };
  const opened = target.signals.on('opened', load);
  const changed = store.onChange?.(load) ?? (() => {});
  return disposing(root, form, unsubscribe, unsubscribeChanges, opened, changed);
}

function watchSource(
  target: Debugger,
  expressions: () => readonly string[],
  change: (expressions: readonly string[]) => void,
): ValueSource {
  return {
    roots: () => Promise.all(expressions().map((expression) => watchNode(target, expression))),
    children: (node, page) => childrenOf(target, node, page),
    editable(node) {
      if (isRoot(node)) return { text: node.name, hint: '' };
      return node.container === undefined ? undefined : editableValue(node);
    },
    async commit(node, text) {
      if (isRoot(node)) {
        const edited = text.trim();
        change(expressions().flatMap((each) => (each === node.name ? (edited ? [edited] : []) : [each])));
        return;
      }
      await target.request('setVariable', { variablesReference: node.container ?? 0, name: node.name, value: text });
      target.valuesChanged();
    },
    removable: isRoot,
    remove: (node) => change(expressions().filter((each) => each !== node.name)),
    copy: (node) => copyOf(target, node),
  };
}

/** An expression may hold a slash, so a root is recognized by its missing container and its own expression. */
function isRoot(node: ValueNode): boolean {
  return node.key === rootKey(node.name);
}

const rootKey = (expression: string) => `watch:${expression}`;

async function watchNode(target: Debugger, expression: string): Promise<ValueNode> {
  const node = { kind: 'value', key: rootKey(expression), name: expression, reference: 0 } as const;
  if (!target.state.paused) return { ...node, value: 'not available', absent: true };
  try {
    const answer = await target.evaluate(expression, 'watch');
    return {
      ...node,
      value: answer.result,
      type: answer.type,
      reference: answer.variablesReference,
      namedCount: answer.namedVariables,
      indexedCount: answer.indexedVariables,
      expression,
    };
  } catch (error) {
    // Most often no mistake of anybody's: at many a stop some names are not there yet.
    const isMistyped = error instanceof RequestError && error.error.code === NO_CODE_ERROR;
    const value = isMistyped ? 'not an expression' : 'no value here';
    return { ...node, value, absent: true, reason: messageOf(error) };
  }
}

function renderForm(host: HTMLElement, add: (expression: string) => void): void {
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).querySelector('input');
    const expression = field?.value.trim();
    if (!field || !expression) return;
    field.value = '';
    add(expression);
  };
  render(
    html`<form class="watch-form" @submit=${onSubmit}>
      <input
        aria-label="Expression to watch"
        placeholder="Expression to see at every stop"
        spellcheck="false"
        autocapitalize="off"
        autocomplete="off"
      />
      <button type="submit" class="mini" aria-label="Add to watch" title="Add to watch">${icon('add')}</button>
    </form>`,
    host,
  );
}
