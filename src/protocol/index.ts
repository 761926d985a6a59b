/** The language between the two sides: types of messages and the errors. Nothing here runs a session. */
export * from './custom.ts';
export * from './errors.ts';
export * from './messages.ts';
