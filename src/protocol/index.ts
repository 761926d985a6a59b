/** The language between the two sides: what messages look like, and the errors. Nothing here runs a session. */
export * from './constants.ts';
export * from './custom.ts';
export * from './errors.ts';
export * from './limits.ts';
export * from './messages.ts';
export * from './outgoing.ts';
export * from './reading.ts';
export * from './requests.ts';
