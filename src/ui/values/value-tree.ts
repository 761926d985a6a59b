/**
 * A tree of values with the ARIA pattern "tree view": one tab stop, arrows to move and unfold, Enter or F2 to edit,
 * Shift+F10 for the menu of what else can be done, Control+F to search in what is loaded.
 */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';
import { focusHolder, hasFocus, selectIn } from '../layout/focus.ts';
import { isKey, menuKey } from '../layout/keys.ts';
import { below, type MenuPlace } from '../layout/menu-place.ts';
import { rowsToGo } from '../layout/rows-to-go.ts';
import { type NodeAction, openActions, valueKeys } from './node-actions.ts';
import type { Edit } from './row-view.ts';
import { searchField } from './search-field.ts';
import { type FieldSource, TreeField } from './tree-field.ts';
import { placeIn, type Row } from './tree-row.ts';
import { type Comparison, type RowSource, TreeRows } from './tree-rows.ts';
import { foundText } from './tree-search.ts';
import { isExpandable, pagedCount, pageSize, pageWith, type ValueNode } from './value-node.ts';
import { rowItems } from './value-row.ts';

/** Where a tree gets its nodes, and what can be done with them. */
export interface ValueSource extends RowSource, FieldSource {
  /** What else can be done with a node, in the order of its menu. */
  actions(node: ValueNode): readonly NodeAction[];
}

/** What the tree says. */
export interface TreeTexts {
  readonly label: string;
  readonly localize: Localize;
  /** What stands in its place while it has nothing to show; `nothing` to show nothing. */
  readonly empty: () => TemplateResult | typeof nothing;
}

export class ValueTree {
  private readonly rows: TreeRows;
  private focused: string | undefined;
  /** The keys of the rows, from above, as they were shown last. */
  private order: readonly string[] = [];
  private readonly field: TreeField;
  private stale = false;
  /** What is searched for; `undefined` while no field for it is open. */
  private sought: string | undefined;
  /** The node whose first child gets the focus as soon as it is there. */
  private entered: string | undefined;

  /** @param unfolded keys of the nodes that are unfolded at first. */
  constructor(
    private readonly host: HTMLElement,
    private readonly source: ValueSource,
    private readonly texts: TreeTexts,
    unfolded: readonly string[] = [],
  ) {
    this.rows = new TreeRows(source, unfolded, texts.localize);
    this.field = new TreeField(host, source, {
      find: (key) => this.rows.find(key),
      render: () => this.render(),
      focus: (key) => this.focus(key),
      reload: () => this.reload('stop'),
    });
    host.addEventListener('keydown', (event) => {
      if (!isKey(event, valueKeys.search) || this.rows.isEmpty) return;
      event.preventDefault();
      event.stopPropagation();
      this.search();
    });
    this.render();
  }

  /**
   * Asks for everything that is shown anew. A field that is open stays if the moment is the same: what is written in it
   * is not the business of whoever has changed another value.
   *
   * @param compare what a value must differ from to be marked as changed.
   */
  async reload(compare: Comparison): Promise<void> {
    if (compare === 'screen' || compare === 'none') this.field.close();
    if (!(await this.rows.reload(compare))) return;
    if (this.field.edit && !this.rows.find(this.field.edit.key)) this.field.close();
    this.stale = false;
    this.render();
  }

  /** Shows that the values are of an earlier moment: the program runs. */
  fade(): void {
    this.field.close();
    this.stale = true;
    this.render();
  }

  /** Shows nothing. */
  clear(): void {
    this.rows.clear();
    this.stale = false;
    this.field.close();
    this.render();
  }

  /** What stands in place of the values may be another now. */
  redraw(): void {
    if (this.rows.isEmpty) this.render();
  }

  /** Puts the focus on the node that has it last, or on the first. */
  focusTabStop(): void {
    this.tabStopElement?.focus();
  }

  /** Opens the field in which one writes what is searched for, or goes to it. */
  search(): void {
    if (this.rows.isEmpty) return;
    this.sought ??= '';
    this.render();
    selectIn(this.host.querySelector<HTMLInputElement>('.tree-search input'));
  }

  /** Opens the field of the node named `key`. */
  edit(key: string): void {
    const row = this.rows.find(key);
    this.openField(row, row && this.source.editable(row.node));
  }

  private openField(row: Row | undefined, start: Omit<Edit, 'key'> | undefined): void {
    if (!row || !start || this.stale) return;
    const { key } = row.node;
    this.focused = key;
    this.field.open(row.node, { key, ...start });
  }

  private endSearch(): void {
    this.sought = undefined;
    this.rows.searchFor('');
    this.render();
    this.tabStopElement?.focus();
  }

  private searchFor(text: string): void {
    this.sought = text;
    this.rows.searchFor(text);
    this.render();
  }

  private async unfold(row: Row): Promise<void> {
    if (!isExpandable(row.node)) return;
    this.rows.unfold(row);
    // Python looks for the children while that is drawn.
    const children = row.node.reference > 0 && !row.children && !this.stale ? this.rows.loadPage(row) : undefined;
    this.render();
    await children?.then(() => this.render());
    if (this.entered === row.node.key && this.focused === row.node.key) this.enter(row);
  }

  /** Goes to the first child; if the children are still asked for, when they have come. */
  private enter(row: Row): void {
    const [first] = this.rows.shown(row.children?.rows ?? []);
    this.entered = row.children || row.error ? undefined : row.node.key;
    if (first) this.focus(first.node.key);
  }

  private fold(row: Row): void {
    this.rows.fold(row);
    this.render();
  }

  private async more(row: Row, page: number): Promise<void> {
    const mayFocus = focusHolder(this.host);
    await this.rows.visitPage(row, page);
    const [next] = this.rows.shown(row.children?.parts.get(page) ?? []);
    if (next && mayFocus()) this.focus(next.node.key);
    else this.render();
  }

  /** Asks for the number of a child, and goes there. */
  private async goToItem({ key, name }: ValueNode, count: number): Promise<void> {
    const { askNumber } = await import('../layout/ask-number.ts');
    const { localize } = this.texts;
    const title = localize('Go to item of {name}', { name });
    const at = await askNumber(this.host, title, localize('Item'), count, localize);
    const row = this.rows.find(key);
    if (at === undefined || !row || this.stale) return;
    if (this.sought !== undefined) this.endSearch();
    this.rows.unfold(row);
    const page = pageWith(row.node, at);
    await this.rows.visitPage(row, page);
    const found = row.children?.parts.get(page)?.[at % pageSize];
    if (found && this.rows.find(found.node.key)) this.focus(found.node.key);
    else this.render();
  }

  private focus(key: string): void {
    this.focused = key;
    this.render();
    this.tabStopElement?.focus();
  }

  private readonly onKey = (event: KeyboardEvent) => {
    const item = (event.target as HTMLElement).closest<HTMLElement>('[role=treeitem]');
    if (event.target !== item || !item) return;
    const handled = item.dataset.more ? this.onMoreKey(event, item, item.dataset.more) : this.onItemKey(event, item);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  };

  private onMoreKey(event: KeyboardEvent, item: HTMLElement, parent: string): boolean {
    const row = this.rows.find(parent);
    if (!row) return false;
    const down = rowsToGo(event.key, item);
    if (event.key === 'Enter' || event.key === ' ') this.more(row, Number(item.dataset.page));
    else if (event.key === 'Home') this.step(item, -Infinity);
    else if (event.key === 'End') this.step(item, Infinity);
    else if (down !== undefined) this.step(item, down);
    else if (event.key === 'ArrowLeft') this.focus(parent);
    else return isKey(event, valueKeys.goToItem) && this.onAction(event, row.node);
    return true;
  }

  private onItemKey(event: KeyboardEvent, item: HTMLElement): boolean {
    const row = this.focused === undefined ? undefined : this.rows.find(this.focused);
    if (!row) return false;
    if (event.key !== 'ArrowRight') this.entered = undefined;
    if (event.key === 'Escape' && this.sought !== undefined) this.endSearch();
    else if (event.key === 'ContextMenu' || isKey(event, menuKey)) this.openMenu(row, below(item));
    else if (!this.onMove(event, row, item) && !this.onAction(event, row.node)) return false;
    return true;
  }

  private onAction(event: KeyboardEvent, node: ValueNode): boolean {
    const action = this.actions(node).find(({ key }) => key && isKey(event, key));
    action?.perform(this.host);
    return action !== undefined;
  }

  private onMove(event: KeyboardEvent, row: Row, item: HTMLElement): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const visible = this.rows.visible();
    const open = this.rows.isOpen(row.node.key);
    const go = (target: Row | undefined) => target && this.focus(target.node.key);
    const down = rowsToGo(event.key, item);
    if (down !== undefined) this.step(item, down);
    switch (event.key) {
      case 'Home':
        go(visible[0]);
        return true;
      case 'End':
        go(visible.at(-1));
        return true;
      case 'ArrowRight':
        if (!isExpandable(row.node)) return true;
        if (!open) this.unfold(row);
        else this.enter(row);
        return true;
      case 'ArrowLeft':
        if (open && isExpandable(row.node)) this.fold(row);
        else if (row.parent !== undefined) this.focus(row.parent);
        return true;
      case 'Enter':
        if (this.source.editable(row.node) !== undefined) this.edit(row.node.key);
        else this.toggle(row);
        return true;
      case ' ':
        this.toggle(row);
        return true;
      default:
        return down !== undefined;
    }
  }

  /** Goes to what is shown so many rows below `item`, or above it: another row, or what loads more of them. */
  private step(item: HTMLElement, rows: number): void {
    const items = [...this.host.querySelectorAll<HTMLElement>('[role=treeitem][tabindex]')];
    const next = items[Math.max(0, Math.min(items.indexOf(item) + rows, items.length - 1))];
    if (next?.dataset.key !== undefined) this.focus(next.dataset.key);
    else next?.focus();
  }

  private toggle(row: Row): void {
    if (this.rows.isOpen(row.node.key)) this.fold(row);
    else this.unfold(row);
  }

  /** What can be done with `node` now: to edit it, which is the tree's own business, and the rest. */
  private actions(node: ValueNode): readonly NodeAction[] {
    const ofSource = this.source.actions(node).filter(({ lasting }) => lasting || !this.stale);
    const actions = [...this.goToActions(node), ...ofSource];
    if (this.stale || this.source.editable(node) === undefined) return actions;
    const { localize } = this.texts;
    const edit: NodeAction = {
      label: localize('Edit'),
      key: valueKeys.edit,
      button: { icon: 'edit', label: localize('Edit {name}', { name: node.name }) },
      perform: () => this.edit(node.key),
    };
    const start = this.source.settable?.(node);
    if (!start) return [edit, ...actions];
    const perform = () => this.openField(this.rows.find(node.key), start);
    return [edit, { label: localize('Set value…'), key: valueKeys.setValue, perform }, ...actions];
  }

  /** To go to a child by its number, where not all of them are shown. */
  private goToActions(node: ValueNode): readonly NodeAction[] {
    const count = pagedCount(node);
    if (count === undefined || node.reference === 0 || this.stale) return [];
    const label = this.texts.localize('Go to item…');
    return [{ label, key: valueKeys.goToItem, perform: () => this.goToItem(node, count) }];
  }

  private openMenu({ node }: Row, place: MenuPlace): boolean {
    const { key, name } = node;
    const actions = this.actions(node);
    if (actions.length === 0) return false;
    this.focus(key);
    openActions(this.host, place, name, actions, () => this.focus(key), this.texts.localize);
    return true;
  }

  private render(): void {
    const shown = this.rows.visible();
    const order = shown.map(({ node }) => node.key);
    const tabStop = placeIn(order, this.focused, this.order);
    this.focused = tabStop;
    this.order = order;
    const { isEmpty, found } = this.rows;
    const { label, localize, empty } = this.texts;
    const insteadOfRows = isEmpty ? empty() : nothing;
    const hadFocus = this.host.querySelector('[role=treeitem]:focus, .tree-edit:focus') !== null;
    const sought = this.sought?.trim().toLowerCase() ?? '';
    render(
      html`${isEmpty || this.sought === undefined ? nothing : searchField({ ...this.searching, found: found ? foundText(found, localize) : '' }, localize)}
        <div class="empty" ?hidden=${insteadOfRows === nothing}>${insteadOfRows}</div>
        <ul
          class="tree"
          role="tree"
          aria-label=${label}
          ?hidden=${shown.length === 0}
          ?data-stale=${this.stale}
          @keydown=${this.onKey}
        >
          ${rowItems(this.rows.roots, { localize, tabStop, sought, edit: this.field.edit, ...this.view })}
        </ul>`,
      this.host,
    );
    // Whoever walks through them by the keyboard goes on from there.
    if (hadFocus && !hasFocus(this.host)) this.tabStopElement?.focus();
  }

  private get tabStopElement(): HTMLElement | null {
    return this.host.querySelector('[role=treeitem][tabindex="0"]');
  }

  /** What the field of the search asks, and tells. */
  private get searching() {
    return {
      where: this.texts.label,
      onInput: (text: string) => this.searchFor(text),
      onGo: () => this.goToHit(),
      onClose: () => this.endSearch(),
    };
  }

  /** What the templates of the rows ask, and tell. */
  private readonly view = {
    isOpen: (key: string) => this.rows.isOpen(key),
    shown: (rows: readonly Row[]) => this.rows.shown(rows),
    valueBefore: (key: string) => this.rows.valueBefore(key),
    actions: (node: ValueNode) => this.actions(node),
    onAction: ({ perform }: NodeAction) => perform(this.host),
    onFocus: (key: string) => this.onFocus(key),
    onClick: (row: Row) => this.onClick(row),
    onMore: (row: Row, page: number) => this.more(row, page),
    onEdit: (key: string) => this.edit(key),
    onMenu: (row: Row, event: MouseEvent) => this.onMenu(row, event),
    onCommit: (text: string) => this.field.commit(text),
    onCancel: () => this.field.cancel(),
    onLeave: (edit: Edit) => this.field.leave(edit),
  };

  private goToHit(): void {
    const hit = this.rows.visible().find(({ node }) => this.rows.found?.hits.has(node.key) ?? true);
    if (hit) this.focus(hit.node.key);
  }

  private onMenu(row: Row, event: MouseEvent): void {
    const { clientX: x, clientY: y, currentTarget } = event;
    // A button that is pressed by the keyboard has no place of the pointer.
    const place = x === 0 && y === 0 && currentTarget instanceof Element ? below(currentTarget) : { x, y };
    if (this.openMenu(row, place)) event.preventDefault();
  }

  private onFocus(key: string): void {
    if (this.focused === key) return;
    this.focused = key;
    this.render();
  }

  private onClick(row: Row): void {
    if (isExpandable(row.node)) this.toggle(row);
    this.focus(row.node.key);
  }
}
