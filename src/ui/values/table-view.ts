/** A value as a table in a dialog, a page of rows at a time. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';
import { numberText } from '../../model/numbers.ts';
import { writtenIndex } from '../layout/ask-number.ts';
import { show } from '../layout/dialog.ts';
import { icon } from '../layout/icons.ts';
import type { Debugger } from '../session/debugger.ts';
import { messageOf } from '../session/message-of.ts';
import { type Arrangement, arranged, type TablePage, tableColumns, tablePage, tableRows, turnedTo } from './table.ts';
import { lookOf, type ValueNode } from './value-node.ts';

/** What a page of a table is gone to by. */
interface Turns {
  rows(way: 1 | -1): void;
  columns(way: 1 | -1): void;
  /** To the row that is written. */
  row(text: string): void;
  /** To the first of those rows, in that order. */
  arrange(wanted: Arrangement): void;
}

/** What is shown. */
interface Shown {
  readonly page: TablePage;
  readonly arrangement: Arrangement;
  /** How many rows the value has. */
  readonly all: number;
}

/** Shows `node` as a table over `host`. */
export async function showTable(host: HTMLElement, target: Debugger, node: ValueNode): Promise<void> {
  const { localize } = target;
  const root = host.ownerDocument.createElement('div');
  root.className = 'value-table';
  let page = await tablePage(target, node, 0);
  const all = page.total;
  let arrangement: Arrangement = {};
  /** Those that are shown, in their order. */
  let rows = node;
  /** Settles when all that was asked for is shown: a page may take longer than the one after it. */
  let done = Promise.resolve();
  const later = (show: () => Promise<void>) => {
    done = done
      .then(() => {
        root.ariaBusy = 'true';
        return show();
      })
      .catch((error) => tell(root, messageOf(error)))
      .finally(() => {
        root.ariaBusy = 'false';
      });
  };
  /** Goes to what `where` makes of the page that is shown by then. */
  const go = (where: (page: TablePage) => Partial<Pick<TablePage, 'start' | 'left'>> | undefined) =>
    later(async () => {
      const { start = page.start, left = page.left } = where(page) ?? {};
      if (start === page.start && left === page.left) return;
      page = await tablePage(target, rows, start, left);
      draw(root, { page, arrangement, all }, turns, localize);
    });
  const arrange = (wanted: Arrangement) =>
    later(async () => {
      const isPlain = wanted.column === undefined && wanted.filter === undefined;
      const found = isPlain ? node : await arranged(target, node, wanted);
      const { columns, width, left } = page;
      const first = await tablePage(target, found, 0, left);
      // Where no row is left there are still the columns to choose from.
      page = first.rows.length > 0 ? first : { ...first, columns, width };
      [rows, arrangement] = [found, wanted];
      tell(root, '');
      draw(root, { page, arrangement, all }, turns, localize);
    });
  const turns: Turns = {
    arrange,
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
  draw(root, { page, arrangement, all }, turns, localize);
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

/** What a column is called on the screen: rows that are no containers have one without a name. */
const titleOf = (column: string, localize: Localize) => column || localize('value');

/** The arrangement after the head of a column was pressed: ascending, descending, and as the value has its rows. */
function pressed(arrangement: Arrangement, column: string): Arrangement {
  const { filter } = arrangement;
  const kept = filter && { filter };
  if (arrangement.column !== column) return { ...kept, column };
  return arrangement.descending ? { ...kept } : { ...kept, column, descending: true };
}

/** The head of a column, which sorts by it. */
function columnHead(column: string, arrangement: Arrangement, turns: Turns, localize: Localize): TemplateResult {
  const name = titleOf(column, localize);
  const way = arrangement.column !== column ? 'none' : arrangement.descending ? 'descending' : 'ascending';
  const mark = { none: '', ascending: ' ▲', descending: ' ▼' }[way];
  return html`<th scope="col" aria-sort=${way}>
    <button type="button" class="column-head" title=${localize('Sort by {column}', { column: name })} @click=${() => turns.arrange(pressed(arrangement, column))}>
      ${name}<span aria-hidden="true">${mark}</span>
    </button>
  </th>`;
}

/** What the rows are sorted by, for whoever does not see the mark. */
function orderText({ column, descending }: Arrangement, localize: Localize): string {
  if (column === undefined) return '';
  const place = { column: titleOf(column, localize) };
  return descending
    ? localize('Sorted by {column}, descending', place)
    : localize('Sorted by {column}, ascending', place);
}

/** What leaves only some rows. */
function filterTools({ page, arrangement }: Shown, turns: Turns, localize: Localize): TemplateResult {
  const { columns } = page;
  const { filter, ...order } = arrangement;
  const apply = (event: Event) => {
    const tools = (event.target as HTMLElement).closest('.table-filter');
    const text = tools?.querySelector('input')?.value ?? '';
    const column = tools?.querySelector('select')?.value ?? columns[0] ?? '';
    if (text.trim() === '' ? filter === undefined : filter?.text === text && filter.column === column) return;
    turns.arrange(text.trim() === '' ? order : { ...order, filter: { column, text } });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    // Else it would close the dialog.
    event.preventDefault();
    apply(event);
  };
  const wanted = filter?.column ?? columns[0];
  return html`<span class="table-filter">
    ${
      columns.length > 1
        ? html`<select aria-label=${localize('Column to filter by')} @change=${apply}>
            ${columns.map((column) => html`<option value=${column} ?selected=${column === wanted}>${titleOf(column, localize)}</option>`)}
          </select>`
        : nothing
    }
    <input type="search" aria-label=${localize('Filter')} placeholder=${localize('Filter: text, or > 5')} spellcheck="false" autocomplete="off" @keydown=${onKey} @change=${apply} />
  </span>`;
}

function draw(root: HTMLElement, shownNow: Shown, turns: Turns, localize: Localize): void {
  const { page, arrangement, all } = shownNow;
  const { start, columns, rows, total, lack } = page;
  const end = start + rows.length;
  const shown = {
    first: numberText(start, localize),
    last: numberText(end - 1, localize),
    all: numberText(total, localize),
  };
  const rowsText = rows.length === 0 ? localize('No rows') : localize('Rows {first} to {last} of {all}', shown);
  const count = numberText(all, localize);
  const place = arrangement.filter
    ? localize('{rows} (filtered, {count} in all)', { rows: rowsText, count })
    : rowsText;
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
        ${all > 1 ? filterTools(shownNow, turns, localize) : nothing}
      </div>
      <span class="only-read" aria-live="polite">${orderText(arrangement, localize)}</span>
      <p class="form-problem table-problem" role="alert"></p>
      ${lack ? html`<p class="table-lack">${lack}</p>` : nothing}
      <div class="table-scroll" tabindex="0" role="group" aria-label=${place}>
        <table>
          <thead>
            <tr>
              <th scope="col"><span class="only-read">${localize('Row')}</span></th>
              ${columns.map((column) => columnHead(column, arrangement, turns, localize))}
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
