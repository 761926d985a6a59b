/** The box under a line that says what went wrong there. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { InnerException } from '../../protocol/index.ts';

/** What is said of an exception under its line. */
export interface ExceptionText {
  readonly name: string;
  /** What became of it, in a few words. */
  readonly kind: string;
  readonly message?: string | undefined;
  /** What led to it, and the parts of a group. */
  readonly inner?: readonly InnerException[] | undefined;
  /** What can be done now. */
  readonly next?: string | undefined;
}

/** The box that says it, for a place in `ownerDocument`. */
export function exceptionBox(
  ownerDocument: Document,
  { name, kind, message, inner, next }: ExceptionText,
): HTMLElement {
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
      ${innerList(inner)}
      ${next ? html`<p class="exception-next">${next}</p>` : nothing}`,
    box,
  );
  return box;
}

function innerList(inner: readonly InnerException[] = []): TemplateResult | typeof nothing {
  if (inner.length === 0) return nothing;
  return html`<ul class="exception-inner">
    ${inner.map(
      ({ way = '', typeName = 'Exception', message, innerException }) =>
        html`<li>
          <span class="exception-way">${way}</span> <strong class="exception-name">${typeName}</strong
          >${message ? html`<span class="exception-text">: ${message}</span>` : nothing} ${innerList(innerException)}
        </li>`,
    )}
  </ul>`;
}
