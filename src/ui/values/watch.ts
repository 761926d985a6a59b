/** The region "Watch": expressions that are evaluated at every stop, in the selected frame. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';
import { numberText } from '../../model/numbers.ts';
import { icon } from '../layout/icons.ts';
import { type Disposable, disposing, type Headed, inHead, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { takeDropped } from './dragged.ts';
import { childrenOf, copyOf, evaluatedNode, setValue } from './evaluated.ts';
import type { ExpressionStore } from './expression-store.ts';
import { breakOnChange, type NodeAction, valueActions, valueKeys } from './node-actions.ts';
import { editableValue, type ValueNode, withReason } from './value-node.ts';
import { type ValueSource, ValueTree } from './value-tree.ts';

/** Keeps the watched expressions. */
export type WatchStore = ExpressionStore;

export interface WatchOptions extends Headed {
  readonly store: WatchStore;
}

/** Shows the watched expressions in `host` and keeps them in a store. */
export function attachWatch(host: HTMLElement, target: Debugger, options: WatchOptions): Disposable {
  const { localize } = target;
  const { store } = options;
  let expressions: readonly string[] = [...new Set(store.load())];
  const root = panelRoot(host, 'watch');
  // In the head, where it takes no room from the values.
  const form = inHead(root, options, 'watch-head');

  /** Those that were removed all at once, until something else is done with them. */
  let removed: readonly string[] = [];

  const change = (next: readonly string[], gone: readonly string[] = []) => {
    removed = gone;
    expressions = [...new Set(next)];
    store.save(expressions);
    const shown = tree.reload('none');
    target.guard(gone.length > 0 ? shown.then(() => root.querySelector<HTMLElement>('.undo')?.focus()) : shown);
  };
  const tree = new ValueTree(
    root,
    watchSource(target, () => expressions, change),
    {
      label: localize('Watch'),
      localize,
      empty: () => (removed.length > 0 ? bringBackButton(localize, removed, bringBack) : nothing),
    },
  );
  const bringBack = () => {
    change(removed);
    form.querySelector('input')?.focus();
  };
  renderForm(form, localize, (expression) => change([...expressions, expression]));

  target.guard(tree.reload('none'));
  let shown = target.state;
  const unsubscribe = target.subscribe((state) => {
    const before = shown;
    shown = state;
    const isNew = state.paused?.number !== before.paused?.number;
    // In another frame the same expression is of other variables, which did not change.
    if (state.paused && isNew) target.guard(target.values.lead(tree.reload(before.stops > 0 ? 'screen' : 'none')));
    else if (state.paused && state.paused.frameId !== before.paused?.frameId) target.guard(tree.reload('none'));
    else if (before.paused && state.execution === 'running') tree.fade();
    else if (state.execution !== before.execution && !state.paused && state.execution !== 'running') {
      target.guard(tree.reload('none'));
    }
  });
  const unsubscribeChanges = target.onValuesChanged(() => target.guard(tree.reload('stop')));
  const load = () => {
    removed = [];
    expressions = [...new Set(store.load())];
    target.guard(tree.reload('none'));
  };
  const opened = target.signals.on('opened', load);
  const watch = (expression: string) => {
    const isNew = !expressions.includes(expression);
    if (isNew) change([...expressions, expression]);
    const text = localize(isNew ? '{name} is watched' : '{name} is already watched', { name: expression });
    target.signals.send('say', { text });
  };
  const added = target.signals.on('watch', ({ expression }) => watch(expression));
  // In the head too: that is all there is of it while nothing is watched.
  const dropped = [root, options.head ?? form].map((place) => takeDropped(place, watch));
  const rewritten = target.numbers.onChange(() => target.guard(tree.reload('form')));
  const changed = store.onChange?.(load) ?? (() => {});
  return disposing(root, form, ...dropped, unsubscribe, unsubscribeChanges, opened, added, rewritten, changed);
}

function watchSource(
  target: Debugger,
  expressions: () => readonly string[],
  change: (expressions: readonly string[], gone?: readonly string[]) => void,
): ValueSource {
  const { localize } = target;
  const move = (name: string, by: 1 | -1): readonly NodeAction[] => {
    const all = expressions();
    const at = all.indexOf(name);
    const other = all[at + by];
    if (other === undefined) return [];
    const swapped = all.map((each) => (each === name ? other : each === other ? name : each));
    return [
      {
        label: localize(by < 0 ? 'Move up' : 'Move down'),
        key: by < 0 ? valueKeys.moveUp : valueKeys.moveDown,
        lasting: true,
        perform: () => change(swapped),
      },
    ];
  };
  const removeAll: NodeAction = {
    label: localize('Remove all'),
    lasting: true,
    perform: () => change([], expressions()),
  };
  const remove = ({ name }: ValueNode): NodeAction => ({
    label: localize('Remove'),
    key: valueKeys.remove,
    button: { icon: 'remove', label: localize('Remove {name}', { name }) },
    lasting: true,
    perform: () => change(expressions().filter((each) => each !== name)),
  });
  return {
    async roots() {
      const nodes = await Promise.all(expressions().map((each) => evaluatedNode(target, each, rootKey(each))));
      return nodes.map(withReason);
    },
    children: (node, page) => childrenOf(target, node, page),
    editable(node) {
      if (isRoot(node)) return { text: node.name, hint: '', label: localize('Expression') };
      return node.container === undefined ? undefined : editableValue(node);
    },
    settable(node) {
      if (!isRoot(node) || node.absent) return undefined;
      return { ...editableValue(node), commit: (text) => setValue(target, node, text) };
    },
    whole: (node) => copyOf(target, node),
    async commit(node, text) {
      if (isRoot(node)) {
        const edited = text.trim();
        change(expressions().flatMap((each) => (each === node.name ? (edited ? [edited] : []) : [each])));
        return;
      }
      await setValue(target, node, text);
    },
    actions: (node) => [
      ...valueActions(target, node).filter(({ key }) => key !== valueKeys.watch || !isRoot(node)),
      ...breakOnChange(target, node),
      ...(isRoot(node) ? [...move(node.name, -1), ...move(node.name, 1), remove(node), removeAll] : []),
    ],
  };
}

/** An expression may hold a slash, so a root is recognized by its missing container and its own expression. */
function isRoot(node: ValueNode): boolean {
  return node.key === rootKey(node.name);
}

const rootKey = (expression: string) => `watch:${expression}`;

function bringBackButton(localize: Localize, { length }: readonly string[], bringBack: () => void): TemplateResult {
  const text = localize(
    { one: 'Bring back {number} expression', other: 'Bring back {number} expressions' },
    { number: numberText(length, localize), count: length },
  );
  return html`<button type="button" class="quiet undo" @click=${bringBack}>${text}</button>`;
}

function renderForm(host: HTMLElement, localize: Localize, add: (expression: string) => void): void {
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
        aria-label=${localize('Expression to watch')}
        placeholder=${localize('Expression to see at every stop')}
        spellcheck="false"
        autocapitalize="off"
        autocomplete="off"
      />
      <button type="submit" class="mini" aria-label=${localize('Add to watch')} title=${localize('Add to watch')}>${icon('add')}</button>
    </form>`,
    host,
  );
}
