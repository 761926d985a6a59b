/** The checks of frame evaluation's health one by one, the worst first. */
import { html, type TemplateResult } from 'lit/html.js';
import { worstFirst } from '../../model/health-text.ts';
import type { Localize } from '../../model/localize.ts';
import type { HealthCheck } from '../../protocol/index.ts';

/** What was found, and when. */
export interface Health {
  readonly checks: readonly HealthCheck[];
  /** A time of the day. */
  readonly at: string;
}

/** The checks as a list. */
export function healthList(checks: readonly HealthCheck[], localize: Localize): TemplateResult {
  const sorted = [...checks].sort((a, b) => worstFirst.indexOf(a.result) - worstFirst.indexOf(b.result));
  return html`<ul class="health" aria-label=${localize('Health check')}>
    ${sorted.map(
      ({ name, result, detail }) =>
        html`<li data-result=${result}>
          <strong class="health-result">${result}</strong> <span><b>${name}:</b> ${detail}</span>
        </li>`,
    )}
  </ul>`;
}
