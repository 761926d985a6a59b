/** A typed DAP client, and the supervisor of the workers at its other end. */
export * from './connection.ts';
export {
  createSession,
  type SandboxSettings,
  type SessionFactory,
  type SessionOptions,
  sessionFactory,
} from './create-session.ts';
export { type DebugAdapter, debugAdapter, type PathNames } from './debug-adapter.ts';
export { endIsolation, type IsolationPolicy, isolatePage } from './isolation.ts';
export type { SentMessage } from './message-server.ts';
export { Supervisor } from './session.ts';
export type { SupervisorOptions } from './supervisor-options.ts';
export type { WorkerFactory, WorkerHandle } from './worker-handle.ts';
