/** All that crosses threads. */
export * from './channel.ts';
export * from './choose.ts';
export * from './flood.ts';
export * from './heartbeat.ts';
export * from './life.ts';
export * from './worker-api.ts';
