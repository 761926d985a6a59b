/** What is said to screen readers and stands nowhere on the page: in two live regions, which are there from the start. */
import type { ViewState } from '../../model/view-state.ts';
import type { Debugger } from '../session/debugger.ts';

export class Announcer {
  readonly #polite = liveRegion('polite');
  readonly #assertive = liveRegion('assertive');

  constructor(host: HTMLElement) {
    host.append(this.#polite, this.#assertive);
  }

  /** Says it when there is a pause in what is being said. */
  say(text: string): void {
    announce(this.#polite, text);
  }

  /** Says it at once. */
  alert(text: string): void {
    announce(this.#assertive, text);
  }
}

/** Says what an exception says of itself; that and where the program stopped is in the status. */
export function attachExceptionAnnouncement(announcer: Announcer, target: Debugger): () => void {
  return target.subscribe((state, before) => {
    const text = exceptionText(state, before);
    if (text) announcer.alert(text);
  });
}

function exceptionText({ paused, failure }: ViewState, before: ViewState): string | undefined {
  const { exception } = paused ?? {};
  if (exception && paused?.number !== before.paused?.number) {
    return [exception.exceptionId, exception.description].filter(Boolean).join(': ');
  }
  if (!failure || failure === before.failure) return undefined;
  return `${[failure.exceptionId, failure.description].filter(Boolean).join(': ')}, in line ${failure.line}`;
}

function liveRegion(politeness: 'polite' | 'assertive'): HTMLElement {
  const region = document.createElement('div');
  region.className = 'only-read';
  region.setAttribute('aria-live', politeness);
  return region;
}

/** The same text twice is said twice only if it differs. */
function announce(region: HTMLElement, text: string): void {
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
