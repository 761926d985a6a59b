/** A part of the region "Breakpoints" for a kind that stands at no line: the list, and the form for when they stop. */

import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { ConditionalBreakpoint, ConditionDetails } from '../../model/conditional-breakpoint.ts';
import { isPlainRun, type ViewState } from '../../model/view-state.ts';
import { icon } from '../layout/icons.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { attachDetailsForm, conditionFields } from './details-form.ts';
import { lookOf } from './look.ts';
import type { BreakpointRow } from './row.ts';
import { removeFrom, rowMenu } from './row-menu.ts';

/** What tells one kind from another. */
export interface ConditionKind<B extends ConditionalBreakpoint> {
  /** Of the list, for screen readers. */
  readonly label: string;
  /** Makes ids. */
  readonly id: string;
  of(state: ViewState): readonly B[];
  spoken(breakpoint: B): ConditionWords;
  enable(id: number, enabled: boolean): void;
  edit(id: number, details: ConditionDetails): void;
  remove(id: number): void;
}

/** How one of them is spoken of. */
export interface ConditionWords {
  /** What happens: "x changes". */
  readonly event: string;
  /** The same in the list, where the name stands out. */
  readonly shown: TemplateResult;
  /** "breakpoint at changes of x". */
  readonly breakpoint: string;
  /** "When x changes". */
  readonly when: string;
  /** "Stops when x changes". */
  readonly stops: string;
  /** What else there is to know. */
  readonly note?: string | undefined;
}

/**
 * Shows them in `host`.
 *
 * @param noteId - Of the element that says why none of them stops a plain run.
 */
export function attachConditionList<B extends ConditionalBreakpoint>(
  host: HTMLElement,
  target: Debugger,
  noteId: string,
  kind: ConditionKind<B>,
): Disposable {
  const list = append(host, 'ul', 'breakpoints named-breakpoints');
  list.setAttribute('aria-label', kind.label);
  const form = attachDetailsForm(host, target, `${host.id}-${kind.id}`, conditionFields);
  /** The one that is edited, by its number. */
  let edited: number | undefined;
  const edit = (breakpoint: B) => {
    const { id } = breakpoint;
    const { breakpoint: label, when } = kind.spoken(breakpoint);
    edited = id;
    form.open({
      label: label.charAt(0).toUpperCase() + label.slice(1),
      title: when,
      texts: breakpoint,
      save: (details) => kind.edit(id, details),
    });
  };
  const draw = (state: ViewState) => {
    const explainedBy = isPlainRun(state) ? noteId : undefined;
    const all = kind.of(state);
    list.hidden = all.length === 0;
    render(
      repeat(
        all,
        ({ id }) => id,
        (each) =>
          item(each, { target, kind, explainedBy, problemId: `${host.id}-problem-${each.id}`, edit: () => edit(each) }),
      ),
      list,
    );
  };
  draw(target.state);
  const unsubscribe = target.subscribe((state, before) => {
    if (kind.of(state) === kind.of(before) && isPlainRun(state) === isPlainRun(before)) return;
    if (edited !== undefined && !kind.of(state).some(({ id }) => id === edited)) form.close();
    draw(state);
  });
  return disposing(list, form, unsubscribe);
}

interface ItemParts<B extends ConditionalBreakpoint> {
  readonly target: Debugger;
  readonly kind: ConditionKind<B>;
  /** The id of what says why it stops nothing now. */
  readonly explainedBy: string | undefined;
  readonly problemId: string;
  edit(): void;
}

function item<B extends ConditionalBreakpoint>(
  breakpoint: B,
  { target, kind, explainedBy, problemId, edit }: ItemParts<B>,
): TemplateResult {
  const { id, enabled, condition, hitCondition, problem } = breakpoint;
  const { localize } = target;
  const spoken = kind.spoken(breakpoint);
  const details = [condition, hitCondition && localize('hit {hits}', { hits: hitCondition })].filter(Boolean);
  const look = lookOf({ enabled, answer: { verified: problem === undefined } }, explainedBy !== undefined);
  const switched = (event: Event) => kind.enable(id, (event.target as HTMLInputElement).checked);
  const row: BreakpointRow = {
    label: spoken.breakpoint,
    isOn: enabled,
    edit,
    enable: (isOn) => kind.enable(id, isOn),
    remove: () => kind.remove(id),
  };
  const menu = rowMenu(target, row);
  return html`<li class="breakpoint" @contextmenu=${menu} @keydown=${menu} title=${spoken.stops}>
    <label class="breakpoint-label">
      <input type="checkbox" .checked=${enabled} aria-label=${spoken.event} aria-describedby=${explainedBy ?? (problem && problemId) ?? nothing} @change=${switched} />
      <span class="glyph glyph-${details.length > 0 ? 'conditional' : 'plain'} glyph-${look}" aria-hidden="true"></span>
    </label>
    <button type="button" class="breakpoint-place" title=${localize('Condition, hit count')} aria-label=${localize('Edit {breakpoint}', { breakpoint: row.label })} @click=${edit}>
      ${spoken.shown}
    </button>
    <span class="breakpoint-buttons">
      <button type="button" class="mini" aria-label=${localize('Remove {breakpoint}', { breakpoint: row.label })} title=${localize('Remove')} @click=${(event: Event) => removeFrom(event, row)}>${icon('remove')}</button>
    </span>
    ${details.length > 0 ? html`<p class="breakpoint-details"><code>${details.join(' · ')}</code></p>` : nothing}
    ${spoken.note ? html`<p class="breakpoint-details">${spoken.note}</p>` : nothing}
    ${problem ? html`<p class="breakpoint-details breakpoint-problem" id=${problemId}>${problem}</p>` : nothing}
  </li>`;
}
