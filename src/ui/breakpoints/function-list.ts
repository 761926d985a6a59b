/** The part of the region "Breakpoints" for those at functions: the list, and the form in which one is written. */
import { html, nothing, render, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FunctionBreakpoint, WantedFunction } from '../../model/function-breakpoints.ts';
import { isPlainRun, type ViewState } from '../../model/view-state.ts';
import type { BreakpointTexts } from '../../protocol/index.ts';
import { icon } from '../layout/icons.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { breakpointProblems } from './breakpoint-check.ts';
import { lookOf } from './look.ts';

/** The part while it is shown. */
export interface FunctionList extends Disposable {
  /** Opens the form for a new one. */
  add(): void;
}

/** What of a function breakpoint Python can check. */
const checked = ['condition', 'hitCondition'] as const;

/**
 * Shows them in `host`.
 *
 * @param noteId - Of the element that says why none of them stops a plain run.
 */
export function attachFunctionList(host: HTMLElement, target: Debugger, noteId: string): FunctionList {
  const list = append(host, 'ul', 'breakpoints functions');
  list.setAttribute('aria-label', 'Function breakpoints');
  const form = append(host, 'form', 'function-form');
  form.id = `${host.id}-function`;
  /** What is edited: a breakpoint, by its number, or a new one. */
  let edited: number | 'new' | undefined;
  let problems: BreakpointTexts = {};
  /** What had the focus before the form. */
  let before: HTMLElement | undefined;

  const open = (which: number | 'new') => {
    const { activeElement } = host.getRootNode() as Document | ShadowRoot;
    before = activeElement instanceof HTMLElement ? activeElement : undefined;
    edited = which;
    problems = {};
    draw();
    for (const name of ['name', ...checked]) field(name).value = String(textOf(name) ?? '');
    field('name').focus();
  };
  const textOf = (name: string) => {
    const found = target.state.functions.find(({ id }) => id === edited);
    return found?.[name as keyof WantedFunction];
  };
  const close = () => {
    edited = undefined;
    draw();
    before?.focus();
  };
  const field = (name: string) => {
    const found = form.querySelector<HTMLInputElement>(`[name=${name}]`);
    if (!found) throw new Error(`The form has no field "${name}".`);
    return found;
  };
  const save = async () => {
    const wanted = {
      name: field('name').value,
      condition: field('condition').value,
      hitCondition: field('hitCondition').value,
    };
    if (wanted.name.trim() === '') {
      field('name').focus();
      return;
    }
    const which = edited;
    const { name: _, ...texts } = wanted;
    problems = await breakpointProblems(target, texts);
    const wrong = checked.find((name) => problems[name]);
    if (edited !== which || which === undefined) return;
    if (wrong) {
      draw();
      field(wrong).focus();
      return;
    }
    if (which === 'new') target.functions.add(wanted);
    else target.functions.edit(which, wanted);
    close();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    target.startAfter(save());
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  const draw = (state: ViewState = target.state) => {
    const plainRun = isPlainRun(state);
    list.hidden = state.functions.length === 0;
    render(
      repeat(
        state.functions,
        ({ id }) => id,
        (each) => item(each, { target, explainedBy: plainRun ? noteId : undefined, edit: () => open(each.id) }),
      ),
      list,
    );
    form.hidden = edited === undefined;
    form.setAttribute('aria-label', edited === 'new' ? 'New function breakpoint' : 'Function breakpoint');
    render(edited === undefined ? nothing : fields(form.id, problems, close), form);
  };
  draw();
  const unsubscribe = target.subscribe((state, old) => {
    if (state.functions === old.functions && isPlainRun(state) === isPlainRun(old)) return;
    if (typeof edited === 'number' && !state.functions.some(({ id }) => id === edited)) edited = undefined;
    draw(state);
  });
  return { add: () => open('new'), ...disposing(list, form, unsubscribe) };
}

interface ItemParts {
  readonly target: Debugger;
  /** The id of what says why it stops nothing now. */
  readonly explainedBy: string | undefined;
  edit(): void;
}

function item(breakpoint: FunctionBreakpoint, { target, explainedBy, edit }: ItemParts): TemplateResult {
  const { id, name, enabled, condition, hitCondition, answer } = breakpoint;
  const details = [condition, hitCondition && `hit ${hitCondition}`].filter(Boolean);
  const look = lookOf(breakpoint, explainedBy !== undefined);
  return html`<li class="breakpoint">
    <label class="breakpoint-label">
      <input
        type="checkbox"
        .checked=${enabled}
        aria-label="Function ${name}"
        aria-describedby=${explainedBy ?? nothing}
        @change=${(event: Event) => target.functions.enable(id, (event.target as HTMLInputElement).checked)}
      />
      <span class="glyph glyph-function glyph-${look}" aria-hidden="true"></span>
    </label>
    <button type="button" class="breakpoint-place" title="Edit" aria-label="Edit breakpoint at function ${name}" @click=${edit}>
      <code class="breakpoint-code">${name}()</code>
    </button>
    <span class="breakpoint-buttons">
      <button type="button" class="mini" aria-label="Remove breakpoint at function ${name}" title="Remove" @click=${() => target.functions.remove(id)}>${icon('remove')}</button>
    </span>
    ${details.length > 0 ? html`<p class="breakpoint-details"><code>${details.join(' · ')}</code></p>` : nothing}
    ${
      look === 'unverified'
        ? html`<p class="breakpoint-details breakpoint-problem">${answer?.message ?? 'Not verified yet'}</p>`
        : nothing
    }
  </li>`;
}

function fields(id: string, problems: BreakpointTexts, cancel: () => void): TemplateResult {
  const text = (name: 'name' | (typeof checked)[number], label: string, placeholder: string) => {
    const problem = name === 'name' ? undefined : problems[name];
    return html`<label class="form-field form-${name}">
        <span>${label}</span>
        <input
          name=${name}
          placeholder=${placeholder}
          ?required=${name === 'name'}
          aria-invalid=${problem ? 'true' : nothing}
          aria-describedby=${problem ? `${id}-${name}` : nothing}
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
        />
      </label>
      ${problem ? html`<p id="${id}-${name}" class="form-problem" role="alert">${problem}</p>` : nothing}`;
  };
  return html`<div class="form-row">
    ${text('name', 'Function', 'area, or Shape.area')} ${text('condition', 'Condition', 'n > 5')}
    ${text('hitCondition', 'Hit count', '>=5')}
    <div class="form-buttons">
      <button type="submit" class="primary">Save</button>
      <button type="button" @click=${cancel}>Cancel</button>
    </div>
  </div>`;
}
