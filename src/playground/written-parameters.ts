/** Reads the parameters in the address of the page. */
import { type WrittenBreakpoint, writtenBreakpoints } from '../model/written-breakpoints.ts';
import { writtenExpressions, writtenList } from '../model/written-list.ts';
import type { RegionName } from './layout.ts';

/** The panels that can be unfolded, by their names in an address. */
const PANELS: Readonly<Record<string, RegionName>> = {
  variables: 'variables',
  watch: 'watch',
  stack: 'callStack',
  breakpoints: 'breakpoints',
  modules: 'modules',
  disassembly: 'disassembly',
  'frame-evaluation': 'frameEvaluation',
  overhead: 'overhead',
};

/** What is asked for; what is not, or cannot be read, is `undefined`. */
export interface Parameters {
  /** Where the program is to be fetched. */
  readonly src: URL | undefined;
  readonly breakpoints: readonly WrittenBreakpoint[] | undefined;
  readonly watches: readonly string[] | undefined;
  /** What is unfolded; all others are folded. */
  readonly panels: readonly RegionName[] | undefined;
  /** Whether Debug stops before the first statement. */
  readonly stopOnEntry: boolean;
  /** Whether the page is kept so that it opens without its host. */
  readonly offline: boolean;
  /** The origin of the page that frames this one and may drive it. */
  readonly parent: string | undefined;
  /** A sentence for each parameter whose value is not allowed. */
  readonly problems: readonly string[];
}

/**
 * Reads the parameters of an address.
 *
 * @param base - What the address of a program is relative to.
 */
export function parametersOf(search: string, base: string): Parameters {
  const given = new URLSearchParams(search);
  const problems: string[] = [];
  const written = given.get('breakpoints');
  const breakpoints = written === null ? undefined : writtenBreakpoints(written);
  problems.push(...(breakpoints?.problems ?? []));
  const watches = given.has('watch') ? given.getAll('watch').flatMap(writtenExpressions) : undefined;
  return {
    src: source(given.get('src'), base, problems),
    breakpoints: breakpoints?.breakpoints,
    watches,
    panels: panels(given.get('panels'), problems),
    stopOnEntry: flag(given.get('stop-on-entry'), problems),
    offline: offline(given.get('offline'), problems),
    parent: origin(given.get('parent'), problems),
    problems,
  };
}

function source(text: string | null, base: string, problems: string[]): URL | undefined {
  if (text === null) return undefined;
  const address = URL.canParse(text, base) ? new URL(text, base) : undefined;
  if (text !== '' && (address?.protocol === 'https:' || address?.protocol === 'http:')) return address;
  problems.push(
    `The parameter "src" must be an address that begins with http: or https:, or one on this host: "${text}" is not.`,
  );
  return undefined;
}

function panels(text: string | null, problems: string[]): readonly RegionName[] | undefined {
  if (text === null) return undefined;
  const names = writtenList(text.replaceAll(/\s+/g, ','));
  const unknown = names.filter((name) => !Object.hasOwn(PANELS, name));
  if (unknown.length > 0) {
    problems.push(
      `The parameter "panels" can name ${Object.keys(PANELS).join(', ')}: it names ${unknown.map((name) => `"${name}"`).join(', ')}.`,
    );
  }
  return names.flatMap((name) => (Object.hasOwn(PANELS, name) ? (PANELS[name] ?? []) : []));
}

function origin(text: string | null, problems: string[]): string | undefined {
  if (text === null) return undefined;
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (address && /^https?:$/.test(address.protocol) && address.origin === text) return text;
  problems.push(`The parameter "parent" must be an origin, such as "https://course.example": "${text}" is not.`);
  return undefined;
}

function flag(text: string | null, problems: string[]): boolean {
  if (text === null || text === '') return text === '';
  problems.push(`The parameter "stop-on-entry" has no value, or is absent: it has "${text}".`);
  return false;
}

function offline(text: string | null, problems: string[]): boolean {
  if (text !== null && text !== 'off') problems.push(`The parameter "offline" can only be "off": it is "${text}".`);
  return text !== 'off';
}
