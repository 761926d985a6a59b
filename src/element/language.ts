/** The language of an element's words: that of its text, if there are words in it. */
import { type Dictionary, inEnglish, type Localize, localizer } from '../model/localize.ts';
import { fetched } from './fetched.ts';
import { FIRST_WORDS } from './first-words.ts';

/** Words, and the language that they are in. */
export interface Spoken {
  /** A tag of BCP 47. */
  readonly language: string;
  readonly localize: Localize;
}

/** All words of the languages that the element brings. */
const DICTIONARIES: Readonly<Record<string, () => Promise<{ readonly default: Dictionary }>>> = {
  de: () => import('./words/de.json'),
  es: () => import('./words/es.json'),
  fr: () => import('./words/fr.json'),
};

/** What is said in English where nothing else is known. */
const english: Spoken = { language: 'en', localize: inEnglish };

/** The language of the text that `host` is in: that of the next element with a `lang`, in whatever tree; `''` if there is none. */
export function languageOf(host: Element): string {
  for (let at: Element | null = host; at; ) {
    const found: Element | null = at.closest('[lang]');
    if (found) return found.getAttribute('lang') ?? '';
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return '';
}

/** The attributes that say what language it is. */
export const LANGUAGE_ATTRIBUTES: readonly string[] = ['lang', 'words'];

export class Language {
  /** What is wrong with what the author wrote, in a sentence. */
  problem: string | undefined;
  /** The words of the author, in a file of theirs. */
  private own: Dictionary | undefined;
  private fetching: AbortController | undefined;
  /** Settles when they have come, or will not come. */
  private loaded = Promise.resolve();

  /** @param onChange - Is called when there are other words than before, or another problem. */
  constructor(
    private readonly host: Element,
    private readonly onChange: () => void,
  ) {}

  /** Reads the attributes. */
  read(): void {
    this.dispose();
    this.own = undefined;
    const src = this.host.getAttribute('words');
    this.problem = src === null ? languageProblem(this.host.getAttribute('lang')) : undefined;
    if (src === null) {
      this.loaded = Promise.resolve();
      return;
    }
    const control = new AbortController();
    this.fetching = control;
    this.loaded = fetchWords(src, this.host.baseURI, control.signal).then(
      (own) => {
        this.own = own;
        this.onChange();
      },
      (error: Error) => {
        if (control.signal.aborted) return;
        this.problem = error.message;
        this.onChange();
      },
    );
  }

  /** What an element says before it was used: the few words that its small script has, and those of its author. */
  get first(): Spoken {
    const tag = languageOf(this.host);
    return spoken(tag, ofLanguage(FIRST_WORDS, tag), this.own);
  }

  /** All words, loaded if there are any; those of the author go before. */
  async all(): Promise<Spoken> {
    await this.loaded;
    const tag = languageOf(this.host);
    return spoken(tag, (await ofLanguage(DICTIONARIES, tag)?.())?.default, this.own);
  }

  /** Waits for nothing any more. */
  dispose(): void {
    this.fetching?.abort();
  }
}

/** Why there are no words in the language that an element is given, in a sentence; `undefined` if there are some. */
function languageProblem(tag: string | null): string | undefined {
  const language = primary(tag ?? '');
  if (language === '' || language === 'en' || Object.hasOwn(DICTIONARIES, language)) return undefined;
  const known = ['en', ...Object.keys(DICTIONARIES)].join(', ');
  return `The attribute "lang" is "${tag}", and there are words in ${known}; the attribute "words" names a file with others.`;
}

/**
 * Fetches the words of an author: JSON with the English ones and theirs.
 *
 * @throws Error with a sentence that says what is wrong with them.
 */
async function fetchWords(src: string, base: string, signal: AbortSignal): Promise<Dictionary> {
  const answer = await fetched('The file of words', src, base, signal);
  const text = await answer.text();
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new Error(`The file of words ${answer.url} is not JSON: ${(error as Error).message}.`);
  }
  if (isDictionary(read)) return read;
  throw new Error(
    `The file of words ${answer.url} must be an object of texts, or of plurals such as {"one": "1 line", "other": "{count} lines"}.`,
  );
}

function spoken(tag: string, known: Dictionary | undefined, own: Dictionary | undefined): Spoken {
  if (!known && !own) return english;
  const language = [tag, primary(tag)].find(isTag) ?? 'en';
  return { language, localize: localizer({ ...known, ...own }, language) };
}

/** Whether it is one of BCP 47, as plural rules must have it. */
function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** What there is of the language of a tag. */
function ofLanguage<Of>(table: Readonly<Record<string, Of>>, tag: string): Of | undefined {
  const language = primary(tag);
  return Object.hasOwn(table, language) ? table[language] : undefined;
}

/** The language of a tag, without region and script. */
function primary(tag: string): string {
  return tag.trim().toLowerCase().split('-', 1)[0] ?? '';
}

function isDictionary(read: unknown): read is Dictionary {
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return false;
  return Object.values(read).every((said) => typeof said === 'string' || isPlural(said));
}

function isPlural(said: unknown): boolean {
  if (typeof said !== 'object' || said === null || !('other' in said)) return false;
  return Object.values(said).every((text) => typeof text === 'string');
}
