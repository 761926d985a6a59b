/** What there is to know about registrations of service workers, and how their newest release comes into use. */
import { RELAY_ORDERS } from '../channel/index.ts';
import { trusted } from './module-worker.ts';

/** Milliseconds until one is installed, on a slow network or a busy machine. */
const LONGEST_INSTALLATION = 30_000;
/** Milliseconds between two looks whether one is installed. */
const LOOK_AGAIN = 100;
/** Milliseconds within which a service worker has heard a message, and done what it says. */
const HEARD = 500;

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

/**
 * Registers a service worker; whether there is a newer one the browser asks the host, and not its cache.
 *
 * @throws Error if the browser does not allow it, or the script cannot be had.
 */
export function register(script: URL, scope: string): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register(trusted(script.href), { scope, updateViaCache: 'none' });
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
  const urge = () => {
    const { waiting, active } = registration;
    if (waiting === null) {
      timer = setTimeout(urge, LOOK_AGAIN);
      return;
    }
    // Browsers replace the one in use when it is idle, and one that has just heard something may not be for half a
    // minute: it hears this once, and is left alone before the other one takes over.
    active?.postMessage(RELAY_ORDERS.makeWay);
    timer = setTimeout(() => waiting.postMessage(RELAY_ORDERS.takeOver), HEARD);
  };
  try {
    urge();
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
