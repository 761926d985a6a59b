/**
 * How a client learns that a worker has ended without a word, which no event tells: by a lock that the worker holds as
 * long as it lives. Whoever waits for the lock gets it then, however busy or blocked the worker was.
 *
 * Not every page may use locks; see `Heartbeat` for those.
 */

/** The platform's locks; undefined where there are none. */
function locksOf(scope: { readonly navigator?: { readonly locks?: LockManager } }): LockManager | undefined {
  return scope.navigator?.locks;
}

/**
 * Takes the lock `name` for as long as this thread lives.
 *
 * @param held - Called when it is taken; never where that is not possible.
 */
export function holdLife(name: string, held: () => void): void {
  const taken = locksOf(globalThis)?.request(name, () => {
    held();
    return new Promise<never>(() => {});
  });
  // An opaque origin may have none, and the program may take it away: then only the heartbeat remains.
  taken?.catch(() => {});
}

/**
 * Waits for the end of the thread that holds the lock `name`.
 *
 * @returns what ends the wait.
 */
export function watchLife(name: string, ended: () => void): () => void {
  const controller = new AbortController();
  let wanted = true;
  const taken = locksOf(globalThis)?.request(name, { signal: controller.signal }, () => {
    if (wanted) ended();
  });
  taken?.catch(() => {}); // it was ended, or there are no locks after all
  return () => {
    wanted = false;
    controller.abort();
  };
}
