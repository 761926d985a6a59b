/** What an author says with attributes, read once and for all. */

import { type WrittenBreakpoint, writtenBreakpoints } from '../model/written-breakpoints.ts';
import { writtenExpressions, writtenList } from '../model/written-list.ts';
import type { PackageOptions } from '../protocol/index.ts';
import { type LineRange, lineRanges } from './line-ranges.ts';
import { PACKAGE_ATTRIBUTES, packageOptions } from './packages.ts';
import { readSandbox } from './sandbox.ts';

/** Panels beside the program that an element can show. */
export const PANELS = ['variables', 'watch', 'stack', 'breakpoints', 'frame-evaluation', 'terminal'] as const;
export type PanelName = (typeof PANELS)[number];
const USUAL_PANELS: readonly PanelName[] = ['variables', 'terminal'];

/** What an element is asked for. */
export interface Settings {
  readonly breakpoints: readonly WrittenBreakpoint[];
  readonly watches: readonly string[];
  readonly packages: PackageOptions;
  /** Where `pyodide/` and `dapper-hook.so` are, if not where the script expects them; ends in a slash. */
  readonly assets: URL | undefined;
  /** The folder of another Pyodide; ends in a slash. */
  readonly pyodide: URL | undefined;
  readonly panels: readonly PanelName[];
  /** Lines that a reader cannot change; all of them, or 1-based ranges with both ends in them. */
  readonly readonlyLines: 'all' | readonly LineRange[];
  readonly stopOnEntry: boolean;
  /** What starts by itself as soon as the element can be seen. */
  readonly autoRun: 'run' | 'debug' | undefined;
  /** Whether the element has an interpreter of its own. */
  readonly isolated: boolean;
  /** A CSS length; undefined if the program decides. */
  readonly height: string | undefined;
  /** Addresses that programs in a sandbox may connect to; undefined if there is no sandbox. */
  readonly sandbox: readonly string[] | undefined;
  /** A sentence for each attribute whose value is not allowed. */
  readonly problems: readonly string[];
}

/** The attributes that are read here. */
export const ATTRIBUTES = [
  'breakpoints',
  'watches',
  ...PACKAGE_ATTRIBUTES,
  'panels',
  'read-only',
  'stop-on-entry',
  'auto-run',
  'isolated',
  'sandbox',
  'assets',
  'pyodide',
  'height',
  'theme',
] as const;

const THEMES = ['light', 'dark', 'page'];

/** Reads the attributes of an element; those that are absent or cannot be read have their defaults. */
export function settingsOf(host: Pick<Element, 'getAttribute' | 'hasAttribute' | 'baseURI'>): Settings {
  const value = (name: string) => host.getAttribute(name) ?? '';
  const { breakpoints, problems } = writtenBreakpoints(value('breakpoints'));
  const found = [...problems];
  checkTheme(host.getAttribute('theme'), found);
  return {
    breakpoints,
    watches: writtenExpressions(value('watches')),
    packages: packageOptions((name) => host.getAttribute(name), host.baseURI, found),
    assets: folder('assets', host, found),
    pyodide: folder('pyodide', host, found),
    panels: panels(host.getAttribute('panels'), found),
    readonlyLines: readonlyLines(host.getAttribute('read-only'), found),
    stopOnEntry: host.hasAttribute('stop-on-entry'),
    autoRun: autoRun(host.getAttribute('auto-run'), found),
    isolated: host.hasAttribute('isolated'),
    height: height(host.getAttribute('height'), found),
    sandbox: readSandbox(host.getAttribute('sandbox'), host.baseURI, found),
    problems: found,
  };
}

/** The address of a folder, which needs no slash at its end. */
function folder(name: string, host: Pick<Element, 'getAttribute' | 'baseURI'>, problems: string[]): URL | undefined {
  const text = host.getAttribute(name)?.trim();
  if (text === undefined || text === '') return undefined;
  const whole = text.endsWith('/') ? text : `${text}/`;
  if (URL.canParse(whole, host.baseURI)) return new URL(whole, host.baseURI);
  problems.push(`The attribute "${name}" must be the address of a folder: "${text}" is not.`);
  return undefined;
}

function height(text: string | null, problems: string[]): string | undefined {
  if (text === null || CSS.supports('height', text)) return text ?? undefined;
  problems.push(`The attribute "height" must be a CSS length, such as "400px": "${text}" is not.`);
  return undefined;
}

/** It is the styles that read it, and whoever draws by them. */
function checkTheme(text: string | null, problems: string[]): void {
  if (text === null || THEMES.includes(text)) return;
  problems.push(`The attribute "theme" must be one of ${THEMES.join(', ')}: "${text}" is not.`);
}

function panels(text: string | null, problems: string[]): readonly PanelName[] {
  if (text === null) return USUAL_PANELS;
  const written = writtenList(text.replaceAll(/\s+/g, ','));
  const known = written.filter((name): name is PanelName => {
    const isKnown = (PANELS as readonly string[]).includes(name);
    if (!isKnown) problems.push(`The attribute "panels" names "${name}", and can name ${PANELS.join(', ')}.`);
    return isKnown;
  });
  return known.length === 0 && written.length > 0 ? USUAL_PANELS : known;
}

function readonlyLines(text: string | null, problems: string[]): Settings['readonlyLines'] {
  if (text === null) return [];
  return text.trim() === '' ? 'all' : lineRanges('read-only', text, problems);
}

function autoRun(text: string | null, problems: string[]): Settings['autoRun'] {
  if (text === null) return undefined;
  if (text === '' || text === 'run') return 'run';
  if (text === 'debug') return 'debug';
  problems.push(`The attribute "auto-run" must be "run" or "debug": "${text}" is neither.`);
  return undefined;
}
