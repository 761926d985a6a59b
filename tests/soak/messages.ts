/** Messages of every kind of wrongness, and right ones among them. */
import { framed } from './bin-process.ts';
import type { Random } from './random.ts';

/** What is put on the wire, and what is owed for it. */
export interface Piece {
  readonly bytes: string;
  /** The number that is to be answered once; absent where nothing can be. */
  readonly seq?: number;
  /** A number that may be answered, once at most. */
  readonly maybe?: number;
}

/** Right arguments of requests that neither end the session nor start another. */
const RIGHT: Readonly<Record<string, (random: Random, program: string) => unknown>> = {
  threads: () => undefined,
  stackTrace: () => ({ threadId: 1, startFrame: 0, levels: 3 }),
  scopes: (random) => ({ frameId: random.below(5) }),
  variables: (random) => ({ variablesReference: random.below(20), start: random.below(3), count: random.below(5) }),
  evaluate: (random) => ({ expression: random.one(EXPRESSIONS), context: random.one(['repl', 'watch', 'hover']) }),
  completions: (random) => ({ text: random.one(EXPRESSIONS), column: random.below(9) }),
  setVariable: (random) => ({ variablesReference: random.below(20), name: 'n', value: random.one(EXPRESSIONS) }),
  setExpression: (random) => ({ expression: random.one(EXPRESSIONS), value: '1' }),
  setBreakpoints: (random, program) => ({
    source: { path: random.one([program, program, ...PATHS]) },
    breakpoints: Array.from({ length: random.below(4) }, () => ({
      line: random.below(9),
      ...(random.rarely(3) ? { condition: random.one(EXPRESSIONS) } : {}),
      ...(random.rarely(3) ? { hitCondition: random.one(['3', '% 2', 'x', '\0']) } : {}),
      ...(random.rarely(3) ? { logMessage: random.one(['{n}', '{', '{{}}', '\ud800']) } : {}),
    })),
  }),
  setExceptionBreakpoints: (random) => ({ filters: random.one([[], ['raised'], ['none such'], ['\0']]) }),
  breakpointLocations: (random, program) => ({ source: { path: program }, line: random.below(5), endLine: 9 }),
  source: (random) => ({ source: { path: random.one(PATHS) }, sourceReference: random.below(3) }),
  loadedSources: () => ({}),
  modules: (random) => ({ startModule: random.below(3), moduleCount: random.below(3) }),
  exceptionInfo: () => ({ threadId: 1 }),
  continue: () => ({ threadId: 1 }),
  next: () => ({ threadId: 1 }),
  stepIn: () => ({ threadId: 1 }),
  stepOut: () => ({ threadId: 1 }),
  pause: () => ({ threadId: 1 }),
  initialize: () => ({ adapterID: 'fuzz' }),
  'dapper/checkBreakpoint': (random) => ({ condition: random.one(EXPRESSIONS), logMessage: random.one(EXPRESSIONS) }),
  'dapper/frameEvalStatus': () => ({}),
  'dapper/frameEvalHealth': () => ({}),
  'dapper/input': (random) => random.one([{ text: 'line' }, { eof: true }]),
};
const ENDING = ['disconnect', 'terminate', 'restart', 'launch', 'configurationDone'];
const UNKNOWN = [
  '',
  'cancel',
  'goto',
  'toString',
  '__proto__',
  'constructor',
  'stacktrace',
  '\0',
  '🐍',
  'x'.repeat(5000),
];
const EXPRESSIONS = ['1 + 1', 'n', '(', '', ' ', '\0', '\ud800', '1/0', '[n] * 5', 'x'.repeat(3000), 'lambda: 0', '"'];
const PATHS = [
  '/nowhere/a.py',
  '',
  '.',
  '/',
  'a\0b',
  '\ud800',
  '/dev/null',
  'file:///x',
  '/'.repeat(5000),
  '/tmp/ü.py',
];

/** A value of any type, size and depth. */
export function anyValue(random: Random): unknown {
  const depth = random.one([1, 5, 99, 101, 3000]);
  const simple = [
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    2 ** 31,
    2 ** 53,
    '',
    'text',
    '1',
    '\0',
    '\ud800\udc00',
    '\udc00',
  ];
  switch (random.below(6)) {
    case 0:
      return Array.from({ length: random.below(5) }, () => random.one(simple));
    case 1:
      return { [random.one(['a', 'length', 'toString', 'toJSON', '__proto__'])]: random.one(simple) };
    case 2:
      return JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    case 3:
      return random.rarely(20) ? 'long '.repeat(20_000) : random.one(simple);
    default:
      return random.one(simple);
  }
}

/** Arguments of which one is replaced, taken away or added. */
function bent(random: Random, args: unknown): unknown {
  if (typeof args !== 'object' || args === null || random.rarely(5)) return anyValue(random);
  const keys = [...Object.keys(args), 'format', 'frameId', 'source', 'filter', 'granularity'];
  const key = random.one(keys);
  if (random.rarely(4)) return Object.fromEntries(Object.entries(args).filter(([name]) => name !== key));
  return { ...args, [key]: anyValue(random) };
}

/** Makes messages whose numbers begin with `first`. */
export function* messages(random: Random, first: number, program: string): Generator<Piece> {
  for (let seq = first; ; seq += 1) yield piece(random, seq, program);
}

function piece(random: Random, seq: number, program: string): Piece {
  const command = random.one(Object.keys(RIGHT));
  const args = RIGHT[command]?.(random, program);
  const request = (more: object) => JSON.stringify({ seq, type: 'request', command, arguments: args, ...more });
  switch (random.below(12)) {
    case 0:
    case 1:
    case 2:
      return { bytes: framed(request({})), seq };
    case 3:
    case 4:
    case 5:
      return { bytes: framed(request({ arguments: bent(random, args) })), seq };
    case 6:
      return { bytes: framed(request({ command: random.one(UNKNOWN) })), seq };
    case 7:
      // What would end the session is only asked for wrongly.
      return {
        bytes: framed(request({ command: random.one(ENDING), arguments: random.one([1, 'x', true, [[]]]) })),
        seq,
      };
    case 8:
      return { bytes: framed(request({ [random.one(['type', 'command'])]: notText(random) })), seq };
    case 9:
      return { bytes: framed(request({ seq: random.one([0, -1, 1.5, '7', null, {}, [], 2 ** 40]) })) };
    case 10:
      return { bytes: framed(random.one(['', '{', 'null', '[]', '5', '"text"', request({}).slice(0, -3), '\0', 'é'])) };
    default:
      return { bytes: brokenFrame(random, request({})), maybe: seq };
  }
}

function notText(random: Random): unknown {
  const value = anyValue(random);
  return typeof value === 'string' ? { toString: 1 } : value;
}

function brokenFrame(random: Random, text: string): string {
  const size = Buffer.byteLength(text);
  return random.one([
    framed(text, -5),
    framed(text, 1e15),
    framed(text, 'many'),
    framed(text, Math.floor(size / 2)),
    framed(text, size + 20),
    `Content-Type: text\r\n\r\n${text}`,
    text,
  ]);
}
