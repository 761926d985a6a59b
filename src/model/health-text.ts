/** A check of frame evaluation's health in a sentence. */
import type { HealthCheck } from '../protocol/index.ts';
import { inEnglish, type Localize } from './localize.ts';

/** The results, the worst first. */
export const worstFirst = ['FAIL', 'WARN', 'OK'] as const satisfies HealthCheck['result'][];

/** "All 9 checks are OK." or "9 checks: 1 failure, 2 warnings, 6 OK." */
export function healthText(checks: readonly HealthCheck[], localize: Localize = inEnglish): string {
  const counts = worstFirst
    .map((result) => ({ result, count: checks.filter((check) => check.result === result).length }))
    .filter(({ count }) => count > 0);
  if (counts.length === 1 && counts[0]?.result === 'OK')
    return localize('All {count} checks are OK.', { count: checks.length });
  const results = counts.map(({ result, count }) => resultText(result, count, localize)).join(', ');
  return localize('{count} checks: {results}.', { count: checks.length, results });
}

function resultText(result: HealthCheck['result'], count: number, localize: Localize): string {
  if (result === 'FAIL') return localize({ one: '{count} failure', other: '{count} failures' }, { count });
  if (result === 'WARN') return localize({ one: '{count} warning', other: '{count} warnings' }, { count });
  return localize('{count} OK', { count });
}
