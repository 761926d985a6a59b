/** All that crosses threads. */
export * from './channel.ts';
export * from './choose.ts';
export { openClientChannel } from './client.ts';
export { allocateRing, DEFAULT_RING_BYTES, RingReader, RingWriter } from './ring.ts';
export { openWorkerChannel } from './worker.ts';
