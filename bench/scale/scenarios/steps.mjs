// From `next` to `stopped`, at the client.
import { next, repeated, startToStop } from '../session.mjs';

/** Yields `{ measure, what, values }`: milliseconds. */
export async function* steps(open, { texts, steps: count }) {
  const session = await open();
  try {
    await startToStop(session, texts.steps);
    const step = async () => {
      const stopped = next(session, 'stopped');
      await session.request('next', { threadId: 1 });
      await stopped;
    };
    yield { measure: 'step', what: '', values: await repeated(count, step) };
  } finally {
    await session.dispose();
  }
}
