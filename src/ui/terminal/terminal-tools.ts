/** The buttons in the head of the terminal. */
import { html, render } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';
import { icon } from '../layout/icons.ts';
import { type MenuItem, openMenu } from '../layout/menu.ts';
import { below } from '../layout/menu-place.ts';

/** What the buttons do. */
export interface TerminalActions {
  clear(): void;
  /** All that stands on the screen goes to the clipboard. */
  copy(): void;
  /** Ways to the lines that are named on the screen, the one that was named last first. */
  named(): readonly MenuItem[];
  /** Whether long lines are to go on in the next row. */
  wrap(wraps: boolean): void;
}

/** Shows the buttons in `host`. */
export function attachTerminalTools(host: HTMLElement, actions: TerminalActions, localize: Localize): void {
  let wraps = true;
  const open = (button: HTMLElement) => {
    const none = { label: localize('No line is named here'), perform: () => {} };
    const items = actions.named();
    const label = localize('Lines of tracebacks');
    openMenu(host, below(button), label, items.length > 0 ? items : [none], () => button.focus());
  };
  const update = () => {
    render(
      html`<button type="button" class="quiet" title=${localize('Clear the screen')} @click=${actions.clear}>
          ${icon('clear')}<span>${localize('Clear')}</span>
        </button>
        <button type="button" class="quiet" title=${localize('Copy everything on the screen')} @click=${actions.copy}>
          ${icon('copy')}<span>${localize('Copy')}</span>
        </button>
        <button
          type="button"
          class="quiet"
          aria-haspopup="menu"
          title=${localize('Go to a line that a traceback names')}
          @click=${(event: MouseEvent) => open(event.currentTarget as HTMLElement)}
        >
          ${icon('jumpHere')}<span>${localize('Lines')}</span>
        </button>
        <button
          type="button"
          class="quiet"
          aria-pressed=${wraps ? 'true' : 'false'}
          title=${localize(wraps ? 'Long lines go on in the next row' : 'Long lines are scrolled sideways')}
          @click=${() => {
            wraps = !wraps;
            actions.wrap(wraps);
            update();
          }}
        >
          ${icon('wrap')}<span>${localize('Wrap')}</span>
        </button>`,
      host,
    );
  };
  update();
}
