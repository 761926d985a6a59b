/**
 * The one way in which a client's message becomes a request: from its text, whoever sends it.
 *
 * A message that has a number is answered, whatever else is wrong with it. DAP has no answer to one without.
 */
import { type DapError, notARequest, RequestError, tooLarge, unknownCommand } from './errors.ts';
import { LARGEST_MESSAGE, LONGEST_COMMAND } from './limits.ts';
import type { RequestMessage } from './messages.ts';
import { type CheckedArguments, type Command, isCommand, similarCommand } from './requests.ts';
import { shown } from './shown.ts';
import { checkArguments } from './validate.ts';

/** DAP has the numbers of messages in 32 bits. */
const LARGEST_SEQ = 2 ** 31 - 1;

/** What an answer refers to. */
export interface Answerable {
  readonly seq: number;
  readonly command: string;
}

/** What a text turned out to be. */
export type Reading =
  | { readonly is: 'request'; readonly request: RequestMessage }
  | { readonly is: 'wrong'; readonly request: Answerable; readonly error: DapError }
  | { readonly is: 'unnumbered'; readonly error: DapError }
  | { readonly is: 'unreadable'; readonly error: DapError };

/** Reads one message. */
export function readRequest(text: string): Reading {
  if (text.length > LARGEST_MESSAGE) return { is: 'unreadable', error: tooLarge(text.length) };
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { is: 'unreadable', error: notARequest(`${shown(text)} is not JSON`) };
  }
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return { is: 'unreadable', error: notARequest(`it must be an object, not ${shown(message)}`) };
  }
  return readObject(message as Partial<Record<keyof RequestMessage, unknown>>);
}

function readObject(message: Partial<Record<keyof RequestMessage, unknown>>): Reading {
  const { seq, type, command } = message;
  if (!Number.isInteger(seq) || (seq as number) < 1 || (seq as number) > LARGEST_SEQ) {
    const problem = `"seq" must be a whole number from 1 to ${LARGEST_SEQ}, not ${shown(seq)}`;
    return { is: 'unnumbered', error: notARequest(problem) };
  }
  const name = typeof command === 'string' ? command.slice(0, LONGEST_COMMAND) : '';
  const wrong = (problem: string): Reading => ({
    is: 'wrong',
    request: { seq: seq as number, command: name },
    error: notARequest(problem),
  });
  if (type !== 'request') return wrong(`"type" must be "request", not ${shown(type)}`);
  if (typeof command !== 'string') return wrong(`"command" must be a string, not ${shown(command)}`);
  if (command.length > LONGEST_COMMAND) return wrong(`"command" has more than ${LONGEST_COMMAND} characters`);
  return { is: 'request', request: { seq: seq as number, type, command, arguments: message.arguments } };
}

/** A request that is supported, with its arguments as the schema sees them. */
export type CheckedRequest = {
  readonly [C in Command]: { readonly command: C; readonly arguments: CheckedArguments<C> };
}[Command];

/** @throws RequestError if there is no such request, or its arguments are wrong. */
export function checkRequest(command: string, args: unknown): CheckedRequest {
  if (!isCommand(command)) throw new RequestError(unknownCommand(shownCommand(command), similarCommand(command)));
  return { command, arguments: checkArguments(command, args) } as CheckedRequest;
}

function shownCommand(command: unknown): string {
  return String(command).slice(0, LONGEST_COMMAND);
}
