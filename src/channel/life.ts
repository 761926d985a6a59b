/**
 * How a client learns that a worker has ended without a word, which no event tells: by a lock that the worker holds as
 * long as it lives. Whoever waits for the lock gets it then, however busy or blocked the worker was.
 *
 * The worker announces that it will take the lock, before it does: what it says afterwards may never be said, since it
 * can end between any two steps, and between the first two it does the longest work of a boot.
 *
 * Not every page may use locks; see `Heartbeat` for those.
 */

/** The part of `LockManager` that is used here. */
export type Locks = Pick<LockManager, 'request'>;

/** Milliseconds between two attempts to find out whether the worker holds its lock. */
const EVERY = 250;
/** So many attempts in a row that find the lock free. Looks are counted, not time: a computer may have slept. */
const MOST_FREE = 24;

/** The platform's locks; undefined where there are none. */
function platformLocks(): Locks | undefined {
  return (globalThis as { readonly navigator?: { readonly locks?: Locks } }).navigator?.locks;
}

/**
 * Takes the lock `name` for as long as this thread lives.
 *
 * @param announce - Called before that; never where there are no locks, or none that the client sees: those of an opaque
 *   origin are nobody else's, where there are any (in WebKit, against the specification).
 */
export function holdLife(name: string, announce: () => void, locks = platformLocks()): void {
  if (locks === undefined || globalThis.origin === 'null') return;
  announce();
  // The program may take it away: then only the heartbeat remains.
  locks.request(name, () => new Promise<never>(() => {})).catch(() => {});
}

/**
 * Waits for the end of the thread that has announced to take the lock `name`.
 *
 * @returns what ends the wait.
 */
export function watchLife(name: string, ended: () => void, locks = platformLocks()): () => void {
  const control = new AbortController();
  const watch = async (locks: Locks): Promise<void> => {
    for (let free = 0; free < MOST_FREE; free += 1) {
      if (await isHeld(name, locks)) {
        await locks.request(name, { signal: control.signal }, () => {});
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY));
      if (control.signal.aborted) return;
    }
    if (!control.signal.aborted) ended();
  };
  if (locks) watch(locks).catch(() => {}); // the wait was ended, or there are no locks after all
  return () => control.abort();
}

/** Whether another thread holds the lock. */
function isHeld(name: string, locks: Locks): Promise<boolean> {
  return locks.request(name, { ifAvailable: true }, (lock) => lock === null);
}
