/** What stands where the values will be: how to get some, for those who have never debugged. */
import { html, type TemplateResult } from 'lit/html.js';
import { isActive } from '../../model/view-state.ts';
import type { Debugger } from '../session/debugger.ts';

/** What to show while there are no values. */
export function insteadOfValues(target: Debugger): TemplateResult {
  const { state } = target;
  if (state.hindrance !== undefined) return html`<p>Values cannot be shown in this browser: ${state.hindrance}.</p>`;
  if (isActive(state)) return html`<p>Values appear here when the program is paused.</p>`;
  if (state.stops > 0) return html`<p>The values of your variables appear here when the program is paused.</p>`;
  return html`<ol class="first-steps">
      <li>Click to the left of a line number. A red dot appears: the program will stop there.</li>
      <li>Press <b>Debug</b>. The program runs to the dot, and its variables appear here.</li>
      <li>Press <b>Step over</b> to run one line, and see what it changes.</li>
    </ol>
    <button
      type="button"
      class="first-steps-start"
      @click=${() => target.guard(target.start('debug', { stopOnEntry: true }))}
    >
      Step from the start
    </button>`;
}
