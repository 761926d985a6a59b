/** What an application imports: a debug session, and the types of what goes in and out of it. */
export * from './client/index.ts';
export type * from './protocol/index.ts';
