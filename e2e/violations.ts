import type { Page } from '@playwright/test';

/** What a policy has kept the page and its frames from. */
export async function watchViolations(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction('toldViolation', (text: string) => violations.push(text));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      (globalThis as unknown as { toldViolation(text: string): void }).toldViolation(
        `${violatedDirective} ${blockedURI} ${sample}`,
      );
    });
  });
  return violations;
}
