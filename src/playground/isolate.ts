/** The page's parameter `isolate`: isolation by the service worker, where the host does not send the headers. */
import { endIsolation, type IsolationPolicy, isolatePage } from '../client/isolation.ts';

/** What the parameter may say; nothing is the first of them. */
const policies: readonly IsolationPolicy[] = ['require-corp', 'credentialless'];

/**
 * Isolates the page if its address asks for that, which reloads it once; `?isolate=off` takes it back.
 *
 * @param script - Of the service worker.
 * @returns what a person is to know of it.
 */
export async function isolateAsAsked(script: URL): Promise<readonly string[]> {
  const asked = new URLSearchParams(location.search).get('isolate');
  if (asked === null) return [];
  if (asked === 'off') {
    await endIsolation(script);
    return [];
  }
  const policy = asked === '' ? policies[0] : policies.find((each) => each === asked);
  if (policy === undefined)
    return [`"${asked}" is not a way to isolate a page; there are ${policies.join(', ')}, off.`];
  const hindrance = await isolatePage(script, policy);
  return hindrance === undefined ? [] : [`The page cannot be isolated: ${hindrance}.`];
}
