// Python's copy of what the protocol's folder knows: the arguments of requests as types, names, and the constants.
// `npm run generate` writes it; a test compares.

const HEAD = 'Made of src/protocol by `npm run generate`: change it there.';

/** What DAP calls what stands under these names, in a command or in all. */
const NAMES = new Map([
  ['SetFunctionBreakpoints.Breakpoint', 'FunctionBreakpoint'],
  ['SetDataBreakpoints.Breakpoint', 'DataBreakpoint'],
  ['SetInstructionBreakpoints.Breakpoint', 'InstructionBreakpoint'],
  ['Breakpoint', 'SourceBreakpoint'],
  ['Rule', 'CodeRule'],
  ['BreakOnSystemExit', 'ExitCodeRange'],
  ['FilterOption', 'ExceptionFilterOptions'],
  ['ExceptionOption', 'ExceptionOptions'],
  ['SetExceptionBreakpoints.Path', 'ExceptionPathSegment'],
  ['StackTrace.Format', 'StackFrameFormat'],
  ['Format', 'ValueFormat'],
]);

/** Those of Python's keywords that DAP has as names. */
const KEYWORDS = new Set(['class', 'from']);

/** @typedef {Record<string, any>} Schema a schema of valibot, seen from the inside */

/**
 * `dapper/wire/requests.py`: a TypedDict for the arguments of each request that Python answers.
 * @param {Record<string, { arguments: Schema, by: string }>} requests the table of requests
 * @returns {string}
 */
export function pythonRequests(requests) {
  const classes = new Classes();
  for (const [command, rule] of Object.entries(requests)) {
    if (rule.by === 'python') classes.addArguments(capitalized(command.replace(/^dapper\//, '')), rule.arguments);
  }
  return `"""The arguments of each request that Python answers, as the worker has checked them.

${HEAD}
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict
${classes.texts[0]?.startsWith('class') ? '\n' : ''}
${classes.texts.join('\n\n')}`;
}

/** The classes that stand for schemas, each once. */
class Classes {
  /** @type {string[]} */
  texts = [];
  /** @type {Map<Schema, string>} */
  #known = new Map();
  /** @type {Set<string>} */
  #names = new Set();
  /** The one whose arguments are being added. */
  #command = '';

  /**
   * @param {string} command
   * @param {Schema} schema
   */
  addArguments(command, schema) {
    this.#command = command;
    const name = `${command}Arguments`;
    const type =
      schema.type === 'union'
        ? schema.options
            .map((/** @type {Schema} */ each, /** @type {number} */ at) => this.#typeOf(each, `${command}${at + 1}`))
            .join(' | ')
        : this.#typeOf(schema, name);
    if (type !== name && type !== EMPTY) this.texts.push(`${name} = ${type}\n`);
  }

  /**
   * The Python type of a schema.
   * @param {Schema} schema
   * @param {string} name of the class, if it becomes one
   * @returns {string}
   */
  #typeOf(schema, name) {
    if (schema.pipe) {
      const isWhole = schema.pipe.some((/** @type {Schema} */ each) => each.type === 'safe_integer');
      return isWhole ? 'int' : this.#typeOf(schema.pipe.find(isShape), name);
    }
    switch (schema.type) {
      case 'nullish':
        return this.#typeOf(schema.wrapped, name);
      case 'nullable':
        return `${this.#typeOf(schema.wrapped, name)} | None`;
      case 'string':
        return 'str';
      case 'boolean':
        return 'bool';
      case 'literal':
        return `Literal[${literal(schema.literal)}]`;
      case 'picklist':
        return `Literal[${schema.options.map(literal).join(', ')}]`;
      case 'array':
        return `list[${this.#typeOf(schema.item, name.replace(/s$/, ''))}]`;
      case 'record':
        return `dict[str, ${this.#typeOf(schema.value, name)}]`;
      case 'union':
        return schema.options.map((/** @type {Schema} */ each) => this.#typeOf(each, name)).join(' | ');
      case 'loose_object':
        return this.#objectOf(schema, name);
      default:
        throw new Error(`Python has no type for the schema "${schema.type}" of ${name}.`);
    }
  }

  /**
   * @param {Schema} schema
   * @param {string} given
   * @returns {string}
   */
  #objectOf(schema, given) {
    const wanted = NAMES.get(`${this.#command}.${given}`) ?? NAMES.get(given) ?? given;
    const known = this.#known.get(schema);
    if (known !== undefined) return known;
    const keys = Object.keys(schema.entries);
    if (keys.length === 0) return EMPTY;
    const name = this.#names.has(wanted) ? `${wanted}Of${keys.map(capitalized).join('')}` : wanted;
    this.#names.add(name);
    this.#known.set(schema, name);
    const entries = keys.map((key) => {
      const value = schema.entries[key];
      const type = this.#typeOf(value, capitalized(key));
      return [key, value.type === 'nullish' ? `NotRequired[${type}]` : type];
    });
    // A keyword of Python's cannot be an attribute.
    this.texts.push(
      keys.some((key) => KEYWORDS.has(key))
        ? `${name} = TypedDict("${name}", {${entries.map(([key, type]) => `"${key}": ${type}`).join(', ')}})\n`
        : `class ${name}(TypedDict):\n    """${documentation(name)}"""\n\n${entries.map(([key, type]) => `    ${key}: ${type}\n`).join('')}`,
    );
    return name;
  }
}

const EMPTY = 'dict[str, object]';

/** @param {string} name of a class */
const documentation = (name) => {
  const command = /^(.*)Arguments/.exec(name)?.[1];
  return command === undefined
    ? 'A part of the arguments.'
    : `Arguments of \`${command.replace(/^./, (first) => first.toLowerCase())}\`.`;
};

/** Whether a part of a pipe says of what type the whole is. @param {Schema} part */
const isShape = (part) => part.kind === 'schema' && (part.type !== 'custom' || part.pipe !== undefined);

/** @param {string} name */
const capitalized = (name) => name.replace(/^./, (first) => first.toUpperCase());

/** @param {unknown} value */
const literal = (value) => (value === true ? 'True' : value === false ? 'False' : JSON.stringify(value));

/**
 * `dapper/wire/names.py`: what messages are called, and what is said by a word in them.
 * @param {Record<string, { by: string }>} requests the table of requests
 * @param {Record<string, unknown>} events the table of events
 * @param {{ PROGRAM_STATES: readonly string[], HEALTH_RESULTS: readonly string[] }} constants
 * @returns {string}
 */
export function pythonNames(requests, events, { PROGRAM_STATES, HEALTH_RESULTS }) {
  const commands = Object.keys(requests).filter((command) => requests[command]?.by === 'python');
  const words = [
    ['Command', 'A request that Python answers.', commands],
    ['Event', 'An event that a worker sends.', Object.keys(events)],
    ['ProgramState', 'Who blocks whom, as reported to the worker.', PROGRAM_STATES],
    ['HealthResult', "How a check of frame evaluation's health came out.", HEALTH_RESULTS],
  ];
  return `"""Names in messages, as types.

${HEAD}
"""

from typing import Literal

${words.map(([name, what, all]) => `${name} = Literal[${[...(all ?? [])].map(literal).join(', ')}]\n"""${what}"""\n`).join('\n')}`;
}

/**
 * `dapper/wire/constants.py`.
 * @param {{ SIGNALS: Record<string, number>, EXCEPTION_FILTERS: readonly { filter: string }[], EXCEPTION_NAME: string,
 *   MAIN_THREAD: number, NO_CODE_ERROR: number, TIMEOUT_ERROR: number, GLOBAL_DATA: string, BEFORE_CHANGE: string,
 *   SETTINGS: Record<string, Record<string, any>> }} constants
 * @returns {string}
 */
export function pythonConstants(constants) {
  const {
    SIGNALS,
    MAIN_THREAD,
    EXCEPTION_FILTERS,
    EXCEPTION_NAME,
    GLOBAL_DATA,
    BEFORE_CHANGE,
    NO_CODE_ERROR,
    TIMEOUT_ERROR,
    SETTINGS,
  } = constants;
  const signals = Object.entries(SIGNALS).map(([name, number]) => `${name.toUpperCase()}_SIGNAL = ${number}\n`);
  const names = EXCEPTION_FILTERS.map(({ filter }) => [screaming(filter), filter]);
  const filters = names.map(([name, filter]) => `${name} = "${filter}"\n`);
  const settings = Object.entries(SETTINGS).map(([name, setting]) => {
    const { kind, least = null, most = null, choices = null } = setting;
    const value = kind === 'seconds' || kind === 'share' ? decimal(setting.default) : literal(setting.default);
    const rest = [least, most].map((each) => (each === null ? 'None' : String(each)));
    const list = choices === null ? '()' : `(${choices.map(literal).join(', ')})`;
    return `    "${name}": Setting("${kind}", ${value}, ${rest.join(', ')}, ${list}),\n`;
  });
  return `"""Names and numbers that both sides of the boundary know.

${HEAD}
"""

from __future__ import annotations

from types import MappingProxyType

# Signal numbers by which the worker's tick calls Python between two bytecodes (see \`tick.ts\`).
${signals.join('')}
# The id of the thread that runs, which a program has from its start.
MAIN_THREAD = ${MAIN_THREAD}

# Exception filters.
${filters.join('')}FILTERS = (${names.map(([name]) => name).join(', ')})

# The name of the exception in the condition of a filter.
EXCEPTION_NAME = "${EXCEPTION_NAME}"

# How the dataId begins of data that means the same in every run of a program.
GLOBAL_DATA = "${GLOBAL_DATA}"

# Behind the names of frames that run code which is not the present text's.
BEFORE_CHANGE = "${BEFORE_CHANGE}"

# The code of the error for what cannot be evaluated anywhere, because it is not Python.
NO_CODE_ERROR = ${NO_CODE_ERROR}
TIMEOUT_ERROR = ${TIMEOUT_ERROR}


class Setting:
    """A setting of frame evaluation.

    Attributes:
        kind: flag, choice, whole, seconds (above 0) or share (from 0 to 1).
        default: its value when none is given.
        least: of a number, or None.
        most: likewise.
        choices: what a choice may be.
    """

    __slots__ = ("choices", "default", "kind", "least", "most")

    def __init__(
        self,
        kind: str,
        default: bool | str | int | float,
        least: int | None,
        most: int | None,
        choices: tuple[str, ...],
    ) -> None:
        self.kind, self.default, self.choices = kind, default, choices
        self.least, self.most = least, most


SETTINGS = MappingProxyType(
    {
${settings.map((line) => `    ${line}`).join('')}    }
)
`;
}

/** @param {number} value */
const decimal = (value) => (Number.isInteger(value) ? `${value}.0` : String(value));

/** @param {string} name in camel case */
const screaming = (name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
