/**
 * The words of Monaco's find widget, in the language of the screen.
 *
 * Monaco has one language for all editors of a page, which it takes when its scripts are loaded. Those of a page may be
 * in several, so each has the words put into its widget, when they are not English.
 */
import { getNLSLanguage } from 'monaco-editor/nls.js';
import { type Localize, words } from '../../model/localize.ts';
import type { Disposable } from '../panel.ts';
import type { Editor } from './editor.ts';

/** As Monaco has them; the key of a command comes behind some, in brackets. */
const WORDS: readonly string[] = [
  words('Close'),
  words('Find'),
  words('Find / Replace'),
  words('Find in Selection'),
  words('Match Case'),
  words('Match Whole Word'),
  words('Next Match'),
  words('No results'),
  words('Preserve Case'),
  words('Previous Match'),
  words('Replace'),
  words('Replace All'),
  words('Toggle Replace'),
  words('Use Regular Expression'),
];
const HISTORY = '⇅ for history';
/** The second one has options that are switched by a key while the first is not shown. */
const WIDGETS = '.find-widget, .findOptionsWidget';
const ATTRIBUTES = ['aria-label', 'placeholder', 'title'];

/** Has the find widget of `editor` say its words by `localize`, as soon as somebody opens it. */
export function attachFindWords({ code }: Editor, localize: Localize): Disposable {
  const nothing = { dispose() {} };
  // It has its own words then, in a language that all editors of the page share.
  if (getNLSLanguage() !== undefined) return nothing;
  const widgets = code.getContainerDomNode().querySelector('.overlayWidgets');
  if (!widgets || WORDS.every((word) => localize(word) === word)) return nothing;
  const observer = new MutationObserver(() => {
    for (const widget of widgets.querySelectorAll<HTMLElement>(WIDGETS)) translate(widget, localize);
  });
  observer.observe(widgets, { childList: true, subtree: true, characterData: true, attributeFilter: ATTRIBUTES });
  // Its buttons have a hover of Monaco's, in English. They get a title.
  const noHover = (event: Event) => {
    if ((event.target as Element).closest(WIDGETS)) event.stopPropagation();
  };
  widgets.addEventListener('mouseover', noHover, true);
  return {
    dispose() {
      observer.disconnect();
      widgets.removeEventListener('mouseover', noHover, true);
    },
  };
}

/** What is put in is none of Monaco's words, and stays. */
function translate(widget: HTMLElement, localize: Localize): void {
  for (const node of [widget, ...widget.querySelectorAll<HTMLElement>('[aria-label], [placeholder]')]) {
    for (const name of ATTRIBUTES) {
      const said = inWords(node.getAttribute(name) ?? '', localize);
      if (said !== undefined) node.setAttribute(name, said);
    }
    const isButton = node.role === 'button' || node.role === 'checkbox';
    if (isButton && node.ariaLabel && node.title !== node.ariaLabel) node.title = node.ariaLabel;
  }
  const count = widget.querySelector('.matchesCount')?.firstChild;
  const said = inWords(count?.nodeValue ?? '', localize);
  if (count && said !== undefined) count.nodeValue = said;
}

/** Undefined if it is nothing that Monaco says, or the same in both languages. */
function inWords(text: string, localize: Localize): string | undefined {
  const [, number, count] = /^(\d+|\?) of (\d+\+?)$/.exec(text) ?? [];
  if (number !== undefined && count !== undefined) return localize('{number} of {count}', { number, count });
  const [, word = '', key = ''] = /^(.+?)( \(.+\))?$/.exec(text) ?? [];
  // A field that has texts of before says so behind its name, whatever language that is in.
  const behind = key.replace(HISTORY, () => localize('⇅ for history'));
  const said = (WORDS.includes(word) ? localize(word) : word) + behind;
  return said === text ? undefined : said;
}
