// A program that prints a million lines to a client that keeps up; pausing and ending one that prints for ever.
import { next, start, timed } from '../session.mjs';

/** Yields `{ measure, what, values }`: the program's own seconds, and milliseconds until the client had the last line. */
export async function* printing(open, { texts, repeats }) {
  for (const [what, launch] of [
    ['Run', { noDebug: true }],
    ['Debug', {}],
  ]) {
    const found = { seconds: [], last: [], events: [] };
    for (let round = 0; round < repeats; round++) {
      const session = await open();
      try {
        const { seconds, last, events } = await printedTo(session, texts.printing, launch);
        found.seconds.push(seconds);
        found.last.push(last);
        found.events.push(events);
      } finally {
        await session.dispose();
      }
    }
    yield { measure: 'printSeconds', what, values: found.seconds };
    yield { measure: 'printLast', what, values: found.last };
    yield { measure: 'printEvents', what, values: found.events };
  }
}

async function printedTo(session, text, launch) {
  let lines = 0;
  let events = 0;
  let tail = '';
  let began = 0;
  session.on('output', ({ category, output }) => {
    if (category !== 'stdout') return;
    began ||= performance.now();
    events++;
    for (let at = output.indexOf('\n'); at >= 0; at = output.indexOf('\n', at + 1)) lines++;
    tail = (tail + output).slice(-100);
  });
  const ended = next(session, 'terminated');
  await start(session, { files: [{ name: 'main.py', text }], launch });
  await ended;
  const all = performance.now() - began;
  const seconds = Number(/took (\S+) seconds/.exec(tail)?.[1]);
  const expected = Number(/LINES = ([\d_]+)/.exec(text)[1].replaceAll('_', '')) + 1;
  if (lines !== expected) throw new Error(`${lines} of ${expected} lines arrived.`);
  return { seconds, last: all - 1000 * seconds, events };
}

/** Yields `{ measure, what, values }`: milliseconds from `pause` to `stopped`, from `terminate` to `terminated`. */
export async function* interrupting(open, { texts, rounds, repeats }) {
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const files = [{ name: 'main.py', text: texts.endless }];
  const found = { pause: [], stop: [] };
  for (let round = 0; round < repeats; round++) {
    const session = await open();
    try {
      await start(session, { files });
      for (let turn = 0; turn < rounds; turn++) {
        await wait(100 + 7 * turn);
        const stopped = next(session, 'stopped');
        found.pause.push(await timed(() => Promise.all([session.request('pause', { threadId: 1 }), stopped])));
        await session.request('continue', { threadId: 1 });
      }
      await wait(100);
      const terminated = next(session, 'terminated');
      found.stop.push(await timed(() => Promise.all([session.request('terminate', {}), terminated])));
    } finally {
      await session.dispose();
    }
  }
  yield { measure: 'pausePrinting', what: 'at the client', values: found.pause };
  yield { measure: 'stopPrinting', what: 'at the client', values: found.stop };
}
