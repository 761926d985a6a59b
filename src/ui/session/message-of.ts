import type { Localize } from '../../model/localize.ts';

/** What browsers say of a script that they could not fetch, with its address: Chromium and Firefox, WebKit. */
const UNFETCHED = /dynamically imported module|module script failed/;

/** Whether a script could not be fetched: the network failed, or its server. */
export function isUnfetched(error: unknown): boolean {
  return error instanceof TypeError && UNFETCHED.test(error.message);
}

/** Whether a script came, and is none: it was damaged on its way here, and the browser keeps it so for as long as the page is open. */
export function isDamaged(error: unknown): boolean {
  return error instanceof SyntaxError;
}

/** What an error says to people. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The same for what a person has asked for, which may have needed a part of the screen that was not loaded yet. */
export function whyNot(error: unknown, localize: Localize): string {
  if (isDamaged(error)) {
    return localize('A part of this page could not be loaded. Check the connection, then load the page again.');
  }
  if (!isUnfetched(error)) return messageOf(error);
  return localize('A part of this page could not be loaded. Check the connection, then try again.');
}
