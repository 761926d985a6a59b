/** Isolates a page whose host does not: its service worker adds the headers, once the page is loaded again. */
import {
  folderOf,
  hindranceHere,
  isFrom,
  newestInPlace,
  ours,
  register,
  scriptOf,
  withParameters,
} from './registrations.ts';

/** How a page is isolated: values of `Cross-Origin-Embedder-Policy`. Safari does not know `credentialless`. */
export type IsolationPolicy = 'require-corp' | 'credentialless';

/** Set in the session's storage while the page is loaded again. */
const MARK = 'dapper-isolates';

/**
 * Isolates the page, and reloads it for that, but only once: does not settle then. It stays isolated in this browser
 * until `endIsolation`.
 *
 * @param script - Of the service worker, on the page's own origin; all pages of its folder are isolated.
 * @returns why it cannot be isolated, in half a sentence; undefined if it is.
 */
export async function isolatePage(script: URL, policy: IsolationPolicy = 'require-corp'): Promise<string | undefined> {
  const wasReloaded = !hindranceHere() && sessionStorage.getItem(MARK) !== null;
  if (wasReloaded) sessionStorage.removeItem(MARK);
  if (crossOriginIsolated) return undefined;
  if (parent !== window) return 'a frame is isolated only with the page around it';
  if (wasReloaded) return 'it was loaded again, and that did not isolate it';
  const hindrance = hindranceHere() ?? (await addHeaders(script, policy));
  if (hindrance !== undefined) return hindrance;
  sessionStorage.setItem(MARK, policy);
  location.reload();
  return new Promise<never>(() => {});
}

/**
 * Undoes that. A page that is isolated by it is reloaded, and this does not settle then: without the service worker, no
 * worker's script would have the headers that such a page demands.
 *
 * @param script - Of the service worker.
 */
export async function endIsolation(script: URL): Promise<void> {
  if (hindranceHere() !== undefined) return;
  const isolating = (await ours(script)).filter((each) => scriptOf(each)?.searchParams.has('isolate'));
  for (const each of isolating) await each.unregister();
  if (isolating.length === 0 || !crossOriginIsolated) return;
  location.reload();
  await new Promise<never>(() => {});
}

async function addHeaders(script: URL, policy: IsolationPolicy): Promise<string | undefined> {
  const scope = folderOf(script);
  const there = await navigator.serviceWorker.getRegistration(location.href);
  if (there?.scope === scope && !isFrom(script, there)) return `another service worker serves ${scope}`;
  // One for a folder below would keep the scripts of workers from getting the header.
  for (const each of await ours(script)) if (each.scope !== scope) await each.unregister();
  const url = withParameters(script, there, { isolate: policy });
  try {
    await newestInPlace(await register(url, scope));
  } catch (error) {
    return `no service worker can be registered from ${script.href} (${String(error)})`;
  }
  return undefined;
}
