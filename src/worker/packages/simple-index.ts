/**
 * What an index has of a package: the simple repository API, as JSON or HTML (PEP 503, 691), and the JSON that indexes
 * gave before that.
 */

/** A file of a package. */
export interface IndexFile {
  readonly file: string;
  readonly url: string;
  /** Hexadecimal. */
  readonly sha256?: string;
  /** Versions of Python (PEP 440); empty: any. */
  readonly requiresPython: string;
  /** Withdrawn by its publisher. */
  readonly yanked: boolean;
}

/** What to ask an index for; it may answer with anything all the same. */
export const INDEX_TYPES =
  'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1, application/json;q=0.1';

const PLACEHOLDER = /\{package(?:_name)?\}/;

/** The address of a package in an index: `{package}` in that of the index stands for its name, else it comes last. */
export function projectUrl(index: string, name: string): string {
  if (PLACEHOLDER.test(decodeURI(index))) return decodeURI(index).replace(PLACEHOLDER, name);
  return `${index.replace(/\/$/, '')}/${name}/`;
}

/**
 * Reads the answer of an index.
 *
 * @param url - Where it came from, which links are relative to.
 * @throws Error if it is not the answer of an index.
 */
export function readProject(text: string, url: string): IndexFile[] {
  return /^\s*\{/.test(text) ? fromJson(JSON.parse(text), url) : fromHtml(text, url);
}

interface JsonFile {
  readonly filename?: unknown;
  readonly url?: unknown;
  readonly hashes?: { readonly sha256?: unknown };
  readonly digests?: { readonly sha256?: unknown };
  readonly 'requires-python'?: unknown;
  readonly requires_python?: unknown;
  readonly yanked?: unknown;
}

interface JsonProject {
  readonly files?: readonly JsonFile[];
  readonly releases?: Readonly<Record<string, readonly JsonFile[]>>;
  readonly urls?: readonly JsonFile[];
}

function fromJson({ files, releases, urls }: JsonProject, base: string): IndexFile[] {
  const listed = files ?? (releases && Object.values(releases).flat()) ?? urls;
  if (!Array.isArray(listed)) throw new Error('its answer lists no files');
  return (listed as readonly JsonFile[]).flatMap((each) => {
    const sha256 = each.hashes?.sha256 ?? each.digests?.sha256;
    if (typeof each.filename !== 'string' || typeof each.url !== 'string') return [];
    return {
      file: each.filename,
      url: new URL(each.url, base).href,
      ...(typeof sha256 === 'string' && { sha256 }),
      requiresPython: String(each['requires-python'] ?? each.requires_python ?? ''),
      yanked: Boolean(each.yanked),
    };
  });
}

const LINK = /<a\s([^>]*)>([\s\S]*?)<\/a\s*>/gi;
const ATTRIBUTE = /([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** A worker has no parser of HTML; the pages of an index are made of links alone. */
function fromHtml(text: string, base: string): IndexFile[] {
  const files = [...text.matchAll(LINK)].flatMap(([, inner = '', label = '']) => {
    const attributes = new Map(
      [...inner.matchAll(ATTRIBUTE)].map(([, name = '', ...values]) => [
        name.toLowerCase(),
        decoded(values.find((value) => value !== undefined) ?? ''),
      ]),
    );
    const href = attributes.get('href');
    if (href === undefined) return [];
    const url = new URL(href, base);
    const [, sha256] = /[#&]sha256=([0-9a-f]{64})/i.exec(url.hash) ?? [];
    url.hash = '';
    return {
      file: decoded(label).trim(),
      url: url.href,
      ...(sha256 && { sha256 }),
      requiresPython: attributes.get('data-requires-python') ?? '',
      yanked: attributes.has('data-yanked'),
    };
  });
  if (files.length === 0 && !/<html|<!doctype html|<body/i.test(text))
    throw new Error('its answer is not an index page');
  return files;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal));
  });
}
