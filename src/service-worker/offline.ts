/**
 * The files of the page, kept so that it opens without its host. They are listed by the build, which writes the list
 * before the script (see scripts/lib/offline.mjs); where it has written none, nothing is kept.
 *
 * A page gets all of its files from the release that is in use, whatever its host has by now. Those of the next release
 * are fetched beside them, and those of former ones go when no page is open that may still need them.
 */
import { PrecacheController } from 'workbox-precaching/PrecacheController.js';

/** A file of the page. */
export interface ListedFile {
  /** Relative to the service worker's script. */
  readonly url: string;
  /** Changes with the file's content; null where the name does. */
  readonly revision: string | null;
}

/** Keeps the files of one release, and answers with them. */
export class OfflineFiles {
  private readonly controller: PrecacheController;
  /** Of the page: where the service worker's script is. */
  private readonly folder: string;

  constructor(
    private readonly scope: ServiceWorkerGlobalScope,
    files: readonly ListedFile[],
  ) {
    this.folder = new URL('./', scope.location.href).href;
    this.controller = new PrecacheController({
      // One origin may have several pages.
      cacheName: `dapper-offline ${this.folder}`,
      plugins: [{ requestWillFetch: async ({ request }) => revalidated(request) }],
    });
    this.controller.addToCacheList(files.map(({ url, revision }) => ({ url: this.folder + url, revision })));
  }

  /** Fetches what is not kept already when it is installed, and later drops what is not needed any more. */
  listen(): void {
    this.scope.addEventListener('install', (event) => {
      this.controller.install(event);
    });
    this.scope.addEventListener('activate', (event) => event.waitUntil(this.tidy(event)));
    this.scope.addEventListener('fetch', (event) => {
      if (event.request.mode === 'navigate') event.waitUntil(this.tidy(event));
    });
  }

  /**
   * The file as it is kept, or from the host where the browser has dropped it.
   *
   * @returns `undefined` if it is none of the page's files.
   */
  answer(request: Request): Promise<Response> | undefined {
    const file = fileOf(request.url);
    if (request.method !== 'GET' || this.controller.getCacheKeyForURL(file) === undefined) return undefined;
    return this.controller.matchPrecache(file).then((kept) => kept ?? fetch(request));
  }

  private async tidy(event: ExtendableEvent): Promise<void> {
    const { installing, waiting } = this.scope.registration;
    if (installing !== null || waiting !== null) return;
    const pages = await this.scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
    if (pages.filter(({ url }) => url.startsWith(this.folder)).length <= 1) await this.controller.activate(event);
  }
}

/** The file that a host sends for an address. */
function fileOf(url: string): string {
  const { origin, pathname } = new URL(url);
  const file = `${origin}${pathname}`;
  return file.endsWith('/') ? `${file}index.html` : file;
}

/** The browser may have the file already: then the host says so in a few bytes, in place of the whole file. */
function revalidated(request: Request): Request {
  return request.cache === 'reload' ? new Request(request, { cache: 'no-cache' }) : request;
}
