/**
 * What the arguments of each request must look like. Messages say what is expected, to follow "must be".
 *
 * The types of arguments are inferred from here, as a client may send them (`v.InferInput`) and as they are once they
 * are checked (`v.InferOutput`). Unknown properties pass: clients add their own. Null stands for "absent", as some
 * clients write it, and is gone once they are checked.
 */
import * as v from 'valibot';
import type { FrameEvalConfig } from './constants.ts';
import { LONGEST_PATH, MOST_ITEMS, MOST_MEMORY } from './limits.ts';
import { MODULE_NAME } from './module-name.ts';

const text = v.string('a string');
const flag = v.boolean('true or false');
const whole = v.pipe(
  v.number('a whole number'),
  v.safeInteger('a whole number'),
  v.minValue(0, 'a whole number, not negative'),
);
const integer = v.pipe(v.number('a whole number'), v.safeInteger('a whole number'));
const maybe = v.nullish;
const oneOf = (names: readonly string[]) => `one of ${names.map((name) => `"${name}"`).join(', ')}`;
const named = <const Names extends readonly string[]>(...names: Names) => v.picklist(names, oneOf(names));

/** A list has properties too, and is not an object here. */
const noList = <Input>() => v.custom<Input>((value) => !Array.isArray(value), 'an object');
/** An object whose properties are somebody else's business. */
const anyObject = v.pipe(noList<object>(), v.looseObject({}, 'an object'));

type Known<Entries extends v.ObjectEntries> = v.ObjectSchema<Entries, undefined>;
type Present<Properties> = { [Name in keyof Properties]: Exclude<Properties[Name], null | undefined> };

const object = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    noList<v.InferInput<Known<Entries>>>(),
    v.looseObject(entries, 'an object'),
    v.transform((value: v.InferOutput<Known<Entries>>) => withoutNulls(value)),
  );

function withoutNulls<Properties extends object>(value: Properties): Present<Properties> {
  const present = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return Object.fromEntries(present) as Present<Properties>;
}

/** Its length is checked before its items. */
const list = <const Item extends v.GenericSchema>(item: Item) =>
  v.pipe(
    v.custom<readonly v.InferInput<Item>[]>(Array.isArray, 'a list'),
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
const stackFormat = maybe(
  object({
    hex: maybe(flag),
    ...v.entriesFromList(
      ['parameters', 'parameterTypes', 'parameterNames', 'parameterValues', 'line', 'module', 'includeAll'],
      maybe(flag),
    ),
  }),
);
const thread = { threadId: whole };
/** Python looks into them. */
const settings: v.GenericSchema<FrameEvalConfig, object> = anyObject;

export const none = maybe(anyObject);

const pathFormats = ['path', 'uri'];

export const initialize = object({
  adapterID: maybe(text),
  clientID: maybe(text),
  clientName: maybe(text),
  locale: maybe(text),
  pathFormat: maybe(
    v.pipe(
      text,
      v.check((format) => pathFormats.includes(format), oneOf(pathFormats)),
    ),
  ),
  linesStartAt1: maybe(flag),
  columnsStartAt1: maybe(flag),
  ...v.entriesFromList(
    [
      'supportsVariableType',
      'supportsVariablePaging',
      'supportsRunInTerminalRequest',
      'supportsMemoryReferences',
      'supportsProgressReporting',
      'supportsInvalidatedEvent',
      'supportsMemoryEvent',
      'supportsArgsCanBeInterpretedByShell',
      'supportsStartDebuggingRequest',
      'supportsANSIStyling',
    ],
    maybe(flag),
  ),
});

const launchEntries = {
  /** Path of the main program. */
  program: maybe(v.pipe(path, v.nonEmpty('the path of a Python file'))),
  /** The module that is run in place of a program, as `python -m` runs it. */
  module: maybe(v.pipe(text, v.regex(MODULE_NAME, 'the name of a module, as in "package.module"'))),
  args: maybe(list(text)),
  cwd: maybe(path),
  /** Added to the environment; null removes a name. */
  env: maybe(
    v.pipe(
      noList<Readonly<Record<string, string | null>>>(),
      v.record(text, v.nullable(v.string('a string or null')), 'an object of strings'),
    ),
  ),
  stopOnEntry: maybe(flag),
  noDebug: maybe(flag),
  /** Never step into code that is not the user's; true when absent. */
  justMyCode: maybe(flag),
  /**
   * Which files and modules count as the user's code, where that is not to be as it is without rules. debugpy's setting:
   * of a path (`*`, `?` and `**` stand for any names) or a module and those in it.
   */
  rules: maybe(
    list(
      v.pipe(
        object({ path: maybe(v.pipe(path, v.nonEmpty('a path'))), module: maybe(text), include: flag }),
        v.check(
          ({ path, module }) => (path === undefined) !== (module === undefined),
          'an object with "include" and either "path" or "module"',
        ),
      ),
    ),
  ),
  /** Functions that no step enters by itself, by their names as a function breakpoint has them. */
  skipFunctions: maybe(list(text)),
  /** Exit codes, and ranges of them with both ends, with which `SystemExit` stops like any exception. */
  breakOnSystemExit: maybe(list(exitCodes)),
  /** Which variables have a group of their own: by kind, and for `all` that are not named. debugpy's setting. */
  variablePresentation: maybe(
    object(
      v.entriesFromList(['all', 'special', 'function', 'class', 'protected'], maybe(named('group', 'inline', 'hide'))),
    ),
  ),
  /** Whether frame evaluation is used at all (true when absent), or its settings; `frameEvalConfig` goes before them. */
  frameEval: maybe(v.union([v.boolean(), settings], 'true, false or an object')),
  /** The settings of frame evaluation. A wrong one refuses the launch. */
  frameEvalConfig: maybe(settings),
  /**
   * What to load: a name, with the versions that will do ("attrs>=23"), the URL of a wheel, or its path (in Python's
   * file system, or on disk).
   */
  packages: maybe(list(text)),
  /** Where packages that Pyodide lacks are looked for: addresses of indexes, the first one first. */
  packageIndexes: maybe(list(text)),
  /** Where Pyodide's own packages are: a URL, or a folder. Beside its interpreter when absent. */
  packageBase: maybe(text),
  /** Whether the packages that the program imports are loaded; true when absent. */
  autoPackages: maybe(flag),
  /** Whether a package that cannot be loaded keeps the program from being started; true when absent. */
  packagesRequired: maybe(flag),
};

export const launch = v.pipe(
  object(launchEntries),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const input = dataset.value;
    const { program, module } = input;
    const path: [v.ObjectPathItem] = [{ type: 'object', origin: 'value', input, key: 'program', value: program }];
    if (program === undefined && module === undefined) addIssue({ input: program, path });
    else if (program !== undefined && module !== undefined)
      addIssue({ input: program, path, message: 'left out where "module" is given' });
  }),
);

export const setBreakpoints = object({
  source: v.pipe(
    source,
    v.check(
      ({ path, name, sourceReference }) => Boolean(path) || Boolean(sourceReference) || Boolean(name),
      'an object with a "path"',
    ),
  ),
  breakpoints: maybe(
    list(
      object({
        /** The number of a breakpoint that is set again, in a new worker. An extension of ours. */
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

export const setFunctionBreakpoints = object({
  breakpoints: list(
    object({
      /** The number of a breakpoint that is set again, in a new worker. An extension of ours. */
      id: maybe(whole),
      name: text,
      condition: maybe(text),
      hitCondition: maybe(text),
    }),
  ),
});

export const dataBreakpointInfo = object({
  variablesReference: maybe(whole),
  name: text,
  frameId: maybe(whole),
  bytes: maybe(whole),
  asAddress: maybe(flag),
});

export const setDataBreakpoints = object({
  breakpoints: list(
    object({
      /** The number of a breakpoint that is set again, in a new worker. An extension of ours. */
      id: maybe(whole),
      dataId: text,
      accessType: maybe(named('read', 'write', 'readWrite')),
      condition: maybe(text),
      hitCondition: maybe(text),
    }),
  ),
});

export const setInstructionBreakpoints = object({
  breakpoints: list(
    object({
      /** The number of a breakpoint that is set again. An extension of ours. */
      id: maybe(whole),
      instructionReference: text,
      offset: maybe(integer),
      condition: maybe(text),
      hitCondition: maybe(text),
    }),
  ),
});

export const disassemble = object({
  memoryReference: text,
  offset: maybe(integer),
  instructionOffset: maybe(integer),
  instructionCount: whole,
  resolveSymbols: maybe(flag),
});

export const setExceptionBreakpoints = object({
  filters: list(text),
  filterOptions: maybe(list(object({ filterId: text, condition: maybe(text), mode: maybe(text) }))),
  exceptionOptions: maybe(
    list(
      object({
        path: maybe(list(object({ negate: maybe(flag), names: list(text) }))),
        breakMode: named('never', 'always', 'unhandled', 'userUnhandled'),
      }),
    ),
  ),
});

export const breakpointLocations = object({
  source,
  line: whole,
  column: maybe(whole),
  endLine: maybe(whole),
  endColumn: maybe(whole),
});

export const ofThread = object(thread);
export const stackTrace = object({ ...thread, startFrame: maybe(whole), levels: maybe(whole), format: stackFormat });
const granularity = maybe(named('statement', 'line', 'instruction'));
export const step = object({ ...thread, granularity });
export const justMyCode = object({ enabled: flag });
export const skipFunctions = object({ functions: list(text) });
export const stepIn = object({ ...thread, targetId: maybe(whole), granularity });
export const stepInTargets = object({ frameId: whole });
export const gotoTargets = object({ source, line: whole, column: maybe(whole) });
export const goTo = object({ ...thread, targetId: whole });
export const restartFrame = object({ frameId: whole });
export const scopes = object({ frameId: whole });

export const variables = object({
  variablesReference: whole,
  filter: maybe(named('indexed', 'named')),
  start: maybe(whole),
  count: maybe(whole),
  format,
});

/** Rows of a table, by what is in a column: as `variables` names the children of a row, '' for rows that have none. */
export const arrangeRows = object({
  variablesReference: whole,
  column: maybe(text),
  descending: maybe(flag),
  filter: maybe(object({ column: text, text })),
});

export const setVariable = object({ variablesReference: whole, name: text, value: text, format });
export const setExpression = object({ expression: text, value: text, frameId: maybe(whole), format });
export const evaluate = object({ expression: text, frameId: maybe(whole), context: maybe(text), format });
export const inlineValues = object({ frameId: whole });
export const readMemory = object({
  memoryReference: text,
  offset: maybe(integer),
  count: v.pipe(whole, v.maxValue(MOST_MEMORY, `at most ${MOST_MEMORY}`)),
});
export const writeMemory = object({
  memoryReference: text,
  offset: maybe(integer),
  allowPartial: maybe(flag),
  data: text,
});
export const completions = object({ text, column: whole, line: maybe(whole), frameId: maybe(whole) });
export const cancel = maybe(object({ requestId: maybe(whole), progressId: maybe(text) }));
export const sourceText = object({ source: maybe(source), sourceReference: maybe(whole) });
export const modules = maybe(object({ startModule: maybe(whole), moduleCount: maybe(whole) }));
export const restart = maybe(object({ arguments: maybe(object(v.partial(v.looseObject(launchEntries)).entries)) }));
export const disconnect = maybe(object({ restart: maybe(flag), terminateDebuggee: maybe(flag) }));

/** Texts of a breakpoint, for `dapper/checkBreakpoint`, which can be asked at any time, also before `initialize`. */
export const checkBreakpoint = object({
  condition: maybe(text),
  hitCondition: maybe(text),
  logMessage: maybe(text),
  exceptionNames: maybe(list(text)),
});

/**
 * Files, to be asked for at any time, also before `initialize`. Folders are made, and files that are there are
 * replaced: a module, for the next time that it is imported.
 */
export const writeFiles = object({
  files: list(
    v.pipe(
      object({ path: v.pipe(path, v.nonEmpty('the path of a file')), text: maybe(text), base64: maybe(text) }),
      v.check(({ text, base64 }) => (text == null) !== (base64 == null), 'an object with either "text" or "base64"'),
    ),
  ),
});

/** A file to be taken into use while the program runs: with a new text, which is written, or as it is there now. */
export const hotReload = object({ source, text: maybe(text) });

/** A line for the program's standard input (its newline may be left out), or the end of it. */
export const input = v.union(
  [object({ text }), object({ eof: v.literal(true) })],
  'an object with "text" (a string) or "eof" (true)',
);
