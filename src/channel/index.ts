/** All that crosses threads. */
export * from './channel.ts';
export * from './choose.ts';
export { openClientChannel } from './client.ts';
export * from './flood.ts';
export * from './heartbeat.ts';
export * from './life.ts';
export { openWorkerChannel } from './worker.ts';
export * from './worker-api.ts';
