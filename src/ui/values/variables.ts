/** The region "Variables": what is pinned, and the scopes of the selected frame. */
import { html, render } from 'lit/html.js';
import { selectedFrame, type ViewState } from '../../model/view-state.ts';
import { icon } from '../layout/icons.ts';
import { ariaKey, keyText } from '../layout/keys.ts';
import { type Disposable, disposing, type Headed, inHead, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { childrenOf, copyOf, setValue } from './evaluated.ts';
import { insteadOfValues } from './first-steps.ts';
import { breakOnChange, valueActions, valueKeys } from './node-actions.ts';
import { type PinStore, Pins, pinnedKey } from './pins.ts';
import type { Comparison } from './tree-rows.ts';
import { editableValue, type ValueNode } from './value-node.ts';
import { type ValueSource, ValueTree } from './value-tree.ts';

export interface VariablesOptions extends Headed {
  /** Keeps what is pinned; it is forgotten with the panel when absent. */
  readonly pins?: PinStore;
}

/** Shows the variables in `host`, anew at every stop and whenever another frame is selected. */
export function attachVariables(host: HTMLElement, target: Debugger, options: VariablesOptions = {}): Disposable {
  const { localize } = target;
  const root = panelRoot(host, 'variables');
  const pins = new Pins(target, options.pins);
  const tree = new ValueTree(
    root,
    variableSource(target, pins),
    { label: localize('Variables'), localize, empty: () => insteadOfValues(target) },
    ['Locals', pinnedKey],
  );
  const tools = attachTools(inHead(root, options, 'values-head'), target, tree);
  let shown: ViewState = target.state;
  let shownCall: number | undefined;
  const unsubscribe = target.subscribe((state) => {
    const before = shown;
    shown = state;
    const frame = selectedFrame(state);
    if (state.paused && frame) {
      const isNew = state.paused.number !== before.paused?.number || state.paused.frameId !== before.paused?.frameId;
      if (!isNew) return;
      // A change is only a change within one call: elsewhere the same name is another variable.
      const call = target.calls.idOf(state.paused, frame.id);
      const compare = call !== undefined && call === shownCall ? 'screen' : 'none';
      target.guard(target.values.lead(tree.reload(compare)));
      shownCall = call;
    } else if (before.paused && !state.paused && (state.execution === 'running' || state.execution === 'stopping')) {
      tree.fade();
    } else if (state.execution === 'ended' || state.execution === 'dead' || state.execution === 'starting') {
      if (before.execution !== state.execution) tree.clear();
    } else if (before.execution !== state.execution) {
      tree.redraw();
    }
  });
  const unsubscribeChanges = target.onValuesChanged(() => target.guard(tree.reload('stop')));
  // What is shown while the program runs is of the last stop, and stays as it is.
  const again = (compare: Comparison) => () => {
    if (target.state.paused) target.guard(tree.reload(compare));
  };
  const rewritten = target.numbers.onChange(again('form'));
  const pinned = pins.onChange(again('stop'));
  return disposing(root, tools, pins, unsubscribe, unsubscribeChanges, rewritten, pinned);
}

/** Shows in `head` what concerns all of the values. */
function attachTools(head: HTMLElement, target: Debugger, tree: ValueTree): Disposable {
  const { localize } = target;
  const search = localize('Search in Variables');
  const key = keyText(valueKeys.hexadecimal, localize);
  const draw = () =>
    render(
      html`<button
          type="button"
          class="quiet"
          aria-pressed=${target.numbers.isOn}
          title=${localize('Whole numbers in base 16 ({key} in a tree of values)', { key })}
          @click=${() => target.numbers.toggle()}
        >${localize('Hex')}</button>
        <button
          type="button"
          class="mini"
          aria-label=${search}
          aria-keyshortcuts=${ariaKey(valueKeys.search)}
          title="${search} (${keyText(valueKeys.search, localize)})"
          @click=${() => tree.search()}
        >${icon('search')}</button>`,
      head,
    );
  draw();
  return disposing(head, target.numbers.onChange(draw));
}

function variableSource(target: Debugger, pins: Pins): ValueSource {
  const isEditable = (node: ValueNode) =>
    node.kind === 'value' && (node.container !== undefined || (pins.isRoot(node) && !node.absent));
  return {
    async roots() {
      const frame = selectedFrame(target.state);
      if (!frame) return [];
      const { scopes } = await target.request('scopes', { frameId: frame.id });
      const same = scopes.find((scope) => scope['dapper/sameAs'] !== undefined);
      const shown = scopes.filter((scope) => scope !== same);
      return [
        ...pins.roots(),
        ...shown.map(
          (scope): ValueNode => ({
            kind: 'scope',
            // What is shown once stands, and unfolds, where the locals would.
            key: same?.['dapper/sameAs'] === scope.variablesReference ? same.name : scope.name,
            name: scope.name,
            value: '',
            reference: scope.variablesReference,
            namedCount: scope.namedVariables,
            indexedCount: scope.indexedVariables,
          }),
        ),
      ];
    },
    children: (node, page) => (node.key === pinnedKey ? pins.nodes() : childrenOf(target, node, page)),
    whole: (node) => copyOf(target, node),
    editable: (node) => (isEditable(node) ? editableValue(node) : undefined),
    commit: (node, text) => setValue(target, node, text),
    actions: (node) => [...valueActions(target, node), ...pins.actions(node), ...breakOnChange(target, node)],
  };
}
