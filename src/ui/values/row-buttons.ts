/**
 * The buttons of a row of values. They are made when the pointer comes to the row, or the focus: a list has hundreds of
 * rows, and a person sees the buttons of one.
 */
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { icon } from '../layout/icons.ts';
import { keyText, menuKey } from '../layout/keys.ts';
import type { RowView } from './row-view.ts';
import type { Row } from './tree-row.ts';

class RowButtons extends Directive {
  private asked: readonly [row: Row, view: RowView] | undefined;
  private isPointed = false;
  private isDrawn = false;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('Buttons are put into an element.');
  }

  render(_row: Row, _view: RowView): unknown {
    return nothing;
  }

  override update({ element }: ElementPart, asked: [row: Row, view: RowView]): unknown {
    const owner = this.asked ? undefined : element.parentElement;
    this.asked = asked;
    if (owner) {
      const point = (isPointed: boolean) => () => {
        this.isPointed = isPointed;
        this.draw(element);
      };
      owner.addEventListener('pointerenter', point(true));
      owner.addEventListener('pointerleave', point(false));
    }
    this.draw(element);
    return nothing;
  }

  private draw(element: Element): void {
    if (!this.asked) return;
    const [row, view] = this.asked;
    // A finger does not hover: there all rows have them, see tree.css.
    const isUsed = this.isPointed || row.node.key === view.tabStop || navigator.maxTouchPoints > 0;
    const isShown = isUsed && view.edit?.key !== row.node.key;
    if (!isShown && !this.isDrawn) return;
    this.isDrawn = isShown;
    render(isShown ? buttons(row, view) : nothing, element as HTMLElement);
  }
}

/** Fills the element that it is written in, while the pointer is on the one that holds it. */
export const rowButtons = directive(RowButtons);

function buttons(row: Row, view: RowView): TemplateResult | typeof nothing {
  const { node } = row;
  const { localize } = view;
  const actions = view.actions(node);
  if (actions.length === 0) return nothing;
  const act = (event: Event, action: () => void) => {
    event.stopPropagation();
    action();
  };
  return html`${actions.map((action) => {
    const { label, key, button } = action;
    return button
      ? html`<button type="button" class="mini" data-icon=${button.icon} tabindex="-1" aria-label=${button.label} title="${label}${key ? ` (${keyText(key, localize)})` : ''}" @click=${(event: Event) => act(event, () => view.onAction(action))}>${icon(button.icon)}</button>`
      : nothing;
  })}
    <button type="button" class="mini" tabindex="-1" aria-haspopup="menu" aria-label=${localize('Actions of {name}', { name: node.name })} title="${localize('More')} (${keyText(menuKey, localize)})" @click=${(event: MouseEvent) => act(event, () => view.onMenu(row, event))}>${icon('more')}</button>`;
}
