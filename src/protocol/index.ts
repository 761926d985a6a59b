/**
 * The language between the two sides: what messages look like, and the errors. Nothing here runs a session.
 *
 * `outgoing.ts` stands apart: only those who listen to a worker need it, and a worker should not carry it.
 */
export * from './constants.ts';
export * from './custom.ts';
export * from './errors.ts';
export * from './limits.ts';
export * from './messages.ts';
export * from './package-errors.ts';
export * from './packages.ts';
export * from './reading.ts';
export * from './requests.ts';
export * from './validate.ts';
