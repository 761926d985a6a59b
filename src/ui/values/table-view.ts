/** A value as a table in a dialog, a page of rows at a time. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';
import { numberText } from '../../model/numbers.ts';
import { writtenIndex } from '../layout/ask-number.ts';
import { show } from '../layout/dialog.ts';
import { icon } from '../layout/icons.ts';
import type { Debugger } from '../session/debugger.ts';
import { messageOf } from '../session/message-of.ts';
import { type TablePage, tableColumns, tablePage, tableRows, turnedTo } from './table.ts';
import { lookOf, type ValueNode } from './value-node.ts';

/** What a page of a table is gone to by. */
interface Turns {
  rows(way: 1 | -1): void;
  columns(way: 1 | -1): void;
  /** To the row that is written. */
  row(text: string): void;
}

/** Shows `node` as a table over `host`. */
export async function showTable(host: HTMLElement, target: Debugger, node: ValueNode): Promise<void> {
  const { localize } = target;
  const root = host.ownerDocument.createElement('div');
  root.className = 'value-table';
  let page = await tablePage(target, node, 0);
  /** Settles when all that was asked for is shown: a page may take longer than the one after it. */
  let done = Promise.resolve();
  /** Goes to what `where` makes of the page that is shown by then. */
  const go = (where: (page: TablePage) => Partial<Pick<TablePage, 'start' | 'left'>> | undefined) => {
    const show = async () => {
      const { start = page.start, left = page.left } = where(page) ?? {};
      if (start === page.start && left === page.left) return;
      page = await tablePage(target, node, start, left);
      draw(root, page, turns, localize);
    };
    done = done.then(show).catch((error) => tell(root, messageOf(error)));
  };
  const turns: Turns = {
    rows: (way) =>
      go((page) => {
        const start = turnedTo(page, way);
        return start === undefined ? undefined : { start };
      }),
    columns: (way) =>
      go(({ left, width }) => {
        const next = Math.max(0, left + way * tableColumns);
        return next < width ? { left: next } : undefined;
      }),
    row: (text) =>
      go(({ total }) => {
        const index = writtenIndex(text, total);
        const last = numberText(total - 1, localize);
        const problem = () => localize('“{text}” is no row: a number from 0 to {last}', { text, last });
        tell(root, index === undefined ? problem() : '');
        return index === undefined ? undefined : { start: index };
      }),
  };
  draw(root, page, turns, localize);
  await show(host, localize('Table of {name}', { name: node.name }), html`${root}`, localize);
}

/** Says why a page is not shown. */
function tell(root: HTMLElement, text: string): void {
  const problem = root.querySelector('.table-problem');
  if (problem) problem.textContent = text;
}

/** What goes to other columns, where not all of them are shown. */
function columnTools(
  { left, width }: TablePage,
  { columns }: Turns,
  localize: Localize,
): TemplateResult | typeof nothing {
  if (width <= tableColumns) return nothing;
  const end = Math.min(left + tableColumns, width);
  const place = {
    first: numberText(left, localize),
    last: numberText(end - 1, localize),
    all: numberText(width, localize),
  };
  return html`<button type="button" class="quiet" aria-label=${localize('Previous columns')} ?disabled=${left === 0} @click=${() => columns(-1)}>${icon('previous')}</button>
    <span aria-live="polite">${localize('Columns {first} to {last} of {all}', place)}</span>
    <button type="button" class="quiet" aria-label=${localize('Next columns')} ?disabled=${end >= width} @click=${() => columns(1)}>${icon('next')}</button>`;
}

function draw(root: HTMLElement, page: TablePage, turns: Turns, localize: Localize): void {
  const { start, columns, rows, total, lack } = page;
  const end = start + rows.length;
  const shown = {
    first: numberText(start, localize),
    last: numberText(end - 1, localize),
    all: numberText(total, localize),
  };
  const place = rows.length === 0 ? localize('No rows') : localize('Rows {first} to {last} of {all}', shown);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    // Else it would close the dialog.
    event.preventDefault();
    turns.row((event.target as HTMLInputElement).value);
  };
  render(
    html`<div class="byte-tools">
        <button type="button" class="quiet" aria-label=${localize('Previous rows')} ?disabled=${start === 0} @click=${() => turns.rows(-1)}>${icon('previous')}</button>
        <span aria-live="polite">${place}</span>
        <button type="button" class="quiet" aria-label=${localize('Next rows')} ?disabled=${turnedTo(page, 1) === undefined} @click=${() => turns.rows(1)}>${icon('next')}</button>
        ${columnTools(page, turns, localize)}
        ${
          total > tableRows
            ? html`<label class="byte-offset">${localize('Go to')} <input aria-label=${localize('Row')} placeholder="0" spellcheck="false" autocomplete="off" @keydown=${onKey} /></label>`
            : nothing
        }
      </div>
      <p class="form-problem table-problem" role="alert"></p>
      ${lack ? html`<p class="table-lack">${lack}</p>` : nothing}
      <div class="table-scroll" tabindex="0" role="group" aria-label=${place}>
        <table>
          <thead>
            <tr>
              <th scope="col"><span class="only-read">${localize('Row')}</span></th>
              ${columns.map((name) => html`<th scope="col" title=${name}>${name || localize('value')}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ name, cells }) => html`<tr>
                <th scope="row" title=${name}>${name}</th>
                ${columns.map((column) => {
                  const value = cells.get(column);
                  if (value === undefined) return html`<td></td>`;
                  return html`<td title=${value} data-look=${lookOf({ value })}>${value}</td>`;
                })}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
    root,
  );
}
