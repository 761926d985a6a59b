/** The form under a line of the editor: when its breakpoint stops, and what it prints instead. */
import { html, render } from 'lit';
import { breakpointAt } from '../client/breakpoint-list.ts';
import type { Debugger } from './debugger.ts';
import type { Editor } from './editor.ts';
import { LineZone } from './line-zone.ts';

/** Opens and closes the one form there is. */
export class BreakpointForm {
  #open: { readonly zone: LineZone; readonly line: number } | undefined;

  constructor(
    private readonly editor: Editor,
    private readonly target: Debugger,
  ) {
    editor.onFile(() => this.close());
    editor.program.onDidChangeContent(() => this.close());
  }

  /** Opens the form for `line`, or closes it if it is open there. */
  open(line: number): void {
    const reopened = this.#open?.line === line;
    this.close();
    if (reopened || line < 1) return;
    this.editor.showProgram();
    const form = document.createElement('form');
    form.className = 'breakpoint-form';
    form.setAttribute('aria-label', `Breakpoint at line ${line}`);
    this.#render(form, line);
    this.#open = { zone: new LineZone(this.editor, 'breakpoint-form', line, form, true), line };
    // The overlay gets its place at the editor's next rendering; a hidden field takes no focus. Who was quicker, and
    // writes in another field already, keeps it. The zone scrolls the editor itself; the browser would shift the editor
    // in its frame.
    const focusFirst = () => {
      if (!form.contains(document.activeElement)) form.querySelector('input')?.focus({ preventScroll: true });
    };
    requestAnimationFrame(() => requestAnimationFrame(focusFirst));
  }

  close(): void {
    this.#open?.zone.dispose();
    this.#open = undefined;
  }

  #leave(): void {
    this.close();
    this.editor.code.focus();
  }

  #render(form: HTMLFormElement, line: number): void {
    const breakpoint = breakpointAt(this.target.state.breakpoints, line);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const value = (name: string) => form.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? '';
      this.target.editBreakpoint(line, {
        condition: value('condition'),
        hitCondition: value('hitCondition'),
        logMessage: value('logMessage'),
      });
      this.#leave();
    });
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#leave();
      // The editor around it must not take the keys of the fields for its own.
      event.stopPropagation();
    });
    for (const type of ['mousedown', 'pointerdown', 'wheel', 'contextmenu']) {
      form.addEventListener(type, (event) => event.stopPropagation());
    }
    render(
      html`<div class="form-row">
          ${field('condition', 'Condition', breakpoint?.condition, 'stops if true: n > 5')}
          ${field('hitCondition', 'Hit count', breakpoint?.hitCondition, '5, >=5, %3')}
        </div>
        <div class="form-row">
          ${field('logMessage', 'Log message', breakpoint?.logMessage, 'prints instead: n is {n}')}
          <div class="form-buttons">
            <button type="submit" class="primary">Save</button>
            <button type="button" @click=${() => this.#leave()}>Cancel</button>
          </div>
        </div>`,
      form,
    );
  }
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
