/**
 * What the arguments of each request must look like. Messages say what is expected, to follow "must be".
 *
 * Unknown properties pass: clients add their own. Null stands for "absent", as some clients write it.
 */
import * as v from 'valibot';
import { LONGEST_PATH, MOST_ITEMS } from './limits.ts';

const text = v.string('a string');
const flag = v.boolean('true or false');
const whole = v.pipe(
  v.number('a whole number'),
  v.safeInteger('a whole number'),
  v.minValue(0, 'a whole number, not negative'),
);
const integer = v.pipe(v.number('a whole number'), v.safeInteger('a whole number'));
const maybe = v.nullish;
const named = <const Names extends readonly string[]>(...names: Names) =>
  v.picklist(names, `one of ${names.map((name) => `"${name}"`).join(', ')}`);
/** A list has properties too, and is no object here. */
const noList = v.custom<object>((value) => !Array.isArray(value), 'an object');
const object = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(noList, v.looseObject(entries, 'an object'));
/** Its length is looked at before its items are. */
const list = <Item extends v.GenericSchema>(item: Item) =>
  v.pipe(
    v.custom<unknown[]>(Array.isArray, 'a list'),
    // Made when it is wanted: to have the rules of a language ready takes longer than all the rest of this module.
    v.maxLength(MOST_ITEMS, () => `a list of at most ${MOST_ITEMS.toLocaleString('en')} items`),
    v.array(item, 'a list'),
  );

const exitCodes = v.union(
  [integer, object({ from: integer, to: integer })],
  'a whole number or an object with "from" and "to"',
);
const path = v.pipe(
  text,
  v.excludes('\0', 'a path without a null character'),
  v.maxLength(LONGEST_PATH, () => `a path of at most ${LONGEST_PATH.toLocaleString('en')} characters`),
);
const source = object({ path: maybe(path), name: maybe(text), sourceReference: maybe(whole) });
const format = maybe(object({ hex: maybe(flag) }));
const thread = { threadId: v.pipe(whole, v.value(1, '1, the only thread')) };
const stepping = object({ ...thread, granularity: maybe(named('statement', 'line', 'instruction')) });

export const none = maybe(object({}));

export const initialize = object({
  adapterID: maybe(text),
  clientID: maybe(text),
  pathFormat: maybe(named('path', 'uri')),
  linesStartAt1: maybe(flag),
  columnsStartAt1: maybe(flag),
});

const launchEntries = {
  program: v.pipe(path, v.nonEmpty('the path of a Python file')),
  args: maybe(list(text)),
  cwd: maybe(path),
  env: maybe(v.pipe(noList, v.record(text, v.nullable(v.string('a string or null')), 'an object of strings'))),
  stopOnEntry: maybe(flag),
  noDebug: maybe(flag),
  justMyCode: maybe(flag),
  breakOnSystemExit: maybe(list(exitCodes)),
  frameEval: maybe(v.union([v.boolean(), object({})], 'true, false or an object')),
  frameEvalConfig: maybe(object({})),
};

export const launch = object(launchEntries);

export const setBreakpoints = object({
  source: v.pipe(
    source,
    v.check((value) => Boolean(value.path) || Boolean(value.sourceReference), 'an object with a "path"'),
  ),
  breakpoints: maybe(
    list(
      object({
        id: maybe(whole),
        line: whole,
        column: maybe(whole),
        condition: maybe(text),
        hitCondition: maybe(text),
        logMessage: maybe(text),
      }),
    ),
  ),
  lines: maybe(list(whole)),
  sourceModified: maybe(flag),
});

export const setExceptionBreakpoints = object({
  filters: list(text),
  filterOptions: maybe(list(object({ filterId: text, condition: maybe(text) }))),
});

export const breakpointLocations = object({
  source,
  line: whole,
  column: maybe(whole),
  endLine: maybe(whole),
  endColumn: maybe(whole),
});

export const ofThread = object(thread);
export const step = stepping;
export const stackTrace = object({ ...thread, startFrame: maybe(whole), levels: maybe(whole), format });
export const scopes = object({ frameId: whole });

export const variables = object({
  variablesReference: whole,
  filter: maybe(named('indexed', 'named')),
  start: maybe(whole),
  count: maybe(whole),
  format,
});

export const setVariable = object({ variablesReference: whole, name: text, value: text, format });
export const setExpression = object({ expression: text, value: text, frameId: maybe(whole), format });
export const evaluate = object({ expression: text, frameId: maybe(whole), context: maybe(text), format });
export const completions = object({ text, column: whole, line: maybe(whole), frameId: maybe(whole) });
export const sourceText = object({ source: maybe(source), sourceReference: maybe(whole) });
export const modules = maybe(object({ startModule: maybe(whole), moduleCount: maybe(whole) }));
export const restart = maybe(object({ arguments: maybe(object(v.partial(v.looseObject(launchEntries)).entries)) }));
export const disconnect = maybe(object({ restart: maybe(flag), terminateDebuggee: maybe(flag) }));

export const checkBreakpoint = object({
  condition: maybe(text),
  hitCondition: maybe(text),
  logMessage: maybe(text),
});

export const input = v.union(
  [object({ text }), object({ eof: v.literal(true) })],
  'an object with "text" (a string) or "eof" (true)',
);
