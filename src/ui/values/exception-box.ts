/** The box under a line that says what went wrong there. */
import { html, nothing, render } from 'lit';

/** What is said of an exception under its line. */
export interface ExceptionText {
  readonly name: string;
  /** What became of it, in a few words. */
  readonly kind: string;
  readonly message?: string | undefined;
  /** What can be done now. */
  readonly next?: string | undefined;
}

/** The box that says it, for a place in `ownerDocument`. */
export function exceptionBox(ownerDocument: Document, { name, kind, message, next }: ExceptionText): HTMLElement {
  const box = ownerDocument.createElement('div');
  box.className = 'exception';
  // What is long is scrolled in it, by the keyboard too.
  box.tabIndex = 0;
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', name);
  render(
    html`<strong class="exception-name">${name}</strong>
      <span class="exception-kind">${kind}</span>
      ${message ? html`<p class="exception-text">${message}</p>` : nothing}
      ${next ? html`<p class="exception-next">${next}</p>` : nothing}`,
    box,
  );
  return box;
}
