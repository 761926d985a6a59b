/**
 * What Python's worker says, held back in the page: a test does meanwhile what a person does who is faster than the
 * answers. With `DAPPER_LATE=300` all of it comes that many milliseconds later in every test, which finds tests, and
 * parts of the page, that count on an answer being there.
 */
import type { Page } from '@playwright/test';

declare global {
  /** While there is one, what has come since a message with the text `from` in it, in order. */
  var heldAnswers: { readonly from: string; readonly passes: (() => void)[] } | undefined;
}

/** Lets the answers of what `page` opens from now on be held back. */
export async function withLateAnswers(page: Page): Promise<Page> {
  await page.addInitScript(
    (delay) => {
      const handler = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
      Object.defineProperty(MessagePort.prototype, 'onmessage', {
        ...handler,
        set(hear: ((event: MessageEvent) => void) | null) {
          const hearLater = (event: MessageEvent) => {
            const pass = () => hear?.call(this, event);
            const { kind, text } = event.data ?? {};
            const { from = '', passes } = globalThis.heldAnswers ?? {};
            if (kind !== 'message') pass();
            else if (passes && (passes.length > 0 || text.includes(from))) passes.push(pass);
            else if (delay > 0) setTimeout(pass, delay);
            else pass();
          };
          handler?.set?.call(this, hear && hearLater);
        },
      });
    },
    Number(process.env.DAPPER_LATE ?? 0),
  );
  return page;
}

/** Holds back what comes from now on; with a text, from the first message on that has it. */
export async function holdAnswers(page: Page, from = ''): Promise<void> {
  await page.evaluate((from) => {
    globalThis.heldAnswers = { from, passes: [] };
  }, from);
}

/** Until something is held back. */
export async function answerHeld(page: Page): Promise<void> {
  await page.waitForFunction(() => (globalThis.heldAnswers?.passes.length ?? 0) > 0);
}

/** Lets come what was held back, and all that follows. */
export async function letAnswersCome(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { passes = [] } = globalThis.heldAnswers ?? {};
    globalThis.heldAnswers = undefined;
    for (const pass of passes) pass();
  });
}
