/** The page's sessions, of which the first takes the worker that was started ahead of it. */
import { type SessionFactory, type SessionOptions, sessionFactory } from '../client/create-session.ts';
import { startWebWorker } from '../client/web-worker.ts';

/** As `sessionFactory`, with a worker that was started already. */
export function sessionsFrom(started: Worker, options: SessionOptions): Promise<SessionFactory> {
  let ahead: Worker | undefined = started;
  return sessionFactory({
    ...options,
    workerFactory() {
      const handle = startWebWorker(undefined, ahead);
      ahead = undefined;
      return handle;
    },
  });
}
