/** The region "Variables": the scopes of the selected frame. */
import { selectedFrame, type ViewState } from '../../model/view-state.ts';
import { type Disposable, disposing, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { insteadOfValues } from './first-steps.ts';
import { editableValue, nodeOf, type Page, type ValueNode } from './value-node.ts';
import { type ValueSource, ValueTree } from './value-tree.ts';

/** Shows the variables in `host`, anew at every stop and whenever another frame is selected. */
export function attachVariables(host: HTMLElement, target: Debugger): Disposable {
  const root = panelRoot(host, 'variables');
  const tree = new ValueTree(
    root,
    variableSource(target),
    { label: 'Variables', empty: () => insteadOfValues(target) },
    ['Locals'],
  );
  let shown: ViewState = target.state;
  let shownFrame: string | undefined;
  const unsubscribe = target.subscribe((state) => {
    const before = shown;
    shown = state;
    const frame = selectedFrame(state);
    if (state.paused && frame) {
      const isNew = state.paused.number !== before.paused?.number || state.paused.frameId !== before.paused?.frameId;
      if (!isNew) return;
      // A change is only a change within one frame: elsewhere the same name is another variable.
      // Counted from the bottom of the stack, a frame keeps its place while others come and go above it.
      const depth = state.paused.totalFrames - state.paused.frames.indexOf(frame);
      const identity = `${frame.name} ${depth}`;
      target.guard(tree.reload(identity === shownFrame ? 'screen' : 'none'));
      shownFrame = identity;
    } else if (before.paused && !state.paused && (state.execution === 'running' || state.execution === 'stopping')) {
      tree.fade();
    } else if (state.execution === 'ended' || state.execution === 'dead' || state.execution === 'starting') {
      if (before.execution !== state.execution) tree.clear();
    } else if (before.execution !== state.execution) {
      tree.redraw();
    }
  });
  const unsubscribeChanges = target.onValuesChanged(() => target.guard(tree.reload('stop')));
  return disposing(root, unsubscribe, unsubscribeChanges);
}

function variableSource(target: Debugger): ValueSource {
  return {
    async roots() {
      const frame = selectedFrame(target.state);
      if (!frame) return [];
      const { scopes } = await target.request('scopes', { frameId: frame.id });
      const same = scopes.find((scope) => scope['dapper/sameAs'] !== undefined);
      return scopes
        .filter((scope) => scope !== same)
        .map(
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
        );
    },
    children: (node, page) => childrenOf(target, node, page),
    editable: (node) => (node.kind === 'value' && node.container !== undefined ? editableValue(node) : undefined),
    async commit(node, text) {
      await target.request('setVariable', {
        variablesReference: node.container ?? 0,
        name: node.name,
        value: text,
      });
      target.valuesChanged();
    },
    watchable: (node) => node.kind === 'value' && node.container !== undefined && target.state.mode === 'debug',
    breakOnChange: ({ name, container = 0 }) => target.dataBreakpoints.toggle({ name, variablesReference: container }),
    removable: () => false,
    remove: () => {},
    copy: (node) => copyOf(target, node),
  };
}

/** The nodes of one page of `node`'s children. */
export async function childrenOf(target: Debugger, node: ValueNode, page: Page): Promise<readonly ValueNode[]> {
  const { variables } = await target.request('variables', { variablesReference: node.reference, ...page });
  return variables.map((variable) => nodeOf(variable, node.key, node.reference));
}

/** The whole value of `node`; what is shown of it where it has no expression. */
export async function copyOf(target: Debugger, node: ValueNode): Promise<string> {
  if (!node.expression) return node.value;
  return (await target.evaluate(node.expression, 'clipboard')).result;
}
