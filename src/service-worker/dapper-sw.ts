/** The entry of the service worker: a classic script, because not every browser takes another. */
import type { ListedFile } from './offline.ts';
import { serve } from './serve.ts';

declare const self: ServiceWorkerGlobalScope & {
  /** What the build has written before this script, if its page is to open without its host. */
  readonly dapperFiles?: readonly ListedFile[];
};

serve(self, self.dapperFiles);
