/** At which exceptions the filters stop: classes, an expression, where and how often; behind a button beside them. */
import { html, nothing, render } from 'lit/html.js';
import { filtersOn, hasLimits } from '../../model/exception-filters.ts';
import type { Localize } from '../../model/localize.ts';
import type { ViewState } from '../../model/view-state.ts';
import { focusHolder, hasFocus } from '../layout/focus.ts';
import { icon } from '../layout/icons.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import { isDebugging } from '../session/conductor.ts';
import type { Debugger } from '../session/debugger.ts';
import { breakpointProblems } from './breakpoint-check.ts';

/** The limits that are on or off. */
const switches = ['ownCode', 'once', 'uncaught', 'exits'] as const;

/**
 * Shows button and form in `host`.
 *
 * @param problemId - The id of what says what is wrong.
 */
export function attachExceptionCondition(host: HTMLElement, target: Debugger, problemId: string): Disposable {
  const { localize } = target;
  const root = append(host, 'form', 'exception-condition');
  let isOpen = false;
  let problem: string | undefined;

  const field = (name: 'classes' | 'condition' | (typeof switches)[number]) =>
    root.querySelector<HTMLInputElement>(`[name=${name}]`);
  const button = () => root.querySelector<HTMLElement>('.exception-edit');
  const open = () => {
    isOpen = true;
    problem = undefined;
    draw();
    const limits = target.state.exceptionLimits;
    const [classes, condition] = [field('classes'), field('condition')];
    if (classes) classes.value = limits.classes.join(', ');
    if (condition) condition.value = limits.condition;
    for (const name of switches) {
      const box = field(name);
      if (box) box.checked = limits[name];
    }
    // New limits of what alone is on are meant for that.
    const uncaught = field('uncaught');
    if (uncaught && !hasLimits(limits)) {
      const { limited } = filtersOn(target.state.filters, { ...limits, uncaught: false });
      uncaught.checked = limited.length === 0;
    }
    // With what ends it: the focus alone brings one field.
    root.scrollIntoView({ block: 'nearest' });
    classes?.focus({ preventScroll: true });
  };
  const close = (mayFocus = true) => {
    isOpen = false;
    draw();
    if (mayFocus) button()?.focus();
  };
  const save = async () => {
    const condition = field('condition')?.value.trim() ?? '';
    const classes = writtenNames(field('classes')?.value ?? '');
    const mayFocus = focusHolder(root);
    const asked = { condition, exceptionNames: classes.filter((name) => !isWritten(target, name)) };
    const { condition: wrong, exceptionNames: unknown } = await breakpointProblems(target, asked);
    if (!isOpen) return;
    problem = wrong;
    if (wrong !== undefined) {
      draw();
      if (mayFocus()) field('condition')?.focus();
      return;
    }
    const [ownCode = false, once = false, uncaught = false, exits = false] = switches.map(
      (name) => field(name)?.checked,
    );
    target.breakpoints.limitExceptions({ condition, classes, ownCode, once, uncaught, exits });
    // While a program is debugged the answer to the filters says it.
    if (unknown && !isDebugging(target.state)) target.print(`${unknown}\n`, 'console');
    // Whoever went elsewhere while Python was asked stays there.
    close(mayFocus() || hasFocus(root));
  };
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    target.startAfter(save());
  });
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  const draw = () => {
    const limits = limitsText(target.state, localize);
    const label = limits === '' ? localize('Stop at some exceptions only') : localize('Stop {limits}', { limits });
    root.setAttribute('aria-label', localize('Exceptions to stop at'));
    render(
      isOpen
        ? html`<label class="form-field">
              <span>${localize('Only these classes')}</span>
              <input name="classes" placeholder="KeyError, OSError" spellcheck="false" autocapitalize="off" autocomplete="off" />
            </label>
            <label class="form-field">
              <span>${localize('Only if')}</span>
              <input
                name="condition"
                placeholder="isinstance(__exception__, KeyError)"
                aria-invalid=${problem === undefined ? nothing : 'true'}
                aria-describedby=${problem === undefined ? nothing : problemId}
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
              />
            </label>
            <div class="form-switches">
              <label class="filter">
                <input type="checkbox" name="ownCode" />
                <span>${localize('Not in library code')}</span>
              </label>
              <label class="filter">
                <input type="checkbox" name="once" />
                <span>${localize('Only the first of a run')}</span>
              </label>
              <label class="filter" title=${localize('Otherwise these limits are not for the filters Uncaught, which stop at every exception')}>
                <input type="checkbox" name="uncaught" />
                <span>${localize('For uncaught ones too')}</span>
              </label>
              <label class="filter" title=${localize('Otherwise at those whose exit code is not 0; this counts from the next start')}>
                <input type="checkbox" name="exits" />
                <span>${localize('At every sys.exit()')}</span>
              </label>
            </div>
            <div class="form-buttons">
              <button type="submit" class="primary">${localize('Save')}</button>
              <button type="button" @click=${() => close()}>${localize('Cancel')}</button>
            </div>
            ${problem === undefined ? nothing : html`<p id=${problemId} class="form-problem" role="alert">${problem}</p>`}`
        : html`<button type="button" class="mini exception-edit" aria-label=${label} title=${label} @click=${open}>
            ${icon('edit')}${limits === '' ? nothing : html`<code>${limits}</code>`}
          </button>`,
      root,
    );
  };
  draw();
  const unsubscribe = target.subscribe((state, before) => {
    if (!isOpen && limitsText(state, localize) !== limitsText(before, localize)) draw();
  });
  return disposing(root, unsubscribe);
}

/** Whether the program that has not run yet may make a class of that name. */
function isWritten({ files }: Debugger, name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return files.paths().some((path) => files.text(path)?.includes(last));
}

/** The names in a text, between which there is anything that is in no name. */
export function writtenNames(text: string): readonly string[] {
  return [...new Set(text.match(/[\p{L}_][\p{L}\p{N}_.]*/gu) ?? [])];
}

/** What the filters are limited to, in a few words; empty where they are not. */
function limitsText({ filters, exceptionLimits }: ViewState, localize: Localize): string {
  const { classes, condition, ownCode, once, exits } = exceptionLimits;
  const at = classes.length > 0 ? localize('at {classes}', { classes: classes.join(', ') }) : '';
  const which = [at, condition && localize('if {condition}', { condition })];
  const others = [ownCode ? localize('outside of libraries') : '', once ? localize('once') : ''];
  const only = [which.filter(Boolean).join(' '), ...others].filter(Boolean).join('; ');
  const isFree = only !== '' && filtersOn(filters, exceptionLimits).free.length > 0;
  return [
    only && localize('only {limits}', { limits: only }),
    isFree ? localize('at all uncaught') : '',
    exits ? localize('at every sys.exit()') : '',
  ]
    .filter(Boolean)
    .reduce((all, limit) => (all === '' ? limit : localize('{limits}, and {limit}', { limits: all, limit })), '');
}
