/** The rows of a tree of values: what one looks like, and what can be done in it. */

import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';
import { numberText } from '../../model/numbers.ts';
import { icon } from '../layout/icons.ts';
import { keyText } from '../layout/keys.ts';
import { drag } from './dragged.ts';
import { valueKeys } from './node-actions.ts';
import { rowButtons } from './row-buttons.ts';
import type { Edit, RowView } from './row-view.ts';
import { type Children, type Gap, type Row, segmentsOf } from './tree-row.ts';
import {
  isExpandable,
  isGroup,
  lazyText,
  lookOf,
  nameOf,
  nodeText,
  pageSize,
  remaining,
  sizeText,
  unfoldedText,
  type ValueNode,
} from './value-node.ts';

/** Where rows stand among all that there are of them, by their keys, from 1 on. */
interface Places {
  readonly of: ReadonlyMap<string, number>;
  readonly count: number;
}

/**
 * The items of `rows` and of all that is unfolded under them.
 *
 * @param places - Where they stand, if not all that belong to them are there.
 */
export function rowItems(rows: readonly Row[], view: RowView, places?: Places): unknown {
  return repeat(
    view.shown(rows),
    (row) => row.node.key,
    (row) => item(row, view, places),
  );
}

function item(row: Row, view: RowView, places: Places | undefined): TemplateResult {
  const { node, level } = row;
  const expandable = isExpandable(node);
  const open = expandable && view.isOpen(node.key);
  const edit = view.edit?.key === node.key ? view.edit : undefined;
  const isTabStop = node.key === view.tabStop;
  // What is written in a field is selected by the mouse.
  const dragged = edit || node.kind !== 'value' || node.absent ? undefined : node.expression;
  return html`<li
    role="treeitem"
    data-key=${node.key}
    aria-label=${nodeText(node, view.localize)}
    aria-level=${level}
    aria-posinset=${places?.of.get(node.key) ?? nothing}
    aria-setsize=${places?.count ?? nothing}
    aria-expanded=${expandable && !node.lazy ? String(open) : nothing}
    aria-selected=${isTabStop ? 'true' : 'false'}
    tabindex=${isTabStop ? 0 : -1}
    @focus=${() => view.onFocus(node.key)}
  >
    <div
      class="tree-row"
      data-kind=${node.kind}
      style="--level: ${level}"
      title=${tooltip(node, view.localize)}
      draggable=${dragged === undefined ? nothing : 'true'}
      @dragstart=${(event: DragEvent) => dragged !== undefined && drag(event, dragged)}
      @click=${() => view.onClick(row)}
      @dblclick=${() => view.onEdit(node.key)}
      @contextmenu=${(event: MouseEvent) => view.onMenu(row, event)}
    >
      <span class="twisty" ?data-expandable=${expandable && !node.lazy} ?data-open=${open}>${icon('chevron')}</span>
      <span class="tree-name">${marked(nameOf(node, view.localize), view.sought)}</span>
      ${edit ? field(edit, view) : value(node, view)}
      <span class="tree-buttons" ${rowButtons(row, view)}></span>
    </div>
  </li>
  ${edit?.error ? note(level, 'tree-error', html`<p role="alert">${edit.error}</p>`) : nothing}
  ${open ? below(row, view) : nothing}`;
}

function value(node: ValueNode, view: RowView): TemplateResult | typeof nothing {
  if (node.lazy) return html`<span class="tree-value" data-look="absent">${view.localize(lazyText)}</span>`;
  if (isGroup(node)) return nothing;
  const before = view.valueBefore(node.key);
  const changed = !node.absent && before !== undefined && before !== node.value;
  const size = sizeText(node, view.localize);
  return html`<span class="tree-equals" aria-hidden="true">=</span
    >${size ? html`<span class="tree-size">${size}</span>` : nothing}<span class="tree-value" ?data-changed=${changed} ?data-failed=${node.failed} data-look=${lookOf(node)}
      >${marked(node.value, view.sought)}</span
    >`;
}

/** `text` with what is searched for marked in it. */
function marked(text: string, sought: string): unknown {
  if (sought === '') return text;
  const parts: unknown[] = [];
  // Some letters have another length in lower case: then where they are is not known.
  const lower = text.toLowerCase().length === text.length ? text.toLowerCase() : text;
  let end = 0;
  for (let at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, end)) {
    parts.push(text.slice(end, at), html`<mark>${text.slice(at, at + sought.length)}</mark>`);
    end = at + sought.length;
  }
  return [...parts, text.slice(end)];
}

function field(edit: Edit, view: RowView): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Enter') view.onCommit((event.target as HTMLInputElement).value);
    if (event.key !== 'Escape') return;
    event.preventDefault();
    view.onCancel();
  };
  return html`<input
    class="tree-edit"
    aria-label=${edit.label ?? view.localize('New value')}
    spellcheck="false"
    autocapitalize="off"
    autocomplete="off"
    placeholder=${edit.hint || nothing}
    .value=${edit.text}
    @keydown=${onKey}
    @click=${(event: Event) => event.stopPropagation()}
    @dblclick=${(event: Event) => event.stopPropagation()}
    @blur=${() => view.onLeave(edit)}
  />`;
}

/** Where children stand of which only some pages are loaded: a screen reader would count what is there. */
function placesOf({ pages, parts }: Children): Places | undefined {
  if (pages.length < 2) return undefined;
  const of = new Map<string, number>();
  for (const [at, rows] of parts) {
    const before = remaining(pages, 0, at);
    for (const [index, { node }] of rows.entries()) of.set(node.key, before + index + 1);
  }
  return { of, count: remaining(pages, 0) };
}

/** What stands under an unfolded row: not inside of it, since what it holds is not part of its own name. */
function below(row: Row, view: RowView): TemplateResult {
  const { node, level, children, error } = row;
  const text = unfoldedText(node);
  const own = text === undefined ? nothing : note(level + 1, 'tree-text', html`<pre tabindex="0">${text}</pre>`);
  if (node.reference === 0) return html`${own}`;
  if (error) return html`${own}${note(level + 1, 'tree-error', html`<p role="alert">${error}</p>`)}`;
  if (!children) return html`${own}${note(level + 1, 'tree-note', '…')}`;
  const segments = segmentsOf(children);
  const places = placesOf(children);
  return html`${own}${segments.map((each) => ('from' in each ? gap(row, each, view) : rowItems(each, view, places)))}
    ${children.rows.length === 0 ? note(level + 1, 'tree-note', view.localize('Nothing inside')) : nothing}`;
}

/** What loads the pages at the ends of a gap: those that follow on what is shown, and those that lead up to it. */
function gap(row: Row, { from, to, left, isInner }: Gap, view: RowView): unknown {
  const isOnePage = left <= pageSize;
  const { localize } = view;
  const count = Math.min(pageSize, left);
  const next = localize({ other: 'Show {count} more of {all}…' }, { count, all: numberText(left, localize) });
  const more = (page: number, text: string) => html`<li
    role="treeitem"
    class="tree-more"
    data-more=${row.node.key}
    data-page=${page}
    aria-level=${row.level + 1}
    tabindex="-1"
    style="--level: ${row.level + 1}"
    title=${localize('Go to an item by its number: {key}', { key: keyText(valueKeys.goToItem, localize) })}
    @click=${() => view.onMore(row, page)}
  >${text}</li>`;
  return [more(from, next), isInner && !isOnePage ? more(to - 1, localize('Show those before…')) : nothing];
}

/** Something to read that is not a value: an item of the tree too, since a tree holds nothing else. */
function note(level: number, look: string, content: TemplateResult | string): TemplateResult {
  return html`<li role="treeitem" class=${look} aria-level=${level} style="--level: ${level}">${content}</li>`;
}

function tooltip(node: ValueNode, localize: Localize): string {
  if (node.reason !== undefined) return node.reason;
  const text = node.value.length > 1000 ? `${node.value.slice(0, 1000)}…` : node.value;
  return [node.type, text].filter(Boolean).join(': ') || nameOf(node, localize);
}
