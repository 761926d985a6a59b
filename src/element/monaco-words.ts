/**
 * Monaco's own words, most of which only screen readers say, in the language of an element.
 *
 * Monaco has one language for all editors of a page, and takes it when its scripts are evaluated. So it is given one only where
 * all elements that are in the page by then have that; otherwise it stays English, and `editor/find-words.ts` puts what is seen of it
 * into the language of each.
 */
import { languageOf } from './language.ts';

const WORDS: Readonly<Record<string, () => Promise<unknown>>> = {
  de: () => import('monaco-editor/nls/lang/de'),
  es: () => import('monaco-editor/nls/lang/es'),
  fr: () => import('monaco-editor/nls/lang/fr'),
};

const primary = (tag: string) => tag.trim().toLowerCase().split('-', 1)[0] ?? '';

/** Loads them for `host`, if they can be those of the page. Monaco must not be loaded before this has settled. */
export async function loadMonacoWords(host: Element): Promise<void> {
  const language = primary(languageOf(host));
  const hosts = [...host.ownerDocument.querySelectorAll(host.localName)];
  if (!Object.hasOwn(WORDS, language) || hosts.some((other) => primary(languageOf(other)) !== language)) return;
  await WORDS[language]?.();
}
