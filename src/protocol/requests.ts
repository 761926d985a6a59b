/**
 * Every request, one line each: what its arguments look like, who answers it, and what must have come before it.
 */
import type * as v from 'valibot';
import type { Command } from './messages.ts';
import * as schema from './schemas.ts';

/**
 * `adapter`: answered in TypeScript, at any time. `python`: needs Python's objects. `supervisor`: replaces the worker, so
 * that no worker hears of it.
 */
export type Answerer = 'adapter' | 'python' | 'supervisor';

/** What must have come before: nothing, `initialize`, or a successful `launch`. */
export type Precondition = 'nothing' | 'initialize' | 'launch';

/** How one request is treated. */
export interface RequestRule {
  readonly arguments: v.GenericSchema;
  readonly by: Answerer;
  readonly after: Precondition;
}

const adapter = (schema: v.GenericSchema, after: Precondition = 'initialize'): RequestRule => ({
  arguments: schema,
  by: 'adapter',
  after,
});
const python = (schema: v.GenericSchema, after: Precondition = 'initialize'): RequestRule => ({
  arguments: schema,
  by: 'python',
  after,
});

/** The rules by command. */
export const requests: Readonly<Record<Command, RequestRule>> = {
  initialize: adapter(schema.initialize, 'nothing'),
  launch: python(schema.launch),
  configurationDone: adapter(schema.none),
  disconnect: adapter(schema.disconnect, 'nothing'),
  restart: { arguments: schema.restart, by: 'supervisor', after: 'launch' },
  terminate: python(schema.none),
  threads: adapter(schema.none),
  setBreakpoints: python(schema.setBreakpoints),
  setExceptionBreakpoints: python(schema.setExceptionBreakpoints),
  breakpointLocations: python(schema.breakpointLocations),
  source: python(schema.sourceText),
  loadedSources: python(schema.none),
  modules: python(schema.modules),
  pause: python(schema.ofThread, 'launch'),
  continue: python(schema.ofThread, 'launch'),
  next: python(schema.step, 'launch'),
  stepIn: python(schema.step, 'launch'),
  stepOut: python(schema.step, 'launch'),
  stackTrace: python(schema.stackTrace, 'launch'),
  scopes: python(schema.scopes, 'launch'),
  variables: python(schema.variables, 'launch'),
  setVariable: python(schema.setVariable, 'launch'),
  setExpression: python(schema.setExpression, 'launch'),
  exceptionInfo: python(schema.ofThread, 'launch'),
  evaluate: python(schema.evaluate),
  completions: python(schema.completions),
  'dapper/checkBreakpoint': python(schema.checkBreakpoint, 'nothing'),
  'dapper/frameEvalStatus': python(schema.none),
  'dapper/frameEvalReset': python(schema.none),
  'dapper/frameEvalHealth': python(schema.none),
  'dapper/input': python(schema.input, 'launch'),
};

/** The rule for `command`; undefined for one that is not supported. */
export function ruleFor(command: string): RequestRule | undefined {
  return Object.hasOwn(requests, command) ? requests[command as keyof typeof requests] : undefined;
}

/** A supported command that `command` may be a misspelling of. */
export function similarCommand(command: string): string | undefined {
  const folded = command.toLowerCase();
  return Object.keys(requests).find(
    (name) => name.toLowerCase() === folded || `${name}request`.toLowerCase() === folded,
  );
}
