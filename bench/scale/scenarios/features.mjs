// What each feature of the debugger takes when it is used: from the request to its answer, or to the stop that it leads to.
import { lineOf, next, repeated, startToStop } from '../session.mjs';

/** Yields `{ measure, what, values }`: milliseconds. */
export async function* features(open, { texts, rounds }) {
  const session = await open();
  try {
    await startToStop(session, texts.features);
    const used = { session, path: `${session.folder}/main.py`, text: texts.features };
    for (const [what, make] of [...Object.entries(LOOKS), ...Object.entries(MOVES)]) {
      const values = [];
      for (let round = 0; round < rounds; round++) {
        const top = await topOf(session);
        const act = make({ ...used, top, locals: await localsOf(session, top) });
        values.push(...(await repeated(1, act)));
        await backToStop(session, await topOf(session), lineOf(texts.features, 'stop'));
      }
      yield { measure: 'feature', what, values };
    }
  } finally {
    await session.dispose();
  }
}

/** What is asked of a program that stands: each makes the action from the session and where it stands. */
const LOOKS = {
  'evaluate an expression': ({ session, top }) =>
    ask(session, 'evaluate', { expression: 'total + n', frameId: top.id }),
  'complete a name': ({ session, top }) => ask(session, 'completions', { text: 'data.', column: 6, frameId: top.id }),
  'the values at the ends of lines': ({ session, top }) => ask(session, 'dapper/inlineValues', { frameId: top.id }),
  'set a variable': ({ session, locals }) =>
    ask(session, 'setVariable', { variablesReference: locals.reference, name: 'total', value: '0' }),
  'read 100 bytes': ({ session, locals }) =>
    ask(session, 'readMemory', { memoryReference: locals.memory('data'), count: 100 }),
  'the targets of a step in': ({ session, top }) => ask(session, 'stepInTargets', { frameId: top.id }),
  'the instructions of a function': ({ session, top }) =>
    ask(session, 'disassemble', { memoryReference: top.instructionPointerReference, instructionCount: 100 }),
  'list the modules': ({ session }) => ask(session, 'modules', {}),
  'list the threads': ({ session }) => ask(session, 'threads', {}),
  'set a function breakpoint': ({ session }) =>
    ask(session, 'setFunctionBreakpoints', { breakpoints: [{ name: 'inner', condition: 'n < 0' }] }),
  'watch a variable for changes':
    ({ session, top }) =>
    async () => {
      const { dataId } = await session.request('dataBreakpointInfo', { name: 'limit', frameId: top.id });
      await session.request('setDataBreakpoints', { breakpoints: [{ dataId }] });
    },
  'limit the exception filters': ({ session }) =>
    ask(session, 'setExceptionBreakpoints', {
      filters: [],
      filterOptions: [{ filterId: 'raised', condition: 'False' }],
    }),
  'functions that no step enters': ({ session }) => ask(session, 'dapper/skipFunctions', { functions: ['inner'] }),
  'reload an edited file': ({ session, path, text }) =>
    ask(session, 'dapper/hotReload', { source: { path }, text: text.replace('n + 1', `n + ${Math.random()}`) }),
};

/** What leads to another stop. */
const MOVES = {
  'step over': ({ session }) => go(session, 'next', { threadId: 1 }),
  'step by instruction': ({ session }) => go(session, 'next', { threadId: 1, granularity: 'instruction' }),
  'step into a call that is chosen':
    ({ session, top }) =>
    async () => {
      await session.request('dapper/skipFunctions', { functions: [] });
      const { targets } = await session.request('stepInTargets', { frameId: top.id });
      await go(session, 'stepIn', { threadId: 1, targetId: targets.at(-1).id })();
    },
  'step out': ({ session }) => go(session, 'stepOut', { threadId: 1 }),
  'step until a later line': ({ session }) => go(session, 'dapper/stepUntil', { threadId: 1 }),
  'set the next statement':
    ({ session, path, text }) =>
    async () => {
      const line = lineOf(text, 'after');
      const { targets } = await session.request('gotoTargets', { source: { path }, line });
      await go(session, 'goto', { threadId: 1, targetId: targets[0].id })();
    },
  'restart a frame': ({ session, top }) => go(session, 'restartFrame', { frameId: top.id }),
};

function ask(session, command, args) {
  return () => session.request(command, args);
}

function go(session, command, args) {
  return async () => {
    const stopped = next(session, 'stopped');
    await session.request(command, args);
    await stopped;
  };
}

async function topOf(session) {
  const { stackFrames } = await session.request('stackTrace', { threadId: 1, startFrame: 0, levels: 1 });
  return stackFrames[0];
}

async function localsOf(session, top) {
  const { scopes } = await session.request('scopes', { frameId: top.id });
  const reference = scopes[0].variablesReference;
  const { variables } = await session.request('variables', { variablesReference: reference });
  return { reference, memory: (name) => variables.find((each) => each.name === name)?.memoryReference };
}

/** Lets the program run to its breakpoint again, unless it stands there. */
async function backToStop(session, top, line) {
  if (top.line !== line || top.name !== 'outer') await go(session, 'continue', { threadId: 1 })();
}
