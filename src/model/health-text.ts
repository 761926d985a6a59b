/** A check of frame evaluation's health in a sentence. */
import type { HealthCheck } from '../protocol/index.ts';

/** The results, the worst first. */
export const worstFirst = ['FAIL', 'WARN', 'OK'] as const satisfies HealthCheck['result'][];

const words = { FAIL: ['failure', 'failures'], WARN: ['warning', 'warnings'], OK: ['OK', 'OK'] } as const;

/** "All 9 checks are OK." or "9 checks: 1 failure, 2 warnings, 6 OK." */
export function healthText(checks: readonly HealthCheck[]): string {
  const counts = worstFirst
    .map((result) => ({ result, count: checks.filter((check) => check.result === result).length }))
    .filter(({ count }) => count > 0);
  if (counts.length === 1 && counts[0]?.result === 'OK') return `All ${checks.length} checks are OK.`;
  return `${checks.length} checks: ${counts.map(({ result, count }) => `${count} ${words[result][count === 1 ? 0 : 1]}`).join(', ')}.`;
}
