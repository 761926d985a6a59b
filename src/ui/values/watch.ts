/** The region "Watch": expressions that are evaluated at every stop, in the selected frame. */
import { html, nothing, render } from 'lit';
import { noCode, RequestError } from '../../protocol/index.ts';
import { icon } from '../layout/icons.ts';
import type { RegionPlace } from '../layout/region-place.ts';
import { type Debugger, messageOf } from '../session/debugger.ts';
import { editableValue, type ValueNode } from './value-node.ts';
import { type ValueSource, ValueTree } from './value-tree.ts';
import { childrenOf, copyOf } from './variables.ts';

/** The watched expressions of the program that is open, in order; the page keeps them over a reload. */
export interface WatchStore {
  load(): readonly string[];
  save(expressions: readonly string[]): void;
}

/** The region on the page. */
export interface WatchRegion {
  /** Takes the expressions from the store: another program was opened. */
  load(): void;
  dispose(): void;
}

/** Shows the watched expressions in `place` and keeps them in `store`. */
export function attachWatch(place: RegionPlace, target: Debugger, store: WatchStore): WatchRegion {
  let expressions: readonly string[] = [...new Set(store.load())];
  const list = place.body;
  // In the head of the region, where it takes no room from the values.
  const form = document.createElement('div');
  form.className = 'watch-head';
  place.header.append(form);

  const change = (next: readonly string[]) => {
    expressions = [...new Set(next)];
    store.save(expressions);
    target.guard(tree.reload('none'));
  };
  const tree = new ValueTree(
    list,
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
  return {
    load() {
      expressions = [...new Set(store.load())];
      target.guard(tree.reload('none'));
    },
    dispose() {
      unsubscribe();
      unsubscribeChanges();
    },
  };
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

/** An expression may hold a slash, so a root is told by its missing container and its own expression. */
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
    const isMistyped = error instanceof RequestError && error.error.code === noCode;
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
