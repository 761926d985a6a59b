/** A value as a table in a dialog, a page of rows at a time. */
import { html, nothing, render } from 'lit/html.js';
import { show } from '../layout/dialog.ts';
import { icon } from '../layout/icons.ts';
import { numberText } from '../layout/numbers.ts';
import type { Debugger } from '../session/debugger.ts';
import { messageOf } from '../session/message-of.ts';
import { type TablePage, tablePage, tableRows } from './table.ts';
import { lookOf, type ValueNode } from './value-node.ts';

/** Shows `node` as a table over `host`. */
export async function showTable(host: HTMLElement, target: Debugger, node: ValueNode): Promise<void> {
  const root = host.ownerDocument.createElement('div');
  root.className = 'value-table';
  let page: TablePage | undefined;
  /** Settles when all that was asked for is shown: a page may take longer than the one after it. */
  let done = Promise.resolve();
  const go = async (start: number) => {
    page = await tablePage(target, node, start);
    draw(root, page, turn);
  };
  const turn = (way: 1 | -1) => {
    const show = async () => {
      const { start, total } = page ?? { start: 0, total: 0 };
      const next = Math.max(0, start + way * tableRows);
      if (next !== start && next < total) await go(next);
    };
    done = done.then(show).catch((error) => {
      const problem = root.querySelector('.table-problem');
      if (problem) problem.textContent = messageOf(error);
    });
  };
  await go(0);
  await show(host, `Table of ${node.name}`, html`${root}`);
}

function draw(root: HTMLElement, { start, columns, rows, total, lack }: TablePage, turn: (way: 1 | -1) => void): void {
  const end = start + rows.length;
  const place =
    rows.length === 0 ? 'No rows' : `Rows ${numberText(start)} to ${numberText(end - 1)} of ${numberText(total)}`;
  render(
    html`<div class="byte-tools">
        <button type="button" class="quiet" aria-label="Previous rows" ?disabled=${start === 0} @click=${() => turn(-1)}>${icon('previous')}</button>
        <span aria-live="polite">${place}</span>
        <button type="button" class="quiet" aria-label="Next rows" ?disabled=${start + tableRows >= total} @click=${() => turn(1)}>${icon('next')}</button>
      </div>
      <p class="form-problem table-problem" role="alert"></p>
      ${lack ? html`<p class="table-lack">${lack}</p>` : nothing}
      <div class="table-scroll" tabindex="0" role="group" aria-label=${place}>
        <table>
          <thead>
            <tr>
              <th scope="col"><span class="only-read">Row</span></th>
              ${columns.map((name) => html`<th scope="col" title=${name}>${name || 'value'}</th>`)}
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
