/** All that crosses threads. */
export * from './channel.ts';
export * from './choose.ts';
export * from './flood.ts';
export * from './heartbeat.ts';
export * from './life.ts';
export { RELAY_ORDERS, RELAY_PATH } from './transports/relay.ts';
export type { CapabilityScope, RelaySite } from './transports/transport.ts';
export * from './worker-api.ts';
