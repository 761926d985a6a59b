/** What axe-core finds in a page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type axe from 'axe-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core has against the page as it is, a line a place. In the dark only the rules of colours are asked: all else
 * is the same as in the light, where every state is checked too.
 */
export async function findings(page: Page): Promise<string[]> {
  // By the devtools, which no policy of the page keeps out.
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: typeof axe };
    const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
    const { violations } = await checker.run(document, {
      resultTypes: ['violations'],
      ...(isDark && { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }),
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
    );
  });
}

/** Until axe-core has nothing against the page, which is in a `state`. */
export async function expectNoFindings(page: Page, state: string): Promise<void> {
  // Colours change for a moment after what they say.
  await expect(async () => expect(await findings(page), state).toEqual([])).toPass({ timeout: 30_000 });
}
