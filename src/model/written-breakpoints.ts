/** Breakpoints as an author writes them: `3, 7 if n > 2, 9 hit >= 3, 12 log 'x is {x}'`. */
import { type BreakpointDetails, placeText } from './breakpoint-list.ts';

/** A breakpoint that an author has asked for. */
export interface WrittenBreakpoint {
  /** 1-based. */
  readonly line: number;
  /** Of one at a place on the line; 1-based. */
  readonly column?: number;
  readonly details: BreakpointDetails;
}

/** What was read, and a sentence for each entry that is not one. */
export interface WrittenBreakpoints {
  readonly breakpoints: readonly WrittenBreakpoint[];
  readonly problems: readonly string[];
}

const ALLOWED = 'a line such as 3, a place on one such as 3:12, "7 if n > 2", "9 hit >= 3" or "12 log \'x is {x}\'"';
/** A condition may hold the words too, in which case they stand in a call or a string. */
const CLAUSES = [
  ['condition', /\bif\s+/y],
  ['hitCondition', /\bhit\s+/y],
  ['logMessage', /\blog\s+(?=["'])/y],
] as const;

/** Reads a list of them. An entry that cannot be read does not keep the others from being set. */
export function writtenBreakpoints(text: string): WrittenBreakpoints {
  const breakpoints: WrittenBreakpoint[] = [];
  const problems: string[] = [];
  for (const entry of entries(text)) {
    const read = readEntry(entry);
    if (typeof read === 'string') problems.push(read);
    else breakpoints.push(read);
  }
  return { breakpoints, problems };
}

/** The parts between commas that stand outside of brackets and strings, without empty ones. */
function entries(text: string): string[] {
  const parts = [''];
  walk(text, (at, isOutside) => {
    const character = text.charAt(at);
    if (isOutside && character === ',') parts.push('');
    else parts[parts.length - 1] += character;
  });
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function readEntry(entry: string): WrittenBreakpoint | string {
  const [digits = '', place, rest = ''] = /^(\d+)(?::(\d+))?(?:\s+|$)(.*)$/s.exec(entry)?.slice(1) ?? [];
  const line = Number(digits);
  const column = place === undefined ? undefined : Number(place);
  const bad = `The breakpoint "${entry}" must be ${ALLOWED}.`;
  if (![line, column ?? 1].every((each) => Number.isSafeInteger(each) && each >= 1)) return bad;
  const starts = clauseStarts(rest);
  if (rest !== '' && starts[0]?.start !== 0) return bad;
  const details: Record<string, string> = {};
  for (const [index, { name, from }] of starts.entries()) {
    const text = rest.slice(from, starts[index + 1]?.start).trim();
    if (text === '' || name in details) return bad;
    details[name] = name === 'logMessage' ? unquoted(text) : text;
  }
  return { line, ...(column !== undefined && { column }), details };
}

/** Where each clause begins: its word, and what follows the word. */
function clauseStarts(text: string): { name: (typeof CLAUSES)[number][0]; start: number; from: number }[] {
  const starts: { name: (typeof CLAUSES)[number][0]; start: number; from: number }[] = [];
  walk(text, (at, isOutside) => {
    if (!isOutside) return;
    for (const [name, pattern] of CLAUSES) {
      // "x if y else z" is one condition: only the first "if" begins a clause.
      if (name === 'condition' && starts.length > 0) continue;
      pattern.lastIndex = at;
      if (pattern.test(text)) starts.push({ name, start: at, from: pattern.lastIndex });
    }
  });
  return starts;
}

/** Goes over `text`, saying of each character whether it is outside of brackets and strings. */
function walk(text: string, visit: (at: number, isOutside: boolean) => void): void {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    visit(at, depth === 0 && quote === '');
    if (quote !== '') {
      if (character === '\\') {
        at++;
        if (at < text.length) visit(at, false);
      } else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth = Math.max(0, depth - 1);
  }
}

/** A quoted text, as Python writes it: a backslash escapes only the quote and the backslash itself. */
function unquoted(text: string): string {
  const quote = text.charAt(0);
  if (text.length < 2 || !text.endsWith(quote)) return text;
  return text.slice(1, -1).replace(/\\(["'\\])/g, '$1');
}

/**
 * Breakpoints as an author would write them.
 *
 * @returns the text, and how many are left out because there is no way to write them.
 */
export function breakpointsText(breakpoints: readonly WrittenBreakpoint[]): {
  readonly text: string;
  readonly leftOut: number;
} {
  const entries = breakpoints.flatMap((breakpoint) => entryText(breakpoint) ?? []);
  return { text: entries.join(', '), leftOut: breakpoints.length - entries.length };
}

/** A condition with a comma in it, say, is read as it was meant only in brackets. */
function entryText({ details, ...place }: WrittenBreakpoint): string | undefined {
  const { condition } = details;
  const ways = condition === undefined ? [details] : [details, { ...details, condition: `(${condition})` }];
  return (
    ways
      .map((way) => ({ way, text: plainText(place, way) }))
      // With another after it: a quote that is not closed would take that in.
      .find(({ way, text }) => isFirst(writtenBreakpoints(`${text}, 1`), { ...place, details: way }))?.text
  );
}

function plainText(
  place: Omit<WrittenBreakpoint, 'details'>,
  { condition, hitCondition, logMessage }: BreakpointDetails,
): string {
  return [
    placeText(place),
    ...(condition === undefined ? [] : [`if ${condition}`]),
    ...(hitCondition === undefined ? [] : [`hit ${hitCondition}`]),
    ...(logMessage === undefined ? [] : [`log '${logMessage.replace(/[\\']/g, '\\$&')}'`]),
  ].join(' ');
}

/** Whether what was read are two breakpoints, and the first of them is that one. */
function isFirst({ breakpoints, problems }: WrittenBreakpoints, asked: WrittenBreakpoint): boolean {
  const [read] = breakpoints;
  if (!read || breakpoints.length !== 2 || problems.length > 0) return false;
  const facts = (each: WrittenBreakpoint) =>
    JSON.stringify([
      each.line,
      each.column,
      each.details.condition,
      each.details.hitCondition,
      each.details.logMessage,
    ]);
  return facts(read) === facts(asked);
}
