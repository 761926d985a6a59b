/** The entry of the service worker: a classic script, because not every browser takes another. */
import { serve } from './serve.ts';

declare const self: ServiceWorkerGlobalScope;

serve(self);
