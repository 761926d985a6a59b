/** The status line: where the program is, in words, a colour and a progress bar while Python boots or packages load. */
import { html, nothing, render } from 'lit/html.js';
import { type Localize, words } from '../../model/localize.ts';
import { downloadText, isBooting, statusEnd, statusText, statusTone } from '../../model/status-text.ts';
import type { ViewState } from '../../model/view-state.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { tryAgain } from '../session/try-again.ts';

/**
 * Shows the status in `host`.
 *
 * The element of role `status` exists from the start and only its text changes: that is what makes screen readers
 * announce it. A stop and a death are also said by an assertive element, since they are what one waits for.
 */
export function attachStatus(host: HTMLElement, target: Debugger): Disposable {
  const { localize } = target;
  const root = append(host, 'div', 'status-line');
  const update = (state: ViewState) => {
    const text = statusText(state, localize);
    const end = statusEnd(state, localize);
    const urgent = state.execution === 'paused' || state.execution === 'dead';
    render(
      html`<span class="status" data-execution=${state.execution} data-tone=${statusTone(state)} data-from=${state.boot.from ?? nothing} ?data-waiting=${state.input !== undefined}>
          <span class="status-dot" aria-hidden="true"></span>
          <span class="status-text" role="status" aria-live=${urgent ? 'assertive' : 'polite'} title=${text}><span class="status-what">${text.slice(0, text.length - end.length)}</span><span class="status-place">${end}</span></span>
        </span>
        ${isBooting(state) ? progressBar(state, localize) : nothing}
        ${mayTryAgain(state) ? tryAgainButton(localize, () => target.guard(tryAgain(target))) : nothing}`,
      root,
    );
  };
  update(target.state);
  return disposing(root, target.subscribe(update));
}

/** Whether Python is gone, or does not come: a person need not know which to start over. */
function mayTryAgain(state: ViewState): boolean {
  return state.execution === 'dead' || (isBooting(state) && state.boot.silent !== undefined);
}

function tryAgainButton(localize: Localize, onClick: () => void) {
  return html`<button type="button" class="try-again" @click=${onClick}>${localize('Try again')}</button>`;
}

function progressBar({ boot }: ViewState, localize: Localize) {
  const bytes = downloadText(boot, localize);
  const known = boot.total > 0;
  const percent = known ? Math.min(100, Math.round((boot.done / boot.total) * 100)) : 0;
  return html`${bytes ? html`<span class="boot-bytes" aria-hidden="true">${bytes}</span>` : nothing}<div
    class="boot-progress"
    role="progressbar"
    aria-label=${localize(boot.step === 'packages' ? words('Loading packages') : words('Starting Python'))}
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${known ? percent : nothing}
    aria-valuetext=${bytes || nothing}
    ?data-unknown=${!known}
  >
    <div class="boot-progress-bar" style="width: ${percent}%"></div>
  </div>`;
}
