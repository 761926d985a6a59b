/** The buttons in the head of the terminal. */
import { html, render } from 'lit/html.js';
import { icon } from '../layout/icons.ts';

/** What the buttons do. */
export interface TerminalActions {
  clear(): void;
  /** All that stands on the screen goes to the clipboard. */
  copy(): void;
  /** Whether long lines are to go on in the next row. */
  wrap(wraps: boolean): void;
}

/** Shows the buttons in `host`. */
export function attachTerminalTools(host: HTMLElement, actions: TerminalActions): void {
  let wraps = true;
  const update = () => {
    render(
      html`<button type="button" class="quiet" title="Clear the screen" @click=${actions.clear}>
          ${icon('clear')}<span>Clear</span>
        </button>
        <button type="button" class="quiet" title="Copy everything on the screen" @click=${actions.copy}>
          ${icon('copy')}<span>Copy</span>
        </button>
        <button
          type="button"
          class="quiet"
          aria-pressed=${wraps ? 'true' : 'false'}
          title=${wraps ? 'Long lines go on in the next row' : 'Long lines are scrolled sideways'}
          @click=${() => {
            wraps = !wraps;
            actions.wrap(wraps);
            update();
          }}
        >
          ${icon('wrap')}<span>Wrap</span>
        </button>`,
      host,
    );
  };
  update();
}
