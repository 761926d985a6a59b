/** The part of the region "Breakpoints" for those at functions: the list, and the form in which one is written. */

import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { FunctionBreakpoint } from '../../model/function-breakpoints.ts';
import { words } from '../../model/localize.ts';
import { isPlainRun, type ViewState } from '../../model/view-state.ts';
import { icon } from '../layout/icons.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { attachDetailsForm, conditionFields } from './details-form.ts';
import { lookOf } from './look.ts';
import type { BreakpointRow } from './row.ts';
import { removeFrom, rowMenu } from './row-menu.ts';

/** The part while it is shown. */
export interface FunctionList extends Disposable {
  /** Opens the form for a new one. */
  add(): void;
}

const fields = [
  { name: 'name', label: words('Function'), placeholder: words('area, or Shape.area'), isRequired: true },
  ...conditionFields,
] as const;

/**
 * Shows them in `host`.
 *
 * @param noteId - Of the element that says why none of them stops a plain run.
 */
export function attachFunctionList(host: HTMLElement, target: Debugger, noteId: string): FunctionList {
  const { localize } = target;
  const list = append(host, 'ul', 'breakpoints functions');
  list.setAttribute('aria-label', localize('Function breakpoints'));
  const form = attachDetailsForm(host, target, `${host.id}-function`, fields);
  /** The breakpoint that is edited, by its number. */
  let edited: number | undefined;
  const add = () => {
    edited = undefined;
    const label = localize('New function breakpoint');
    form.open({ label, texts: {}, save: (texts) => target.functions.add(texts) });
  };
  const edit = (breakpoint: FunctionBreakpoint) => {
    const { id } = breakpoint;
    edited = id;
    form.open({
      label: localize('Function breakpoint'),
      texts: breakpoint,
      save: (texts) => target.functions.edit(id, texts),
    });
  };
  const draw = (state: ViewState = target.state) => {
    const plainRun = isPlainRun(state);
    list.hidden = state.functions.length === 0;
    render(
      repeat(
        state.functions,
        ({ id }) => id,
        (each) => item(each, { target, explainedBy: plainRun ? noteId : undefined, edit: () => edit(each) }),
      ),
      list,
    );
  };
  draw();
  const unsubscribe = target.subscribe((state, old) => {
    if (state.functions === old.functions && isPlainRun(state) === isPlainRun(old)) return;
    if (edited !== undefined && !state.functions.some(({ id }) => id === edited)) form.close();
    draw(state);
  });
  return { add, ...disposing(list, form, unsubscribe) };
}

interface ItemParts {
  readonly target: Debugger;
  /** The id of what says why it stops nothing now. */
  readonly explainedBy: string | undefined;
  edit(): void;
}

function item(breakpoint: FunctionBreakpoint, { target, explainedBy, edit }: ItemParts): TemplateResult {
  const { localize } = target;
  const { id, name, enabled, condition, hitCondition, answer } = breakpoint;
  const details = [condition, hitCondition && localize('hit {hits}', { hits: hitCondition })].filter(Boolean);
  const look = lookOf(breakpoint, explainedBy !== undefined);
  const row: BreakpointRow = {
    label: localize('breakpoint at function {name}', { name }),
    isOn: enabled,
    edit,
    enable: (isOn) => target.functions.enable(id, isOn),
    remove: () => target.functions.remove(id),
  };
  const menu = rowMenu(target, row);
  return html`<li class="breakpoint" @contextmenu=${menu} @keydown=${menu}>
    <label class="breakpoint-label">
      <input
        type="checkbox"
        .checked=${enabled}
        aria-label=${localize('Function {name}', { name })}
        aria-describedby=${explainedBy ?? nothing}
        @change=${(event: Event) => target.functions.enable(id, (event.target as HTMLInputElement).checked)}
      />
      <span class="glyph glyph-function glyph-${look}" aria-hidden="true"></span>
    </label>
    <button type="button" class="breakpoint-place" title=${localize('Edit')} aria-label=${localize('Edit {breakpoint}', { breakpoint: row.label })} @click=${edit}>
      <code class="breakpoint-code">${name}()</code>
    </button>
    <span class="breakpoint-buttons">
      <button type="button" class="mini" aria-label=${localize('Remove {breakpoint}', { breakpoint: row.label })} title=${localize('Remove')} @click=${(event: Event) => removeFrom(event, row)}>${icon('remove')}</button>
    </span>
    ${details.length > 0 ? html`<p class="breakpoint-details"><code>${details.join(' · ')}</code></p>` : nothing}
    ${
      look === 'unverified'
        ? html`<p class="breakpoint-details breakpoint-problem">${answer?.message ?? localize('Not verified yet')}</p>`
        : nothing
    }
  </li>`;
}
