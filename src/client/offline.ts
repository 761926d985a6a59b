/** Keeps the files of a page in the browser, so that it opens without its host: by the page's service worker. */
import { folderOf, hindranceHere, isFrom, newestInPlace, ours, register, withParameters } from './registrations.ts';

/** What becomes of it while the page is open. */
export interface OfflineEvents {
  /** The page opens without its host from now on. */
  kept(): void;
  /**
   * There is a newer release of the page, which is used once no page of the former one is open.
   *
   * @param use - Takes the newer one at once, and loads the page again.
   */
  newer(use: () => Promise<void>): void;
  /** The host has this page no more; the browser has let go of it. */
  gone(): void;
}

/**
 * Keeps the page's files, and looks for newer ones.
 *
 * @param script - Of the service worker, in the page's folder.
 * @returns why they cannot be kept, in half a sentence; undefined if they are.
 */
export async function keepOffline(script: URL, events: OfflineEvents): Promise<string | undefined> {
  const hindrance = hindranceHere();
  if (hindrance !== undefined) return hindrance;
  const scope = folderOf(script);
  const there = await navigator.serviceWorker.getRegistration(location.href);
  if (there?.scope === scope && !isFrom(script, there)) return `another service worker serves ${scope}`;
  const wasKept = there !== undefined && isKeeping(there.active);
  if (wasKept && (await isGone(script))) {
    await there.unregister();
    events.gone();
    return undefined;
  }
  const url = withParameters(script, there, { offline: '' });
  let registration: ServiceWorkerRegistration;
  try {
    registration = await register(url, scope);
    // One that keeps nothing is of this very release.
    if (!isKeeping(registration.active)) await newestInPlace(registration);
  } catch (error) {
    return `no service worker can be registered from ${script.href} (${String(error)})`;
  }
  // One for a folder below would come before this one, and knows of no files.
  for (const each of await ours(script)) if (each.scope !== scope) await each.unregister();
  if (!wasKept) events.kept();
  watch(registration, script, events);
  return undefined;
}

/** Keeps no files any more, and drops those that are kept. What isolates the page goes on doing that. */
export async function forgetOffline(script: URL): Promise<void> {
  if (hindranceHere() !== undefined) return;
  for (const each of await ours(script)) {
    const worker = each.active ?? each.installing;
    if (worker === null || !isKeeping(worker)) continue;
    const url = new URL(worker.scriptURL);
    url.searchParams.delete('offline');
    if (url.search === '') await each.unregister();
    else await newestInPlace(await register(url, each.scope));
  }
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.endsWith(` ${folderOf(script)}`)).map((name) => caches.delete(name)));
}

/** Tells of each newer one that waits. */
function watch(registration: ServiceWorkerRegistration, script: URL, events: OfflineEvents): void {
  const use = async () => {
    try {
      await newestInPlace(registration);
    } catch (error) {
      if (!(await answerFor(script))?.ok) {
        const cause = error instanceof Error ? error.message : String(error);
        throw new Error(
          `The newer release cannot be used yet: ${cause}, and the host does not answer. Try again later.`,
        );
      }
      // One that something keeps busy is not replaced. Without either, the page comes from its host.
      await registration.unregister();
    }
    location.reload();
  };
  const look = () => {
    if (registration.waiting !== null && isKeeping(registration.active)) events.newer(use);
  };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  look();
}

function isKeeping(worker: ServiceWorker | null): boolean {
  return worker !== null && new URL(worker.scriptURL).searchParams.has('offline');
}

/** Whether the host answers, and does not have the service worker any more. */
async function isGone(script: URL): Promise<boolean> {
  const { status } = (await answerFor(script)) ?? {};
  return status === 404 || status === 410;
}

/** What the host itself answers; undefined if it cannot be reached, which is the only way in which this fails. */
function answerFor(script: URL): Promise<Response | undefined> {
  return fetch(script, { cache: 'no-cache' }).catch(() => undefined);
}
