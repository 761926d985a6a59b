/** What there is to know about registrations of service workers, and how their newest release comes into use. */
import { RELAY_ORDERS } from '../channel/index.ts';

/** Milliseconds until one is installed, on a slow network or a busy machine. */
const LONGEST_INSTALLATION = 30_000;
/** Milliseconds from the first attempt to replace one that is in use to the second. */
const URGE_AGAIN = 500;

/** Why there can be no service worker in this page, in half a sentence. */
export function hindranceHere(): string | undefined {
  if (origin === 'null') return 'a sandboxed frame has no service worker';
  if (!isSecureContext) return 'a page that does not come by HTTPS has no service worker';
  return 'serviceWorker' in navigator ? undefined : 'this browser has no service workers';
}

/** The address of the folder that a file is in. */
export function folderOf(file: URL): string {
  return new URL('./', file).href;
}

/** The script of the registration's newest service worker; undefined if it has none. */
export function scriptOf({ active, waiting, installing }: ServiceWorkerRegistration): URL | undefined {
  const newest = installing ?? waiting ?? active;
  return newest === null ? undefined : new URL(newest.scriptURL);
}

/** Whether a registration is of this script, whatever its parameters. */
export function isFrom(script: URL, registration: ServiceWorkerRegistration): boolean {
  return scriptOf(registration)?.pathname === script.pathname;
}

/** All registrations of this script, whatever their folders and parameters. */
export async function ours(script: URL): Promise<readonly ServiceWorkerRegistration[]> {
  return (await navigator.serviceWorker.getRegistrations()).filter((each) => isFrom(script, each));
}

/** The script with further parameters beside those that it is registered with already. */
export function withParameters(
  script: URL,
  there: ServiceWorkerRegistration | undefined,
  further: Readonly<Record<string, string>>,
): URL {
  const url = new URL(script);
  const before = there && isFrom(script, there) && there.scope === folderOf(script) ? scriptOf(there)?.search : '';
  url.search = before ?? '';
  for (const [name, value] of Object.entries(further)) url.searchParams.set(name, value);
  return url;
}

/**
 * Settles when any service worker of the registration is in use.
 *
 * @throws Error if it cannot be installed, or that takes too long.
 */
export function anyInPlace({ active, waiting, installing }: ServiceWorkerRegistration): Promise<void> {
  return activated(active ?? waiting ?? installing);
}

/** As `anyInPlace`, for the newest one: an older one that is in use has to make way. */
export async function newestInPlace(registration: ServiceWorkerRegistration): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Always later: one that is in use is replaced when it has nothing to do, not even to hear this.
  const urge = (next: number) => {
    if (registration.waiting !== null) {
      registration.active?.postMessage(RELAY_ORDERS.makeWay);
      registration.waiting.postMessage(RELAY_ORDERS.takeOver);
    }
    timer = setTimeout(urge, next, 2 * next);
  };
  try {
    urge(URGE_AGAIN);
    await activated(registration.installing ?? registration.waiting ?? registration.active);
  } finally {
    clearTimeout(timer);
  }
}

async function activated(worker: ServiceWorker | null): Promise<void> {
  if (worker === null) return;
  let end = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        if (worker.state === 'activated') resolve();
        else if (worker.state === 'redundant') reject(new Error('it could not be installed'));
      };
      const timer = setTimeout(() => reject(new Error('it took too long')), LONGEST_INSTALLATION);
      worker.addEventListener('statechange', look);
      end = () => {
        clearTimeout(timer);
        worker.removeEventListener('statechange', look);
      };
      look();
    });
  } finally {
    end();
  }
}
