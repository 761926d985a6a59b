/** A check of frame evaluation's health: all of it in a sentence, and one by one, the worst first. */
import { html, type TemplateResult } from 'lit';
import type { HealthCheck } from '../protocol/index.ts';

/** What was found, and when. */
export interface Health {
  readonly checks: readonly HealthCheck[];
  /** A time of the day. */
  readonly at: string;
}

const worstFirst = ['FAIL', 'WARN', 'OK'] as const satisfies HealthCheck['result'][];

/** "All 9 checks are OK." or "9 checks: 1 FAIL, 2 WARN, 6 OK." */
export function healthText(checks: readonly HealthCheck[]): string {
  const counts = worstFirst
    .map((result) => ({ result, count: checks.filter((check) => check.result === result).length }))
    .filter(({ count }) => count > 0);
  if (counts.length === 1 && counts[0]?.result === 'OK') return `All ${checks.length} checks are OK.`;
  return `${checks.length} checks: ${counts.map(({ result, count }) => `${count} ${result}`).join(', ')}.`;
}

/** The checks as a list. */
export function healthList(checks: readonly HealthCheck[]): TemplateResult {
  const sorted = [...checks].sort((a, b) => worstFirst.indexOf(a.result) - worstFirst.indexOf(b.result));
  return html`<ul class="health" aria-label="Health check">
    ${sorted.map(
      ({ name, result, detail }) =>
        html`<li data-result=${result}>
          <strong class="health-result">${result}</strong> <span><b>${name}:</b> ${detail}</span>
        </li>`,
    )}
  </ul>`;
}
