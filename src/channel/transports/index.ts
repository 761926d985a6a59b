import { atomics } from './atomics.ts';
import { jspi } from './jspi.ts';
import { none } from './none.ts';
import { serviceWorker } from './service-worker.ts';
import type { Transport } from './transport.ts';

/** All transports, best first; the last can always be used. */
export const transports: readonly Transport[] = [atomics, jspi, serviceWorker, none];
