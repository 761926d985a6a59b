/**
 * Everything the adapter and the client can say no to, in one place: what was wrong, the value, what to do.
 *
 * Codes from 2000 are a mistake in a client's request, from 3000 something about the program to be debugged, from 4000
 * the end of a worker, from 5000 a bug in the debugger. Python's own errors have codes below 2000.
 */
import { DEEPEST_REQUEST, LARGEST_MESSAGE } from './limits.ts';
import type { ErrorBody } from './messages.ts';

/** An error with a sentence for a person and a number for a program. */
export interface DapError {
  readonly code: number;
  readonly message: string;
  /** Whether an editor should show it by itself; false when the user has no part in it. */
  readonly showUser: boolean;
}

const clientMistake = (code: number, message: string): DapError => ({ code, message, showUser: false });
const forUser = (code: number, message: string): DapError => ({ code, message, showUser: true });

export const notARequest = (problem: string): DapError =>
  clientMistake(
    2000,
    `This is not a DAP request: ${problem}. A request looks like {"seq": 1, "type": "request", "command": "threads"}.`,
  );

export const unknownCommand = (command: string, similar: string | undefined): DapError =>
  clientMistake(
    2001,
    `The request "${command}" is not supported.${similar === undefined ? '' : ` Did you mean "${similar}"?`}`,
  );

export const wrongArguments = (command: string, problems: readonly string[]): DapError =>
  clientMistake(2002, `The arguments of "${command}" are wrong: ${problems.join('; ')}.`);

export const notInitialized = (command: string): DapError =>
  clientMistake(2003, `"${command}" came before "initialize". Send "initialize" first.`);

export const alreadyInitialized = (): DapError =>
  clientMistake(2004, 'The session is initialized already. "initialize" may be sent once.');

export const alreadyLaunched = (program: string): DapError =>
  clientMistake(2005, `The session has launched ${program} already. Use "restart", or start another session.`);

export const alreadyConfigured = (): DapError =>
  clientMistake(2006, 'The configuration is done already. "configurationDone" may be sent once.');

export const noProgram = (command: string): DapError =>
  clientMistake(2007, `"${command}" needs a program, and none was launched. Send "launch" first.`);

export const programEnded = (command: string): DapError =>
  clientMistake(2008, `"${command}" came too late: the program has ended. Use "restart" to run it again.`);

export const wrongPath = (path: string, why: string): DapError =>
  clientMistake(2009, `"${path}" cannot be read as a file: ${why}.`);

export const nothingToRestart = (): DapError =>
  clientMistake(2010, 'There is nothing to restart: no program was launched. Send "launch" first.');

export const tooLarge = (size: number): DapError =>
  clientMistake(
    2011,
    `A message of ${size.toLocaleString('en')} bytes was dropped: a message may have ${LARGEST_MESSAGE.toLocaleString('en')} at most.`,
  );

export const tooDeep = (command: string): DapError =>
  clientMistake(
    2012,
    `The arguments of "${command}" are wrong: they nest more than ${DEEPEST_REQUEST} objects and lists.`,
  );

export const programMissing = (path: string): DapError =>
  forUser(3000, `The program ${path} does not exist. Check "program" in your configuration.`);

export const programUnreadable = (path: string, why: string): DapError =>
  forUser(3001, `The program ${path} cannot be read: ${why}. Check "program" in your configuration.`);

export const folderMissing = (name: string, path: string): DapError =>
  forUser(3002, `The folder ${path} does not exist. Check "${name}" in your configuration.`);

export const folderReserved = (path: string): DapError =>
  forUser(
    3003,
    `The folder ${path} cannot be debugged in: Python keeps its own files under that name. Move the program to another folder.`,
  );

export const programRelative = (path: string): DapError =>
  forUser(
    3004,
    `"program" must be an absolute path, or one that is relative to "cwd", but is "${path}". Editors write "\${file}" or "\${workspaceFolder}/main.py".`,
  );

export const moduleNeedsFolder = (module: string): DapError =>
  forUser(3005, `"cwd" is missing: the folder in which the module "${module}" is looked for, as by "python -m".`);

/** The code for what a worker was to answer that has ended. */
export const workerEnded = 4000;

export const workerDied = (reason: string): DapError =>
  forUser(workerEnded, `${reason} Start the program again to get a fresh Python.`);

export const sessionDisposed = (): DapError => clientMistake(4001, 'The session was closed.');

export const bootFailed = (why: string): DapError => forUser(4002, `Python could not be started: ${why}`);

export const restarted = (): DapError =>
  clientMistake(4003, 'The program was restarted before this could be answered.');

export const wrongAnswer = (command: string): DapError =>
  forUser(
    4004,
    `The answer to "${command}" cannot be read. A program that sends messages of its own to the debugger can cause that.`,
  );

export const stalled = (label: string, seconds: number): DapError =>
  forUser(
    4005,
    `Python could not be started: ${label} has made no progress for ${seconds} seconds. Check the connection, then try again.`,
  );

/** DAP's own word for a request that its client no longer wants. */
export const cancelled = (): DapError => clientMistake(4006, 'cancelled');

export const debuggerBug = (what: string): DapError =>
  forUser(5000, `A bug in the debugger: ${what}. Your program is not at fault; please report it.`);

/** The body of an error response. DAP reads braces in `format` as variables, so a message with braces travels as one. */
export function errorBody(error: DapError): Required<ErrorBody> {
  const { code, message, showUser } = error;
  return message.includes('{')
    ? { error: { id: code, format: '{message}', variables: { message }, showUser } }
    : { error: { id: code, format: message, showUser } };
}

/** Thrown where a request cannot be answered; carries what the response will say. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(readonly error: DapError) {
    super(error.message);
  }
}
