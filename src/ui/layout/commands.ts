/**
 * What a person can tell the debugger to do: one line a command, used by the toolbar and by the keys alike.
 *
 * Keys are those of VS Code. F5 is two commands, of which at most one is enabled at any time.
 */
import { type Localize, words } from '../../model/localize.ts';
import { endsProgram } from '../../model/pause.ts';
import { isActive, type ViewState } from '../../model/view-state.ts';
import type { Debugger } from '../session/debugger.ts';
import type { IconName } from './icons.ts';
import type { Key } from './keys.ts';

/** A command of the toolbar. */
export interface Command {
  readonly id: string;
  /** The accessible name of its button, in English. */
  readonly label: string;
  readonly icon: IconName & string;
  readonly key: Key;
  /** Buttons of a group stand together. */
  readonly group: 'start' | 'step' | 'end';
  enabled(state: ViewState): boolean;
  /** What else is to be said of it just now: what it does, or why it does nothing. */
  note?(state: ViewState, localize: Localize): string | undefined;
  perform(target: Debugger): Promise<void>;
}

const canStart = (state: ViewState) => !isActive(state);
const isPaused = (state: ViewState) => state.execution === 'paused';
const canStep = (state: ViewState) => isPaused(state) && !endsProgram(state.paused);
const isRunning = (state: ViewState) => state.execution === 'running';
/** What a person has entered keeps the program from going on. */
const isEvaluating = (state: ViewState) => isPaused(state) && state.evaluating;
const canDebug = ({ hindrance }: ViewState) => hindrance === undefined;
const noDebugging = ({ hindrance }: ViewState, localize: Localize) =>
  hindrance === undefined ? undefined : localize('not in this browser: {why}', { why: hindrance });

const noteOfStep = ({ paused, granularity }: ViewState, localize: Localize) => {
  if (endsProgram(paused)) return localize('the exception has left the program: nothing is left to step through');
  return granularity === 'instruction' ? localize('by instruction') : undefined;
};

/** All commands, in the order of the toolbar. */
export const commands: readonly Command[] = [
  {
    id: 'debug',
    label: words('Debug'),
    icon: 'debug',
    key: { key: 'F5' },
    group: 'start',
    enabled: (state) => canStart(state) && canDebug(state),
    note: noDebugging,
    perform: (target) => target.start('debug'),
  },
  {
    id: 'run',
    label: words('Run'),
    icon: 'run',
    key: { key: 'F5', control: true },
    group: 'start',
    enabled: canStart,
    perform: (target) => target.start('run'),
  },
  {
    id: 'continue',
    label: words('Continue'),
    icon: 'continue',
    key: { key: 'F5' },
    group: 'step',
    enabled: isPaused,
    note: ({ paused }, localize) =>
      endsProgram(paused) ? localize('ends the program, with its traceback') : undefined,
    perform: (target) => target.resume('continue'),
  },
  {
    id: 'pause',
    label: words('Pause'),
    icon: 'pause',
    key: { key: 'F6' },
    group: 'step',
    enabled: (state) => (isRunning(state) || isEvaluating(state)) && canDebug(state),
    note: noDebugging,
    perform: (target) => target.pause(),
  },
  {
    id: 'stepOver',
    label: words('Step over'),
    icon: 'stepOver',
    key: { key: 'F10' },
    group: 'step',
    enabled: canStep,
    note: noteOfStep,
    perform: (target) => target.resume('next'),
  },
  {
    id: 'stepInto',
    label: words('Step into'),
    icon: 'stepInto',
    key: { key: 'F11' },
    group: 'step',
    enabled: canStep,
    note: noteOfStep,
    perform: (target) => target.resume('stepIn'),
  },
  {
    id: 'stepOut',
    label: words('Step out'),
    icon: 'stepOut',
    key: { key: 'F11', shift: true },
    group: 'step',
    enabled: canStep,
    note: noteOfStep,
    perform: (target) => target.resume('stepOut'),
  },
  {
    id: 'restart',
    label: words('Restart'),
    icon: 'restart',
    key: { key: 'F5', control: true, shift: true },
    group: 'end',
    enabled: (state) => isActive(state) || state.execution === 'ended' || state.execution === 'dead',
    perform: (target) => target.restart(),
  },
  {
    id: 'stop',
    label: words('Stop'),
    icon: 'stop',
    key: { key: 'F5', shift: true },
    group: 'end',
    enabled: (state) => isActive(state) || state.queued !== undefined,
    perform: (target) => target.stop(),
  },
];

/** Whether a command does something now: at once, or where the step that is on its way ends. */
export function canPerform(command: Command, target: Debugger): boolean {
  return (
    command.enabled(target.state) || (command.group === 'step' && command.id !== 'pause' && target.ahead.isOnTheWay)
  );
}
