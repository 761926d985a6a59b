/**
 * The words of the screen. The code has them in English, where they are used; a dictionary has them in another language.
 */

/** Words that differ with a number: by CLDR's plural categories, as `Intl.PluralRules` has them. */
export type Plural = { readonly other: string } & { readonly [category in Intl.LDMLPluralRule]?: string };

/** What stands in the places of a text: `{file}` is replaced by `file`. `count` chooses among plurals. */
export type Values = Readonly<Record<string, string | number>>;

/** The words of a language, by the English ones; of plurals by their `other`. What is absent is said in English. */
export type Dictionary = Readonly<Record<string, string | Plural>>;

/** Says `english` in the language of the screen. */
export type Localize = (english: string | Plural, values?: Values) => string;

/**
 * Speaks a language.
 *
 * @param language - Of the dictionary, a tag of BCP 47.
 */
export function localizer(dictionary: Dictionary, language: string): Localize {
  // The first of them that a page makes takes long, and English has no need of it.
  const rules = language === 'en' ? undefined : new Intl.PluralRules(language);
  const category = (count: number) => rules?.select(count) ?? (count === 1 ? 'one' : 'other');
  return (english, values = {}) => {
    const key = typeof english === 'string' ? english : english.other;
    const said = (Object.hasOwn(dictionary, key) && dictionary[key]) || english;
    const text = typeof said === 'string' ? said : (said[category(Number(values.count))] ?? said.other);
    return text.replace(/\{(\w+)\}/g, (place, name) => (Object.hasOwn(values, name) ? String(values[name]) : place));
  };
}

/** Says everything as it stands in the code. */
export const inEnglish = localizer({}, 'en');

/** Marks words that are written where they are not said yet. */
export const words = (english: string): string => english;
