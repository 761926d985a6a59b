/** States of the screen, by what has happened. */
import { type Action, initialState, reduce, type ViewState } from '../../../src/model/view-state.ts';

export const program = '/home/pyodide/main.py';
export const frame = { id: 4, name: 'f', line: 7, column: 1, source: { name: 'main.py', path: program } };
export const libraryFrame = { ...frame, id: 3, name: 'g', line: 90, presentationHint: 'subtle' as const };

export const stateAfter = (...actions: Action[]): ViewState => actions.reduce(reduce, initialState);
export const running = [{ type: 'booted' }, { type: 'starting', mode: 'debug', program }, { type: 'started' }] as const;
export const paused = (reason: string, frames = [frame], hitBreakpointIds: number[] = []): Action => ({
  type: 'paused',
  stopped: { reason, threadId: 1, hitBreakpointIds },
  frames,
  totalFrames: frames.length,
});
