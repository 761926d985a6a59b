/** Of which exceptions the filters stop: an expression, which is written behind a button beside them. */
import { html, nothing, render } from 'lit';
import { icon } from '../layout/icons.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { breakpointProblems } from './breakpoint-check.ts';

/**
 * Shows button and form in `host`.
 *
 * @param problemId - The id of what says what is wrong.
 */
export function attachExceptionCondition(host: HTMLElement, target: Debugger, problemId: string): Disposable {
  const root = append(host, 'form', 'exception-condition');
  let isOpen = false;
  let problem: string | undefined;

  const field = () => root.querySelector('input');
  const button = () => root.querySelector<HTMLElement>('.exception-edit');
  const open = () => {
    isOpen = true;
    problem = undefined;
    draw();
    const input = field();
    if (input) input.value = target.state.exceptionCondition;
    input?.focus();
  };
  const close = () => {
    isOpen = false;
    draw();
    button()?.focus();
  };
  const save = async () => {
    const condition = field()?.value.trim() ?? '';
    const { condition: wrong } = await breakpointProblems(target, { condition });
    if (!isOpen) return;
    problem = wrong;
    if (wrong !== undefined) {
      draw();
      field()?.focus();
      return;
    }
    target.breakpoints.limitExceptions(condition);
    close();
  };
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    target.startAfter(save());
  });
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    close();
  });
  const draw = () => {
    const { exceptionCondition } = target.state;
    const label = exceptionCondition === '' ? 'Stop at some exceptions only' : `Stop only if ${exceptionCondition}`;
    root.setAttribute('aria-label', 'Exceptions to stop at');
    render(
      isOpen
        ? html`<label class="form-field">
              <span>Only if</span>
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
            <div class="form-buttons">
              <button type="submit" class="primary">Save</button>
              <button type="button" @click=${close}>Cancel</button>
            </div>
            ${problem === undefined ? nothing : html`<p id=${problemId} class="form-problem" role="alert">${problem}</p>`}`
        : html`<button type="button" class="mini exception-edit" aria-label=${label} title=${label} @click=${open}>
            ${icon('edit')}${exceptionCondition === '' ? nothing : html`<code>${exceptionCondition}</code>`}
          </button>`,
      root,
    );
  };
  draw();
  const unsubscribe = target.subscribe((state, before) => {
    if (state.exceptionCondition !== before.exceptionCondition && !isOpen) draw();
  });
  return disposing(root, unsubscribe);
}
