/** What the view state takes of what the adapter says. */
import type { Events } from '../protocol/index.ts';

/** An event as it came from the adapter. */
export type EventAction = {
  [E in keyof Events]: { readonly type: 'event'; readonly event: E; readonly body: Events[E] };
}[keyof Events];

/** The events that move the state on; a stop does so together with its call stack. */
export const reducedEvents = [
  'continued',
  'thread',
  'breakpoint',
  'loadedSource',
  'exited',
  'dapper/syntaxError',
  'dapper/failure',
  'terminated',
  'dapper/progress',
  'dapper/state',
  'dapper/status',
  'dapper/hookStats',
  'dapper/inputRequested',
  'dapper/inputDone',
] as const satisfies (keyof Events)[];
