/** What is asked for: a package by name, with the versions and the circumstances that it is wanted for (PEP 508). */
import { type Marker, parseMarker } from './marker.ts';

/** One requirement. */
export interface Requirement {
  /** Normalized (PEP 503). */
  readonly name: string;
  /** As it was written, without its marker. */
  readonly text: string;
  /** Normalized. */
  readonly extras: readonly string[];
  /** Versions that will do (PEP 440); empty: any. */
  readonly specifier: string;
  /** Where its wheel is, if it is to be that one. */
  readonly url?: string;
  /** When it is wanted; absent: always. */
  readonly marker?: Marker;
}

const NAME = /^[a-z0-9](?:[\w.-]*[a-z0-9])?/i;
const EXTRAS = /^\s*\[([^\]]*)\]/;
const URL_OF = /^\s*@\s*(\S+)/;
const SPECIFIER = /^\s*(?:\(([^()]*)\)|([^()@;[\]]*))/;
const CLAUSE = /^(?:===|~=|==|!=|<=|>=|<|>)\s*[\w.*+!-]+$/;

/** The name by which two spellings of a package are the same (PEP 503). */
export function normalized(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

/**
 * Reads a requirement.
 *
 * @returns undefined if it is not one.
 */
export function parseRequirement(text: string): Requirement | undefined {
  const rest = new Rest(text.trim());
  const [name] = rest.take(NAME) ?? [];
  if (name === undefined) return undefined;
  const [, listed = ''] = rest.take(EXTRAS) ?? [];
  const extras = listed.split(',').flatMap((extra) => (extra.trim() ? [normalized(extra.trim())] : []));
  const [, url] = rest.take(URL_OF) ?? [];
  const [, inParentheses, bare] = (url === undefined && rest.take(SPECIFIER)) || [];
  const clauses = splitClauses(inParentheses ?? bare ?? '');
  if (clauses === undefined) return undefined;
  const written = text
    .trim()
    .slice(0, text.trim().length - rest.text.length)
    .trim();
  const requirement = {
    name: normalized(name),
    text: written,
    extras,
    specifier: clauses.join(','),
    ...(url && { url }),
  };
  if (rest.text.trim() === '') return requirement;
  const marker = /^\s*;/.test(rest.text) ? parseMarker(rest.text.replace(/^\s*;/, '')) : undefined;
  return marker && { ...requirement, marker };
}

/** The parts of a specifier; undefined if it is not one. */
function splitClauses(specifier: string): string[] | undefined {
  const clauses = specifier.split(',').flatMap((clause) => (clause.trim() ? [clause.trim()] : []));
  return clauses.every((clause) => CLAUSE.test(clause)) ? clauses : undefined;
}

/** What is left to read of a text. */
class Rest {
  constructor(public text: string) {}

  /** Reads what a pattern, which begins at the beginning, finds. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.text) ?? undefined;
    this.text = this.text.slice(found?.[0].length ?? 0);
    return found;
  }
}
