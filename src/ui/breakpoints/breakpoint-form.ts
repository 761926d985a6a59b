/** The form under a line of the editor: when its breakpoint stops, and what it prints instead. */
import { html, render } from 'lit/html.js';
import { type BreakpointDetails, breakpointAt, type Place, placeText } from '../../model/breakpoint-list.ts';
import type { Localize } from '../../model/localize.ts';
import type { BreakpointTexts } from '../../protocol/index.ts';
import type { Editor } from '../editor/editor.ts';
import { LineZone } from '../editor/line-zone.ts';
import { hasFocus } from '../layout/focus.ts';
import type { Disposable } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { breakpointProblems } from './breakpoint-check.ts';

/** Opens and closes the one form there is. */
export class BreakpointForm implements Disposable {
  private opened: { readonly zone: LineZone; place: Place; readonly form: HTMLFormElement } | undefined;

  constructor(
    private readonly editor: Editor,
    private readonly target: Debugger,
  ) {
    editor.onFile(() => this.close());
    editor.onEdit(() => this.follow());
    editor.onProgram(() => this.close());
  }

  /**
   * Opens the form for a place of the file that is shown, or closes it if it is open there.
   *
   * @param field - What is to be written in: then it stays open.
   */
  open(place: Place, field?: (typeof fieldNames)[number]): void {
    const { line } = place;
    const reopened = this.opened && placeText(this.opened.place) === placeText(place);
    this.close();
    if ((reopened && !field) || line < 1) return;
    const form = this.editor.root.ownerDocument.createElement('form');
    form.className = 'breakpoint-form';
    form.id = `${this.editor.root.id}-form`;
    form.setAttribute('aria-label', labelOf(place, this.target.localize));
    const opened = { zone: new LineZone(this.editor, 'breakpoint-form', line, form, true), place, form };
    this.opened = opened;
    this.render(form, place, () => opened.place);
    // The overlay gets its place at the editor's next rendering; a hidden field takes no focus. Whoever was quicker,
    // and writes in another field already, keeps it. The zone scrolls the editor itself; the browser would shift the
    // editor in its frame.
    const focusFirst = () => {
      if (hasFocus(form)) return;
      const first = fieldOf(form, field ?? fieldNames[0]);
      first?.focus({ preventScroll: true });
      // In a low editor the form itself scrolls.
      if (first) form.scrollTop = first.offsetTop + first.offsetHeight - form.clientHeight;
    };
    requestAnimationFrame(() => requestAnimationFrame(focusFirst));
  }

  dispose(): void {
    this.close();
  }

  close(): void {
    this.opened?.zone.dispose();
    this.opened = undefined;
  }

  /** Stays with its line, with what is written in it. */
  private follow(): void {
    const { opened } = this;
    if (!opened) return;
    const { line } = opened.zone;
    if (line === undefined) {
      this.close();
      return;
    }
    opened.place = { ...opened.place, line };
    opened.form.setAttribute('aria-label', labelOf(opened.place, this.target.localize));
  }

  private leave(): void {
    this.close();
    this.editor.code.focus();
  }

  private render(form: HTMLFormElement, place: Place, present: () => Place): void {
    const { localize, state } = this.target;
    const breakpoint = breakpointAt(state.breakpoints, place);
    const value = (name: string) => fieldOf(form, name)?.value ?? '';
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const details = Object.fromEntries(fieldNames.map((name) => [name, value(name)]));
      const saved = this.save(form, details, this.changing(breakpoint?.id, present, details));
      this.target.startAfter(saved);
    });
    form.addEventListener('input', () => showProblems(form, {}));
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        // It is the form's, and closes no dialog that a page has around all of this.
        event.preventDefault();
        this.leave();
      }
      // The editor around it must not take the keys of the fields for its own.
      event.stopPropagation();
    });
    for (const type of ['mousedown', 'pointerdown', 'wheel', 'contextmenu']) {
      form.addEventListener(type, (event) => event.stopPropagation());
    }
    render(
      html`<div class="form-row">
          ${field('condition', localize('Condition'), breakpoint?.condition, localize('stops if true: n > 5'))}
          ${field('hitCondition', localize('Hit count'), breakpoint?.hitCondition, '5, >=5, %3')}
        </div>
        <div class="form-row">
          ${field('logMessage', localize('Log message'), breakpoint?.logMessage, localize('prints instead: n is {n}'))}
          <div class="form-buttons">
            <button type="submit" class="primary">${localize('Save')}</button>
            <button type="button" @click=${() => this.leave()}>${localize('Cancel')}</button>
          </div>
        </div>
        <div class="form-problems" role="alert"></div>`,
      form,
    );
  }

  /** Makes what gives the breakpoint its details: one that is there by its number, since lines may move until then. */
  private changing(opened: number | undefined, present: () => Place, details: BreakpointDetails): () => void {
    const { breakpoints, state } = this.target;
    const isThere = state.breakpoints.some(({ id }) => id === opened);
    const id = isThere ? opened : breakpointAt(state.breakpoints, present())?.id;
    if (id === undefined) return () => breakpoints.edit(present(), details);
    return () => breakpoints.change({ type: 'breakpointEdited', id, details });
  }

  /** Saves what Python accepts, and closes; else says what is wrong. */
  private async save(form: HTMLFormElement, details: BreakpointDetails, change: () => void): Promise<void> {
    const problems = await breakpointProblems(this.target, details);
    const isOpen = this.opened?.form === form;
    if (fieldNames.some((name) => problems[name])) {
      if (isOpen) showProblems(form, problems);
      return;
    }
    change();
    if (!isOpen) return;
    // Whoever went elsewhere while Python was asked stays there.
    if (hasFocus(form)) this.leave();
    else this.close();
  }
}

function labelOf({ line, column }: Place, localize: Localize): string {
  return column === undefined
    ? localize('Breakpoint at line {line}', { line })
    : localize('Breakpoint at line {line}, column {column}', { line, column });
}

const fieldNames = ['condition', 'hitCondition', 'logMessage'] as const;

function fieldOf(form: HTMLFormElement, name: string): HTMLInputElement | null {
  return form.querySelector(`[name=${name}]`);
}

/** Shows what is wrong under the fields, marks those, and brings the focus to the first. */
function showProblems(form: HTMLFormElement, problems: BreakpointTexts): void {
  const wrong = fieldNames.filter((name) => problems[name]);
  const problemId = (name: string) => `${form.id}-${name}`;
  for (const name of fieldNames) {
    const input = fieldOf(form, name);
    if (wrong.includes(name)) {
      input?.setAttribute('aria-invalid', 'true');
      input?.setAttribute('aria-describedby', problemId(name));
    } else {
      input?.removeAttribute('aria-invalid');
      input?.removeAttribute('aria-describedby');
    }
  }
  const host = form.querySelector<HTMLElement>('.form-problems');
  if (host)
    render(
      wrong.map((name) => html`<p id=${problemId(name)} class="form-problem">${problems[name]}</p>`),
      host,
    );
  if (wrong[0]) fieldOf(form, wrong[0])?.focus({ preventScroll: true });
}

function field(name: string, label: string, value: string | undefined, placeholder: string) {
  return html`<label class="form-field form-${name}">
    <span>${label}</span>
    <input
      name=${name}
      .value=${value ?? ''}
      placeholder=${placeholder}
      spellcheck="false"
      autocapitalize="off"
      autocomplete="off"
    />
  </label>`;
}
