/** What can be done with a value: from its menu, by keys, and some of it by buttons in its row. */
import type { Localize } from '../../model/localize.ts';
import { selectedFrame } from '../../model/view-state.ts';
import type { IconName } from '../layout/icons.ts';
import { type Key, keyText } from '../layout/keys.ts';
import type { MenuPlace } from '../layout/menu-place.ts';
import type { Debugger } from '../session/debugger.ts';
import { copyOf } from './evaluated.ts';
import { isTabular } from './tabular.ts';
import type { ValueNode } from './value-node.ts';

/** One thing that can be done. */
export interface NodeAction {
  readonly label: string;
  /** Does it while the value has the focus. */
  readonly key?: Key;
  /** Its button in the row of the value, if it has one. */
  readonly button?: { readonly icon: IconName; readonly label: string };
  /** It needs no more than is shown, and can be done while the program runs. */
  readonly lasting?: boolean;
  /** @param over - What it may open a dialog over. */
  perform(over: HTMLElement): void;
}

/** Keys of what can be done with a value, besides those of the tree. */
export const valueKeys = {
  edit: { key: 'F2' },
  setValue: { key: 's' },
  goToItem: { key: 'g' },
  copy: { key: 'c', control: true },
  copyExpression: { key: 'e' },
  watch: { key: 'w' },
  pin: { key: 'p' },
  breakOnChange: { key: 'b' },
  bytes: { key: 'm' },
  table: { key: 't' },
  remove: { key: 'Delete' },
  moveUp: { key: 'ArrowUp', alt: true },
  moveDown: { key: 'ArrowDown', alt: true },
  hexadecimal: { key: 'x' },
  search: { key: 'f', control: true },
} as const satisfies Record<string, Key>;

/** What can be done with whatever value there is. */
export function valueActions(target: Debugger, node: ValueNode): readonly NodeAction[] {
  const { localize } = target;
  const { expression } = node;
  if (node.kind !== 'value' || node.absent) return [];
  const actions: NodeAction[] = [];
  const copied = (text: Promise<string>) =>
    target.guard(
      text
        .then((value) => navigator.clipboard.writeText(value))
        .then(() => target.signals.send('say', { text: localize('Copied') })),
    );
  if (node.value !== '') {
    actions.push({
      label: localize('Copy value'),
      key: valueKeys.copy,
      lasting: true,
      perform: () => copied(copyOf(target, node)),
    });
  }
  if (expression !== undefined) {
    actions.push({
      label: localize('Copy as expression'),
      key: valueKeys.copyExpression,
      lasting: true,
      perform: () => copied(Promise.resolve(expression)),
    });
    if (target.signals.isHeard('watch')) {
      actions.push({
        label: localize('Add to watch'),
        key: valueKeys.watch,
        lasting: true,
        perform: () => target.signals.send('watch', { expression }),
      });
    }
  }
  const { memory } = node;
  if (memory !== undefined) {
    actions.push({
      label: localize('View bytes'),
      key: valueKeys.bytes,
      perform: (over) => {
        const opened = import('./bytes-view.ts').then(({ showBytes }) => showBytes(over, target, node.name, memory));
        target.guard(opened);
      },
    });
  }
  if (isTabular(node)) {
    actions.push({
      label: localize('View as table'),
      key: valueKeys.table,
      perform: (over) => {
        const opened = import('./table-view.ts').then(({ showTable }) => showTable(over, target, node));
        target.guard(opened);
      },
    });
  }
  actions.push({
    label: localize(target.numbers.isOn ? 'Numbers in base 10' : 'Numbers in base 16'),
    key: valueKeys.hexadecimal,
    perform: () => target.numbers.toggle(),
  });
  return actions;
}

/**
 * Opens a menu over `host` of `actions`, of which there are some, on the value called `name`.
 *
 * @param leave - As of `openMenu`.
 */
export async function openActions(
  host: HTMLElement,
  place: MenuPlace,
  name: string,
  actions: readonly NodeAction[],
  leave: () => void,
  localize: Localize,
): Promise<void> {
  const items = actions.map((action) => ({
    label: action.label,
    key: action.key && keyText(action.key, localize),
    perform: () => action.perform(host),
  }));
  const { openMenu } = await import('../layout/menu.ts');
  openMenu(host, place, localize('Actions of {name}', { name }), items, leave);
}

/** To have the program stop when a value changes, or no longer, where that can be. */
export function breakOnChange(target: Debugger, node: ValueNode): readonly NodeAction[] {
  const { localize } = target;
  const { kind, name, container, expression, absent } = node;
  if (kind !== 'value' || absent || target.state.mode !== 'debug') return [];
  if (container === undefined && expression !== name) return [];
  const frameId = selectedFrame(target.state)?.id;
  const asked =
    container === undefined
      ? { name, ...(frameId !== undefined && { frameId }) }
      : { name, variablesReference: container };
  return [
    {
      label: localize('Break when value changes'),
      key: valueKeys.breakOnChange,
      button: { icon: 'breakpoint', label: localize('Break when {name} changes', { name }) },
      perform: () => target.dataBreakpoints.toggle(asked, containerNote(node, localize)),
    },
  ];
}

/** What is changed without another value in its place. */
const containers: ReadonlySet<string> = new Set([
  'list',
  'dict',
  'set',
  'bytearray',
  'deque',
  'defaultdict',
  'OrderedDict',
  'Counter',
  'ndarray',
  'DataFrame',
]);

/** A breakpoint at changes compares which object it is, and a person may expect it to look inside. */
function containerNote({ type = '' }: ValueNode, localize: Localize): string | undefined {
  return containers.has(type)
    ? localize('Only when another {type} takes its place, not at changes inside it', { type })
    : undefined;
}
