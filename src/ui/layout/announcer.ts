/** What is said to screen readers and stands nowhere on the page: in two live regions, which are there from the start. */
import type { Localize } from '../../model/localize.ts';
import type { ViewState } from '../../model/view-state.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';

/**
 * Says what the signal `say` carries when there is a pause in what is being said, and at once what an exception says of
 * itself; that and where the program stopped is in the status.
 */
export function attachAnnouncer(host: HTMLElement, target: Debugger): Disposable {
  const polite = liveRegion(host, 'polite');
  const assertive = liveRegion(host, 'assertive');
  const signal = target.signals.on('say', ({ text }) => announce(polite, text));
  const unsubscribe = target.subscribe((state, before) => {
    const text = exceptionText(state, before, target.localize);
    if (text) announce(assertive, text);
  });
  return disposing(polite, assertive, signal, unsubscribe);
}

function exceptionText({ paused, failure }: ViewState, before: ViewState, localize: Localize): string | undefined {
  const { exception } = paused ?? {};
  if (exception && paused?.number !== before.paused?.number) {
    return [exception.exceptionId, exception.description].filter(Boolean).join(': ');
  }
  if (!failure || failure === before.failure) return undefined;
  const ended = [failure.exceptionId, failure.description].filter(Boolean).join(': ');
  return localize('{exception}, in line {line}', { exception: ended, line: failure.line });
}

function liveRegion(host: HTMLElement, politeness: 'polite' | 'assertive'): HTMLElement {
  const region = append(host, 'div', 'only-read');
  region.setAttribute('aria-live', politeness);
  return region;
}

/** The same text twice is said twice only if it differs. */
function announce(region: HTMLElement, text: string): void {
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
