/**
 * The one way in which a program is started and restarted, in the order that DAP prescribes: `initialize`, `launch`,
 * once the adapter is `initialized` the breakpoints and the exception filters, `configurationDone`, the answer to
 * `launch`.
 */

import type { ArgumentsOf, Events, LaunchArguments, Requests, SourceFile } from '../protocol/index.ts';
import type { BreakpointCommand } from './breakpoint-sets.ts';

/** What is started, and how. */
export interface StartPlan {
  /** Are put in place first; absent: they are there already. */
  readonly files?: readonly SourceFile[];
  readonly initialize?: ArgumentsOf<'initialize'> | undefined;
  readonly launch: LaunchArguments;
  /** Gives the breakpoints, one request a file, when they are to be set. */
  breakpoints?(): readonly ArgumentsOf<'setBreakpoints'>[];
  /** Gives the function breakpoints, likewise. */
  functionBreakpoints?(): ArgumentsOf<'setFunctionBreakpoints'> | undefined;
  /** Gives the data breakpoints, likewise. */
  dataBreakpoints?(): ArgumentsOf<'setDataBreakpoints'> | undefined;
  /** Gives the exception filters, likewise. */
  filters?(): ArgumentsOf<'setExceptionBreakpoints'> | undefined;
}

/** What differs from the last start. */
export interface RestartChanges extends Omit<Partial<StartPlan>, 'launch'> {
  /** Override the last arguments; those that name a program or a module stand in place of all. */
  readonly launch?: Partial<LaunchArguments> | undefined;
}

/** Is notified of how a start goes on. */
export interface StartObserver {
  /** From now on the adapter knows of the start, and can end it. */
  onAsked?(): void;
  onCapabilities?(capabilities: Requests['initialize']['body']): void;
  /** Of lines, one file at a time, of functions, or of data. */
  onBreakpoints?(asked: ArgumentsOf<BreakpointCommand>, answer: Requests['setBreakpoints']['body']): void;
}

/** The part of a session that a start needs. */
export interface Startable {
  prepare(files: readonly SourceFile[]): Promise<void>;
  request<C extends keyof Requests>(command: C, args: Requests[C]['arguments']): Promise<Requests[C]['body']>;
  on(event: 'initialized', handler: (body: Events['initialized']) => void): () => void;
}

const CLIENT: ArgumentsOf<'initialize'> = {
  clientID: 'dapper-web',
  clientName: 'dapper-web',
  adapterID: 'dapper-web',
  pathFormat: 'path',
  linesStartAt1: true,
  columnsStartAt1: true,
  supportsVariableType: true,
  supportsVariablePaging: true,
  supportsANSIStyling: true,
};

/**
 * Starts a program. It has begun to run when the promise is fulfilled.
 *
 * @param signal - Takes the start back: it goes no further, and the promise is fulfilled all the same. Until `onAsked`
 *   nobody but the start itself can end it; afterwards the adapter is to be asked to terminate.
 * @throws RequestError if the adapter refuses a request.
 */
export async function startProgram(
  session: Startable,
  plan: StartPlan,
  observer: StartObserver = {},
  signal?: AbortSignal,
): Promise<void> {
  if (plan.files) await session.prepare(plan.files);
  if (signal?.aborted) return;
  observer.onAsked?.();
  let off = () => {};
  const initialized = new Promise<void>((resolve) => {
    off = session.on('initialized', () => resolve());
  });
  try {
    await converse(session, plan, observer, initialized, signal);
  } finally {
    off();
  }
}

async function converse(
  session: Startable,
  plan: StartPlan,
  observer: StartObserver,
  initialized: Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const capabilities = await session.request('initialize', plan.initialize ?? CLIENT);
  observer.onCapabilities?.(capabilities);
  if (signal?.aborted) return;
  const launched = session.request('launch', plan.launch);
  // A launch that fails never becomes initialized, so whichever comes first decides.
  await Promise.race([initialized, launched.then(() => initialized)]);
  const tell = async (asked: ArgumentsOf<BreakpointCommand>, answer: Promise<Requests[BreakpointCommand]['body']>) => {
    const told = await answer;
    observer.onBreakpoints?.(asked, told);
  };
  await Promise.all([
    ...(plan.breakpoints?.() ?? []).map((asked) => tell(asked, session.request('setBreakpoints', asked))),
    ...[plan.functionBreakpoints?.()].map(
      (asked) => asked && tell(asked, session.request('setFunctionBreakpoints', asked)),
    ),
    ...[plan.dataBreakpoints?.()].map((asked) => asked && tell(asked, session.request('setDataBreakpoints', asked))),
    ...[plan.filters?.()].map((asked) => asked && session.request('setExceptionBreakpoints', asked)),
  ]);
  if (signal?.aborted) return;
  await session.request('configurationDone', {});
  await launched;
}
