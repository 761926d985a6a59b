/**
 * The service worker: carries requests of Python's worker to its page (see relay.ts), and, where its own address says
 * so, adds the headers that isolate a page to what isolation is about (`?isolate=require-corp`), and keeps the page's
 * files so that it opens without its host (`?offline`).
 *
 * It remembers nothing that its end could lose, and what does not concern it goes to the host as if it were not there.
 * An older one goes on as long as it is in use; a page that needs a newer one has it make way.
 */
import {
  NO_ANSWER,
  NOT_NOW,
  RELAY_HEADER,
  RELAY_ORDERS,
  RELAY_PARAMETERS,
  RELAY_PATH,
  type RelayedAnswer,
  type RelayedRequest,
} from '../channel/transports/relay.ts';
import { type ListedFile, OfflineFiles } from './offline.ts';

/** What isolation is about: documents, and scripts of workers. What a document shows or reads is up to the browser. */
const ISOLATED: ReadonlySet<RequestDestination> = new Set(['document', 'frame', 'iframe', 'worker', 'sharedworker']);

/**
 * Serves in `scope`, the global one of a service worker.
 *
 * @param files - Of the page, to be kept if the address says so.
 */
export function serve(scope: ServiceWorkerGlobalScope, files: readonly ListedFile[] = []): void {
  const { href } = scope.location;
  const relay = new URL(RELAY_PATH, href).href;
  const parameters = new URL(href).searchParams;
  const policy = parameters.get('isolate');
  const offline = parameters.has('offline') ? new OfflineFiles(scope, files) : undefined;
  offline?.listen();
  const carrier = new Carrier();
  const orders: Readonly<Record<string, () => Promise<void>>> = {
    [RELAY_ORDERS.claim]: () => scope.clients.claim(),
    [RELAY_ORDERS.makeWay]: async () => carrier.makeWay(),
    [RELAY_ORDERS.takeOver]: () => scope.skipWaiting(),
  };
  scope.addEventListener('message', (event) => {
    const order = orders[String(event.data)];
    if (order !== undefined) event.waitUntil(order());
  });
  scope.addEventListener('fetch', (event) => {
    const { request } = event;
    const { origin, pathname, searchParams } = new URL(request.url);
    if (`${origin}${pathname}` === relay) {
      event.respondWith(carrier.carry(searchParams));
      return;
    }
    const kept = offline?.answer(request);
    if (policy !== null && ISOLATED.has(request.destination)) {
      event.respondWith(isolated(kept ?? fetch(request), policy));
    } else if (kept !== undefined) event.respondWith(kept);
  });
}

/** Carries requests to their pages, and answers back. */
class Carrier {
  /** What ends the requests that are held. */
  private readonly held = new Set<() => void>();
  private leaving = false;

  /** Releases all requests, and each that still comes. */
  makeWay(): void {
    this.leaving = true;
    for (const end of this.held) end();
  }

  /** The page's answer, or none. */
  carry(parameters: URLSearchParams): Promise<Response> {
    if (this.leaving) return Promise.resolve(reply(NOT_NOW));
    const request = crypto.randomUUID();
    const line = new BroadcastChannel(parameters.get(RELAY_PARAMETERS.key) ?? '');
    return new Promise((resolve) => {
      const end = (response: Response) => {
        clearTimeout(timer);
        this.held.delete(release);
        line.close();
        resolve(response);
      };
      const release = () => end(reply(NOT_NOW));
      this.held.add(release);
      const hold = Number(parameters.get(RELAY_PARAMETERS.hold));
      const timer = setTimeout(() => end(reply(NO_ANSWER)), hold);
      line.onmessage = ({ data }: MessageEvent<Partial<RelayedAnswer> | null>) => {
        if (data?.answer === request && typeof data.text === 'string') end(reply(200, data.text));
      };
      line.postMessage({ request, text: parameters.get(RELAY_PARAMETERS.text) ?? '' } satisfies RelayedRequest);
    });
  }
}

function reply(status: number, text: string | null = null): Response {
  return new Response(text, { status, headers: { [RELAY_HEADER]: '1', 'Cache-Control': 'no-store' } });
}

/** An answer with the headers. */
async function isolated(answer: Promise<Response>, policy: string): Promise<Response> {
  const response = await answer;
  if (response.status === 0) return response; // a redirection, which the browser follows
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Embedder-Policy', policy);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  return new Response(response.body, { status, statusText, headers });
}
