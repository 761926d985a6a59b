/** What stands where the values will be: how to get some, for those who have never debugged. */
import { html, type TemplateResult } from 'lit/html.js';
import { isActive } from '../../model/view-state.ts';
import type { Debugger } from '../session/debugger.ts';

/** What to show while there are no values. */
export function insteadOfValues(target: Debugger): TemplateResult {
  const { state, localize } = target;
  if (state.hindrance !== undefined) {
    return html`<p>${localize('Values cannot be shown in this browser: {why}.', { why: state.hindrance })}</p>`;
  }
  if (isActive(state)) return html`<p>${localize('Values appear here when the program is paused.')}</p>`;
  if (state.stops > 0) {
    return html`<p>${localize('The values of your variables appear here when the program is paused.')}</p>`;
  }
  return html`<ol class="first-steps">
      <li>${localize('Click to the left of a line number. A red dot appears: the program will stop there.')}</li>
      <li>${withButton(localize('Press {button}. The program runs to the dot, and its variables appear here.'), localize('Debug'))}</li>
      <li>${withButton(localize('Press {button} to run one line, and see what it changes.'), localize('Step over'))}</li>
    </ol>
    <button
      type="button"
      class="first-steps-start"
      @click=${() => target.guard(target.start('debug', { stopOnEntry: true }))}
    >
      ${localize('Step from the start')}
    </button>`;
}

/** A sentence with the name of a button in its place: it stands out, wherever a language has it. */
function withButton(sentence: string, button: string): TemplateResult {
  const [before, after] = sentence.split('{button}');
  return html`${before}<b>${button}</b>${after}`;
}
