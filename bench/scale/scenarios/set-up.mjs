// From `launch` to the program's first line, and what a worker's memory is then.
import { next, start } from '../session.mjs';

const PROGRAM = 'waiting = True\nprint("here")\nwhile waiting:\n    pass\n';
/** Evaluated in the program: bytes of WebAssembly's memory. */
const HEAP = '__import__("pyodide_js")._module.HEAP8.length';

/** Yields `{ measure, what, values }`: milliseconds, and megabytes. */
export async function* setUp(open, { repeats }) {
  const memories = {};
  for (const [what, launch] of [
    ['Run', { noDebug: true }],
    ['Debug', {}],
  ]) {
    const boots = [];
    const times = [];
    for (let round = 0; round < repeats; round++) {
      const began = performance.now();
      const session = await open();
      try {
        const said = next(session, 'output', ({ category }) => category === 'stdout');
        const { launchedAt } = await start(session, { files: [{ name: 'main.py', text: PROGRAM }], launch });
        await said;
        boots.push(launchedAt - began);
        times.push(performance.now() - launchedAt);
        for (const [name, bytes] of Object.entries(await memory(session)))
          memories[name] = [...(memories[name] ?? []), bytes / 2 ** 20];
      } finally {
        await session.dispose();
      }
    }
    yield { measure: 'boot', what, values: boots };
    yield { measure: 'setUp', what, values: times };
  }
  for (const [what, values] of Object.entries(memories)) yield { measure: 'memory', what, values };
}

/** Bytes by kind: of WebAssembly while the program is paused, of all else when it has ended and the worker is idle. */
async function memory(session) {
  const stopped = next(session, 'stopped');
  await session.request('pause', { threadId: 1 });
  await stopped;
  const evaluate = (expression) => session.request('evaluate', { expression, context: 'repl' });
  const { result } = await evaluate(HEAP);
  const ended = next(session, 'terminated');
  await evaluate('waiting = False');
  await session.request('continue', { threadId: 1 });
  await ended;
  return { WebAssembly: Number(result), ...(await session.memory?.()) };
}
