/** What an application imports. The screen is in `ui/index.ts`, so that nobody has to load it who has one. */

// A session: a worker that runs Python, spoken to in DAP.
export * from './client/index.ts';
export { adviceFrom, type ModuleAdvice } from './client/packages.ts';
export { type StartObserver, type StartPlan, startProgram } from './client/start.ts';
// What is shown of a session, without a screen: the state that its events make, and the words for it.
export type { Breakpoint, BreakpointAnswer, BreakpointDetails, Place } from './model/breakpoint-list.ts';
export type { ExceptionFilter } from './model/exception-filters.ts';
export { type Dictionary, type Localize, localizer, type Plural, type Values } from './model/localize.ts';
export type { Pause } from './model/pause.ts';
export { type ProgramFiles, singleFile } from './model/program-files.ts';
export { frameName, pausePlace, placeOf, statusText, statusTone } from './model/status-text.ts';
export {
  type Action,
  type Execution,
  initialState,
  isActive,
  type Mode,
  reduce,
  selectedFrame,
  type ViewState,
} from './model/view-state.ts';
export { RequestError } from './protocol/errors.ts';
export type * from './protocol/index.ts';
