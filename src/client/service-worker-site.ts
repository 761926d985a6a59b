/**
 * The service worker that carries messages to Python's worker, in the page.
 *
 * It is registered for the folder of the worker's script, so that it serves workers and no page: none has to be loaded
 * under it, not even at the first visit, and it comes between no page and its host. Only a worker that is started from
 * a blob goes with its page, which the service worker then has to take over.
 */
import { type ChannelEndpoint, RELAY_ORDERS, RELAY_PATH, type RelaySite } from '../channel/index.ts';
import { startModuleWorker } from './module-worker.ts';
import { anyInPlace, folderOf, hindranceHere, isFrom, newestInPlace, register } from './registrations.ts';

/** Milliseconds until it has taken over the page. */
const LONGEST_CLAIM = 3000;

export class ServiceWorkerSite implements RelaySite {
  readonly url: string;

  /**
   * @param script - Of the service worker; on the page's own origin.
   * @param trial - The script of the worker that tries it, which lies beside that of Python's worker.
   */
  constructor(
    private readonly script: URL,
    private readonly trial: URL,
  ) {
    this.url = new URL(RELAY_PATH, script).href;
  }

  register(): Promise<string | undefined> {
    return this.having(anyInPlace);
  }

  renew(): Promise<string | undefined> {
    return this.having(async (registration) => {
      await registration.update();
      await newestInPlace(registration);
    });
  }

  startTrial(endpoint: ChannelEndpoint, failed: () => void): () => void {
    const worker = startModuleWorker(this.trial.href, 'dapper trial');
    worker.addEventListener('error', failed);
    worker.postMessage(endpoint, [endpoint.port]);
    return () => worker.terminate();
  }

  async recover(): Promise<void> {
    const there = await this.there();
    // One that is to make way for a newer one does so when it is left alone.
    if (there?.waiting === null) there.active?.postMessage(RELAY_ORDERS.claim);
  }

  private async having(work: (registration: ServiceWorkerRegistration) => Promise<void>): Promise<string | undefined> {
    const hindrance = hindranceHere();
    if (hindrance !== undefined) return hindrance;
    let active: ServiceWorker | null;
    try {
      const registration = await this.registration();
      await work(registration);
      active = registration.active;
    } catch (error) {
      return `no service worker can be registered from ${this.script.href} (${String(error)})`;
    }
    const isThere = this.servesWorkers || (await hasTakenOver(active));
    return isThere ? undefined : `the service worker ${this.script.href} did not take over this page`;
  }

  /** Whether it finds workers by where their script is, and not by their page. */
  private get servesWorkers(): boolean {
    return this.trial.href.startsWith(folderOf(this.script));
  }

  /** What serves the workers already. */
  private there(): Promise<ServiceWorkerRegistration | undefined> {
    return navigator.serviceWorker.getRegistration(this.servesWorkers ? this.trial : location.href);
  }

  /** What serves the workers already, if that is one of ours or nothing else may take its place. */
  private async registration(): Promise<ServiceWorkerRegistration> {
    const scope = folderOf(this.servesWorkers ? this.trial : this.script);
    const there = await this.there();
    if (there !== undefined && (there.scope === scope || isFrom(this.script, there))) return there;
    return register(this.script, scope);
  }
}

/** Whether a service worker has taken over the page; it is asked to if it has not, or the page was reloaded past it. */
async function hasTakenOver(active: ServiceWorker | null): Promise<boolean> {
  const { serviceWorker } = navigator;
  if (active === null || serviceWorker.controller?.scriptURL === active.scriptURL) return active !== null;
  active.postMessage(RELAY_ORDERS.claim);
  return new Promise((resolve) => {
    serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true });
    setTimeout(resolve, LONGEST_CLAIM, false);
  });
}
