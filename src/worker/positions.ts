/**
 * Between the client's way of writing lines, columns and paths and ours (both 1-based, paths), as `initialize` said.
 *
 * Where the two are the same, which is nearly always, messages pass untouched.
 */
import { type CheckedArguments, type CheckedRequest, RequestError, wrongPath } from '../protocol/index.ts';

/** The client's way. */
export interface PositionStyle {
  readonly linesStartAt1: boolean;
  readonly columnsStartAt1: boolean;
  readonly paths: 'path' | 'uri';
}

/** The style that `initialize` asked for; DAP's defaults are 1-based lines and columns, and paths. */
export function positionStyle(args: CheckedArguments<'initialize'>): PositionStyle {
  return {
    linesStartAt1: args.linesStartAt1 ?? true,
    columnsStartAt1: args.columnsStartAt1 ?? true,
    paths: args.pathFormat === 'uri' ? 'uri' : 'path',
  };
}

const LINES = new Set(['line', 'endLine']);
const COLUMNS = new Set(['column', 'endColumn']);
/** Messages whose bodies are the program's or ours: a `line` in there is not a position. */
const FOREIGN = /^dapper\/|^(variables|setVariable|setExpression|initialize)$/;
/** Properties of `launch` whose keys are the user's. */
const PROGRAMS_OWN = new Set(['env', 'frameEval', 'frameEvalConfig']);

interface Shift {
  readonly lines: number;
  readonly columns: number;
  path(path: string): string;
}

/** A request with its arguments as we write them. @throws RequestError at a URI that is not a file's. */
export function fromClient(style: PositionStyle, request: CheckedRequest): CheckedRequest {
  if (isOurs(style) || FOREIGN.test(request.command)) return request;
  const shift: Shift = { lines: style.linesStartAt1 ? 0 : 1, columns: style.columnsStartAt1 ? 0 : 1, path: toPath };
  const args = walk(request.arguments, style.paths === 'uri' ? shift : { ...shift, path: (path) => path });
  return { command: request.command, arguments: args } as CheckedRequest;
}

/** A body of `command` (or of the event of that name) as the client writes it. */
export function toClient<T>(style: PositionStyle, command: string, body: T): T {
  if (isOurs(style) || FOREIGN.test(command)) return body;
  const path = style.paths === 'uri' ? toUri : (text: string) => text;
  return walk(body, { lines: style.linesStartAt1 ? 0 : -1, columns: style.columnsStartAt1 ? 0 : -1, path }) as T;
}

function isOurs(style: PositionStyle): boolean {
  return style.linesStartAt1 && style.columnsStartAt1 && style.paths === 'path';
}

function walk(value: unknown, shift: Shift): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, shift));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, convert(key, item, shift)]));
}

function convert(key: string, value: unknown, shift: Shift): unknown {
  if (PROGRAMS_OWN.has(key)) return value;
  if (typeof value === 'number') {
    if (LINES.has(key)) return Math.max(0, value + shift.lines);
    if (COLUMNS.has(key)) return Math.max(0, value + shift.columns);
    return value;
  }
  if (key === 'lines' && Array.isArray(value)) return value.map((line: number) => line + shift.lines);
  if ((key === 'path' || key === 'program') && typeof value === 'string') return shift.path(value);
  return walk(value, shift);
}

function toPath(uri: string): string {
  let url: URL;
  try {
    url = new URL(uri);
  } catch {
    throw new RequestError(wrongPath(uri, 'the client announced URIs, and this is not one'));
  }
  if (url.protocol !== 'file:') throw new RequestError(wrongPath(uri, `only "file:" URIs name files`));
  return decodeURIComponent(url.pathname);
}

function toUri(path: string): string {
  if (!path.startsWith('/')) return path;
  const url = new URL('file:///');
  url.pathname = path.split('/').map(encodeURIComponent).join('/');
  return url.href;
}
