// A stop a thousand calls deep: its frames, and steps there.
import { next, repeated, startToStop } from '../session.mjs';

/** As the page asks (src/ui/session/debugger.ts). */
const PAGE = 50;

/** Yields `{ measure, what, values }`: milliseconds. */
export async function* stack(open, { texts, rounds, steps }) {
  const session = await open();
  try {
    await startToStop(session, texts.recursion);
    const frames = (startFrame, levels) => session.request('stackTrace', { threadId: 1, startFrame, levels });
    const { totalFrames } = await frames(0, 1);
    if (totalFrames < 1_000) throw new Error(`The stack has ${totalFrames} frames, not a thousand.`);
    yield { measure: 'frames', what: 'the first page', values: await repeated(rounds, () => frames(0, PAGE)) };
    yield { measure: 'frames', what: 'the last page', values: await repeated(rounds, () => frames(950, PAGE)) };
    const values = await repeated(steps, async () => {
      const stopped = next(session, 'stopped');
      await session.request('next', { threadId: 1 });
      await stopped;
    });
    yield { measure: 'deepStep', what: '1,000 calls deep', values };
  } finally {
    await session.dispose();
  }
}
