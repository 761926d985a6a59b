/** The part of the region "Breakpoints" for values that are watched: the list, and the form for when they stop. */
import { html, nothing, render, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DataBreakpoint } from '../../model/data-breakpoints.ts';
import { isPlainRun, type ViewState } from '../../model/view-state.ts';
import { icon } from '../layout/icons.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { attachDetailsForm, conditionFields } from './details-form.ts';
import { lookOf } from './look.ts';

/**
 * Shows them in `host`.
 *
 * @param noteId - Of the element that says why none of them stops a plain run.
 */
export function attachDataList(host: HTMLElement, target: Debugger, noteId: string): Disposable {
  const list = append(host, 'ul', 'breakpoints data-breakpoints');
  list.setAttribute('aria-label', 'Data breakpoints');
  const form = attachDetailsForm(host, target, `${host.id}-data`, conditionFields);
  /** The one that is edited, by its number. */
  let edited: number | undefined;
  const edit = (breakpoint: DataBreakpoint) => {
    const { id, name } = breakpoint;
    edited = id;
    form.open({
      label: `Breakpoint at changes of ${name}`,
      title: `When ${name} changes`,
      texts: breakpoint,
      save: (details) => target.dataBreakpoints.change({ type: 'dataBreakpointEdited', id, details }),
    });
  };
  const draw = (state: ViewState) => {
    const explainedBy = isPlainRun(state) ? noteId : undefined;
    list.hidden = state.dataBreakpoints.length === 0;
    render(
      repeat(
        state.dataBreakpoints,
        ({ id }) => id,
        (each) =>
          item(each, { target, explainedBy, problemId: `${host.id}-problem-${each.id}`, edit: () => edit(each) }),
      ),
      list,
    );
  };
  draw(target.state);
  const unsubscribe = target.subscribe((state, before) => {
    if (state.dataBreakpoints === before.dataBreakpoints && isPlainRun(state) === isPlainRun(before)) return;
    if (edited !== undefined && !state.dataBreakpoints.some(({ id }) => id === edited)) form.close();
    draw(state);
  });
  return disposing(list, form, unsubscribe);
}

interface ItemParts {
  readonly target: Debugger;
  /** The id of what says why it stops nothing now. */
  readonly explainedBy: string | undefined;
  readonly problemId: string;
  edit(): void;
}

function item(breakpoint: DataBreakpoint, { target, explainedBy, problemId, edit }: ItemParts): TemplateResult {
  const { id, name, enabled, condition, hitCondition, problem } = breakpoint;
  const details = [condition, hitCondition && `hit ${hitCondition}`].filter(Boolean);
  const look = lookOf({ enabled, answer: { verified: problem === undefined } }, explainedBy !== undefined);
  const switched = (event: Event) =>
    target.dataBreakpoints.change({
      type: 'dataBreakpointEnabled',
      id,
      enabled: (event.target as HTMLInputElement).checked,
    });
  return html`<li class="breakpoint" title="Stops when ${name} changes">
    <label class="breakpoint-label">
      <input type="checkbox" .checked=${enabled} aria-label="${name} changes" aria-describedby=${explainedBy ?? (problem && problemId) ?? nothing} @change=${switched} />
      <span class="glyph glyph-${details.length > 0 ? 'conditional' : 'plain'} glyph-${look}" aria-hidden="true"></span>
    </label>
    <button type="button" class="breakpoint-place" title="Condition, hit count" aria-label="Edit breakpoint at changes of ${name}" @click=${edit}>
      <code class="breakpoint-code">${name}</code> changes
    </button>
    <span class="breakpoint-buttons">
      <button type="button" class="mini" aria-label="Remove breakpoint at changes of ${name}" title="Remove" @click=${() => target.dataBreakpoints.change({ type: 'dataBreakpointRemoved', id })}>${icon('remove')}</button>
    </span>
    ${details.length > 0 ? html`<p class="breakpoint-details"><code>${details.join(' · ')}</code></p>` : nothing}
    ${problem ? html`<p class="breakpoint-details breakpoint-problem" id=${problemId}>${problem}</p>` : nothing}
  </li>`;
}
