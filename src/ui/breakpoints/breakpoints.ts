/** The region "Breakpoints": those at lines, at functions, on data and at instructions, and the exception filters. */

import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { type Breakpoint, kindOf, type Place, placeText } from '../../model/breakpoint-list.ts';
import type { ExceptionFilter } from '../../model/exception-filters.ts';
import { type Localize, words } from '../../model/localize.ts';
import { fileName } from '../../model/program-files.ts';
import { isPlainRun, type ViewState } from '../../model/view-state.ts';
import { icon } from '../layout/icons.ts';
import { append, attachLater, type Disposable, disposing, type Headed, inHead, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { type Look, lookOf } from './look.ts';
import type { BreakpointRow } from './row.ts';
import { removeFrom, rowMenu } from './row-menu.ts';

/** Those that stand at no line. */
const namedLists = ['functions', 'dataBreakpoints', 'instructions'] as const;

/** Shows the breakpoints in `host`. */
export function attachBreakpoints(host: HTMLElement, target: Debugger, options: Headed = {}): Disposable {
  const { localize } = target;
  const root = panelRoot(host, 'breakpoints');
  // In the head, so that the list does not move.
  const note = inHead(root, options, 'head-note');
  const noteId = `${root.id}-note`;
  const lines = append(root, 'div', 'line-breakpoints');
  const lists = append(root, 'div', 'named-lists');
  lists.id = `${root.id}-named`;
  const exceptions = append(root, 'div', 'exceptions');
  const filters = append(exceptions, 'fieldset', 'filters');
  const buttons = inHead(root, options, 'head-buttons');
  const loadLists = () => import('./named-lists.ts');
  const later = attachLater(
    target,
    loadLists,
    ({ attachAllBreakpoints, attachExceptionCondition, attachNamedLists }) => {
      const named = attachNamedLists(lists, target, noteId);
      const condition = attachExceptionCondition(exceptions, target, `${root.id}-exception-problem`);
      return disposing(named, condition, attachAllBreakpoints(buttons, target, named.add));
    },
  );
  const update = (state: ViewState) => {
    const plainRun = isPlainRun(state);
    const count = namedLists.reduce((sum, name) => sum + state[name].length, state.breakpoints.length);
    const isNoted = plainRun && count > 0;
    render(
      isNoted
        ? html`<span id=${noteId} title=${localize('A plain Run stops at none of these. Debug does.')}>${localize('Inactive in a plain Run')}</span>`
        : nothing,
      note,
    );
    render(
      state.breakpoints.length === 0
        ? noLines(count, localize)
        : html`<ul class="breakpoints" aria-label=${localize('Line breakpoints')}>
              ${repeat(
                state.breakpoints,
                ({ id }) => id,
                (breakpoint) => breakpointItem(breakpoint, { target, plainRun, root, noteId }),
              )}
            </ul>`,
      lines,
    );
    render(
      html`<legend>${localize('Exceptions')}</legend>
        ${state.filters.map((filter) => filterItem(filter, target))}`,
      filters,
    );
  };
  update(target.state);
  const unsubscribe = target.subscribe((state, before) => {
    const isNew = (['breakpoints', 'filters', ...namedLists] as const).some((name) => state[name] !== before[name]);
    if (isNew || isPlainRun(state) !== isPlainRun(before)) update(state);
  });
  return disposing(root, note, buttons, unsubscribe, later);
}

/** What stands in place of the line breakpoints where there are none. */
function noLines(others: number, localize: Localize): TemplateResult | typeof nothing {
  if (others > 0) return nothing;
  return html`<p class="empty">${localize('Click in the margin of the editor, or press F9, to set a breakpoint.')}</p>`;
}

/**
 * How good a breakpoint is by its answer, in one word for its look.
 *
 * @param plainRun whether the program that runs knows no breakpoints.
 */
export function validityOf(breakpoint: Breakpoint, plainRun: boolean): Look {
  const look = lookOf(breakpoint, plainRun);
  return look === 'on' && breakpoint.startedLine === null ? 'unverified' : look;
}

/** Why a breakpoint is not verified, as far as is known. */
function problemOf({ startedLine, answer }: Breakpoint, localize: Localize): string | undefined {
  return startedLine === null ? localize('Takes effect after Restart.') : answer?.message;
}

/** What a breakpoint does, in words. */
export function breakpointText(breakpoint: Breakpoint, plainRun: boolean, localize: Localize): string {
  const { condition, hitCondition, logMessage, enabled } = breakpoint;
  const validity = validityOf(breakpoint, plainRun);
  const problem = problemOf(breakpoint, localize);
  const notVerified = () => (problem ? localize('– not verified: {problem}', { problem }) : localize('– not verified'));
  return [
    logMessage ? localize('Prints “{message}”', { message: logMessage }) : localize('Stops here'),
    condition ? localize('if {condition}', { condition }) : '',
    hitCondition ? localize('at hit {hits}', { hits: hitCondition }) : '',
    enabled ? '' : localize('(switched off)'),
    validity === 'inactive' ? localize('– inactive in a plain Run') : '',
    validity === 'unverified' ? notVerified() : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What the items of a list have in common. */
interface List {
  readonly target: Debugger;
  readonly plainRun: boolean;
  readonly root: HTMLElement;
  readonly noteId: string;
}

function breakpointItem(breakpoint: Breakpoint, { target, plainRun, root, noteId }: List): TemplateResult {
  const { localize } = target;
  const { id, path, line, column, enabled, condition, hitCondition, logMessage } = breakpoint;
  const spot: Place = { path, line, ...(column !== undefined && { column }) };
  const written = placeText(breakpoint);
  const isMain = path === target.files.main;
  // The file that is started needs no name.
  const place = isMain ? localize('line {line}', { line: written }) : `${fileName(path)}:${written}`;
  const validity = validityOf(breakpoint, plainRun);
  const problemId = `${root.id}-problem-${id}`;
  const explained = { inactive: noteId, unverified: problemId, on: nothing, off: nothing }[validity];
  const hits = hitCondition && localize('hit {hits}', { hits: hitCondition });
  const details = [condition, hits, logMessage && `“${logMessage}”`].filter(Boolean);
  const enable = (isOn: boolean) => target.breakpoints.change({ type: 'breakpointEnabled', id, enabled: isOn });
  const row: BreakpointRow = {
    label: localize('breakpoint at {place}', { place }),
    isOn: enabled,
    place: { text: place, go: () => target.signals.send('reveal', spot) },
    edit: () => target.signals.send('edit', spot),
    enable,
    remove: () => target.breakpoints.change({ type: 'breakpointRemoved', id }),
  };
  const menu = rowMenu(target, row);
  return html`<li class="breakpoint" title=${breakpointText(breakpoint, plainRun, localize)} @contextmenu=${menu} @keydown=${menu}>
    <label class="breakpoint-label">
      <input
        type="checkbox"
        .checked=${enabled}
        aria-label="${fileName(path)}:${written}"
        aria-describedby=${explained}
        @change=${(event: Event) => enable((event.target as HTMLInputElement).checked)}
      />
      <span class="glyph glyph-${kindOf(breakpoint)} glyph-${validity}" aria-hidden="true"></span>
    </label>
    <button type="button" class="breakpoint-place" title=${localize('Go to {place}', { place })} @click=${row.place?.go}>
      <span class="breakpoint-line"><span class="only-read">${localize(isMain ? 'Go to line' : 'Go to')} </span>${isMain ? written : place}</span>
      <code class="breakpoint-code">${textOf(target, breakpoint) || ' '}</code>
    </button>
    <span class="breakpoint-buttons">
      <button type="button" class="mini" aria-label=${localize('Edit {breakpoint}', { breakpoint: row.label })} title=${localize('Condition, hit count, log message')} @click=${row.edit}>${icon('edit')}</button>
      <button type="button" class="mini" aria-label=${localize('Remove {breakpoint}', { breakpoint: row.label })} title=${localize('Remove')} @click=${(event: Event) => removeFrom(event, row)}>${icon('remove')}</button>
    </span>
    ${details.length > 0 ? html`<p class="breakpoint-details"><code>${details.join(' · ')}</code></p>` : nothing}
    ${
      validity === 'unverified'
        ? html`<p class="breakpoint-details breakpoint-problem" id=${problemId}>${problemOf(breakpoint, localize) ?? localize('Not verified yet')}</p>`
        : nothing
    }
  </li>`;
}

/** What is written where a breakpoint is, to recognize it by. */
function textOf({ files, sources }: Debugger, { path, line }: Place): string {
  return (files.text(path) ?? sources.shown(path) ?? '').split(/\r?\n/)[line - 1]?.trim() ?? '';
}

/** The filters as they are called below the word "Exceptions", where that is shorter. */
const briefLabels: Readonly<Record<string, string>> = {
  raised: words('Raised'),
  uncaught: words('Uncaught'),
  userUnhandled: words('User-unhandled'),
};

function filterItem(filter: ExceptionFilter, target: Debugger): TemplateResult {
  const { localize } = target;
  return html`<label class="filter" title=${filter.description === undefined ? nothing : localize(filter.description)}>
    <input
      type="checkbox"
      .checked=${filter.enabled}
      aria-label=${localize(filter.label)}
      @change=${(event: Event) => target.breakpoints.switchFilter(filter.id, (event.target as HTMLInputElement).checked)}
    />
    <span>${localize(briefLabels[filter.id] ?? filter.label)}</span>
  </label>`;
}
