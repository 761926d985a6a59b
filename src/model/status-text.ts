/** The one sentence that says where the program is, for eyes and for screen readers alike. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { BEFORE_CHANGE } from '../protocol/index.ts';
import { inEnglish, type Localize } from './localize.ts';
import { decimalText } from './numbers.ts';
import { homeFrame, isLabel, nextColumn, type Pause, taskReason, topFrame } from './pause.ts';
import { fileName } from './program-files.ts';
import { type BootProgress, selectedFrame, type ViewState } from './view-state.ts';

/** For example "Paused on breakpoint at main.py:7 in area". */
export function statusText(state: ViewState, localize: Localize = inEnglish): string {
  switch (state.execution) {
    case 'booting':
      return bootText(state, localize);
    case 'ready':
      return localize('Ready');
    case 'starting':
      // A fresh Python may have to boot first, and packages have to come.
      if (isBooting(state)) return bootText(state, localize);
      return localize(state.mode === 'debug' ? 'Starting to debug' : 'Starting to run');
    case 'running':
      if (state.busy !== undefined) return busyText(state.busy, localize);
      if (state.input) return localize('Waiting for input');
      return localize(state.mode === 'debug' ? 'Debugging: running' : 'Running');
    case 'paused':
      if (state.input?.evaluated) return localize('Waiting for your answer: what you evaluate reads input');
      if (state.evaluating) return localize('Evaluating what you entered. Pause ends it');
      return state.paused ? pauseText(state, state.paused, localize) : localize('Paused');
    case 'stopping':
      return localize('Stopping');
    case 'ended':
      if (state.stopped) return localize('Stopped');
      if (state.refusal !== undefined) return headline(state.refusal);
      if (!state.compiled) return notCompiledText(state, localize);
      // Nobody knows how it would have ended: another program of a page has its Python, say.
      if (state.exitCode === undefined) return localize('Stopped');
      return state.exitCode ? localize('Ended with exit code {code}', { code: state.exitCode }) : localize('Finished');
    case 'dead':
      return localize('Python has stopped: {why}', { why: headline(state.death ?? localize('the worker ended')) });
  }
}

/** Whether Python boots, at first or anew for a program that was started, or gets the packages of one. */
export function isBooting({ execution, boot }: ViewState): boolean {
  return execution === 'booting' || (execution === 'starting' && boot.step !== 'ready');
}

/** Where the selected or topmost frame is, as `main.py:7`. */
export function placeOf(frame: DebugProtocol.StackFrame): string {
  const { path, name = path && fileName(path) } = frame.source ?? {};
  return `${name ?? frame.name}:${frame.line}`;
}

/** "breakpoint", "step", "ZeroDivisionError" …: what follows "Paused on". */
function reasonText(pause: Pause, localize: Localize): string {
  switch (pause.reason) {
    case 'exception':
      return pause.exception?.exceptionId || pause.text || localize('exception');
    case 'breakpoint':
    case 'function breakpoint':
    case 'data breakpoint':
    case 'instruction breakpoint':
      return localize('breakpoint');
    case 'step':
      return localize('step');
    default:
      return pause.reason;
  }
}

/** "4.1 of 12.3 MB, 33 %" while Python or packages are downloaded, as far as that is known; else empty. */
export function downloadText({ step, done, total }: BootProgress, localize: Localize = inEnglish): string {
  if ((step !== 'download' && step !== 'packages') || done < 1024) return '';
  const isSmall = Math.max(done, total) < 1e6;
  const unit = isSmall ? 'kB' : 'MB';
  const inUnits = (bytes: number) =>
    isSmall ? decimalText(bytes / 1e3, localize, 0) : decimalText(bytes / 1e6, localize, 1);
  if (total === 0) return `${inUnits(done)} ${unit}`;
  const share = Math.min(100, Math.floor((done / total) * 100));
  return localize('{done} of {total} {unit}, {share} %', { done: inUnits(done), total: inUnits(total), unit, share });
}

function bootText(state: ViewState, localize: Localize): string {
  const { label, silent } = state.boot;
  const said = localize(label);
  const doing = said.charAt(0).toUpperCase() + said.slice(1);
  const what = silent === undefined ? doing : localize('{step}: nothing has come for a while', { step: doing });
  if (!state.queued) return what;
  return state.queued === 'debug'
    ? localize('{step}. Then your program is debugged', { step: what })
    : localize('{step}. Then your program runs', { step: what });
}

/** The first line of a reason; the terminal has all of it. */
function headline(reason: string): string {
  const [first = ''] = reason.split('\n');
  return first === reason ? first : `${first} …`;
}

function busyText(detail: string, localize: Localize): string {
  return detail
    ? localize('Busy: {what}. Stop ends it', { what: detail })
    : localize('Busy inside one long call. Stop ends it');
}

/**
 * Where the program is paused, as the status ends: " at main.py:7 in area", " at main.py:7:12" where the column is not that
 * of the line's first statement. Empty while it is not paused, or something is evaluated there that takes long.
 */
export function pausePlace(state: ViewState, localize: Localize = inEnglish): string {
  const { paused } = state;
  const isShown = state.execution === 'paused' && !state.input?.evaluated && !state.evaluating;
  const home = isShown ? homeFrame(paused) : undefined;
  if (!paused || !home) return '';
  const name = nameOf(home);
  const column = home.id === topFrame(paused)?.id ? nextColumn(paused) : undefined;
  const place = `${placeOf(home)}${column === undefined ? '' : `:${column}`}`;
  const at = localize('at {place}', { place });
  return name === moduleName ? ` ${at}` : ` ${at} ${localize('in {function}', { function: name })}`;
}

/** The end of the status that is shown however little room there is: where it is paused, or how many packages have come. */
export function statusEnd(state: ViewState, localize: Localize = inEnglish): string {
  const { boot } = state;
  if (!isBooting(state) || !boot.package) return pausePlace(state, localize);
  const end = ` (${boot.package.number} of ${boot.package.of})`;
  return boot.label.endsWith(end) ? end : '';
}

/** Whether only breakpoints were hit that are none of the person's: set for the way to a place, they are gone by now. */
function isWayside({ breakpoints }: ViewState, { reason, hitBreakpointIds: hit }: Pause): boolean {
  return reason === 'breakpoint' && hit.length > 0 && !breakpoints.some(({ id }) => hit.includes(id));
}

function pauseText(state: ViewState, pause: Pause, localize: Localize): string {
  return pauseReason(state, pause, localize) + pausePlace(state, localize);
}

function pauseReason(state: ViewState, pause: Pause, localize: Localize): string {
  const { reason, text = '' } = pause;
  if (reason === taskReason) return localize('Task {name}', { name: text });
  if (reason === 'data breakpoint' && text) return localize('Paused: {what}', { what: shortened(text) });
  // "Paused on pause" says nothing: who pressed Pause, or asked for a stop at the start, knows why.
  const isPlain = ['pause', 'entry', 'goto', 'restart'].includes(reason) || isWayside(state, pause);
  const paused = isPlain ? localize('Paused') : localize('Paused on {reason}', { reason: reasonText(pause, localize) });
  return pause.task === undefined ? paused : `${paused} ${localize('in task {name}', { name: pause.task })}`;
}

/** As much of what has changed as a line has room for; the terminal has all of it. */
function shortened(text: string): string {
  return text.length > mostOfChange ? `${text.slice(0, mostOfChange)}…` : text;
}

/** Characters of what has changed. */
const mostOfChange = 120;

/** Python's own name for the code of a file that is in no function. */
export const moduleName = '<module>';

/**
 * What the page calls a frame: no function is called "<module>".
 *
 * @param program - The path of the file that was started.
 */
export function frameName(
  frame: DebugProtocol.StackFrame,
  program: string | undefined,
  localize: Localize = inEnglish,
): string {
  const { name, source } = frame;
  const of = nameOf(frame);
  if (of !== moduleName) return name;
  const called = localize(program !== undefined && source?.path === program ? 'main program' : 'top level');
  return called + name.slice(of.length);
}

/**
 * The name of the function that runs in a frame, with its module's where it is in a file, as a function breakpoint has
 * it; `undefined` where it is no function.
 */
export function functionName(frame: DebugProtocol.StackFrame): string | undefined {
  const name = nameOf(frame);
  if (isLabel(frame) || !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name)) return undefined;
  const module = fileName((frame.source?.path ?? '').replace(/(\/__init__)?\.py$/, ''));
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(module) ? `${module}.${name}` : name;
}

/** The name of what runs in a frame, whatever became of its text. */
function nameOf({ name }: DebugProtocol.StackFrame): string {
  return name.endsWith(BEFORE_CHANGE) ? name.slice(0, -BEFORE_CHANGE.length) : name;
}

function notCompiledText({ syntaxError }: ViewState, localize: Localize): string {
  if (!syntaxError) return localize('Not started, because of a syntax error');
  const { path, line, message } = syntaxError;
  return localize('Syntax error at {place}: {message}', { place: `${fileName(path)}:${line}`, message });
}

/** Whether what the status says is good news, bad news or neither. */
export function statusTone(state: ViewState): 'good' | 'bad' | 'neutral' {
  const { execution, paused, exitCode, stopped, compiled, refusal } = state;
  if (execution === 'dead' || (execution === 'paused' && paused?.reason === 'exception')) return 'bad';
  if (execution !== 'ended' || stopped) return 'neutral';
  if (!compiled || exitCode || refusal !== undefined) return 'bad';
  return exitCode === 0 ? 'good' : 'neutral';
}

/** The frame that the panels show, as a phrase for labels: `fib, main.py:7`. */
export function selectedFrameText(state: ViewState, localize: Localize = inEnglish): string {
  const frame = selectedFrame(state);
  return frame ? `${frameName(frame, state.program, localize)}, ${placeOf(frame)}` : '';
}
