/**
 * Where the program is, in the editor: the line that it stands at, the line of a selected outer frame, an exception.
 *
 * At a stop the cursor goes there too, so that keys mean the line that the eye is on.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { exceptionKind } from '../../model/exception-kind.ts';
import type { Localize } from '../../model/localize.ts';
import { homeFrame, isLineGone, nextAtException, type Pause, taskReason, topFrame } from '../../model/pause.ts';
import { selectedFrame, type ViewState } from '../../model/view-state.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { type ExceptionText, exceptionBox } from '../values/exception-box.ts';
import type { Editor } from './editor.ts';
import { LineZone } from './line-zone.ts';
import { monaco } from './monaco.ts';
import { showSource } from './show-source.ts';

/** What a line is to the program that is paused. */
type Look = 'exception' | 'next' | 'caller';

/** Marks in `editor` where `target` is paused, and the selected frame's line; goes there when it is asked to. */
export function attachExecutionMark(editor: Editor, target: Debugger): Disposable {
  const marks = editor.code.createDecorationsCollection();
  let zone: LineZone | undefined;
  let shown = 0;
  /** How many files are being opened where the program stands: what is drawn comes behind that. */
  let opening = 0;
  /** How many of the marks are those of lines; they come first. */
  let marked = 0;

  const clear = () => {
    marks.clear();
    marked = 0;
    zone?.dispose();
    zone = undefined;
  };
  const lineOf = ({ line }: DebugProtocol.StackFrame) =>
    Math.min(Math.max(1, line), editor.code.getModel()?.getLineCount() ?? 1);
  const show = async (state: ViewState, why: 'stop' | 'frame' | 'text') => {
    const request = ++shown;
    const frame = selectedFrame(state);
    const { paused } = state;
    const home = homeFrame(paused);
    if (!frame || !paused || !home) {
      clear();
      return;
    }
    // A text that has changed is no reason to leave another file, which the person has opened meanwhile.
    if (why === 'text' && frame.source?.path !== editor.shownPath) return;
    opening++;
    const isOpen = await open(editor, target, frame).finally(() => opening--);
    if (!isOpen || request !== shown) {
      if (request === shown) clear();
      return;
    }
    clear();
    const here = markedFrames(state);
    const looks = here.map((each) => [each, lookOf(each, paused)] as const);
    marks.set([
      ...looks.map(([each, look]) => lineMark(lineOf(each), look)),
      ...looks.flatMap(([each, look]) => partMarks(each, look)),
    ]);
    marked = here.length;
    const exception = here.find((each) => lookOf(each, paused) === 'exception');
    const line = lineOf(frame);
    if (exception) {
      const reveals = exception.id === frame.id;
      const box = exceptionBox(editor.root.ownerDocument, exceptionText(paused, target.localize));
      zone = new LineZone(editor, 'exception', lineOf(exception), box, reveals);
    }
    if (why === 'text' || !here.includes(frame)) return;
    if (why === 'stop' && editor.isBeingWritten) editor.reveal(line);
    else editor.moveCursor(line);
  };
  /** Whether marked lines were deleted, or have come back: Monaco leaves the mark of one that is gone where it was. */
  const isMisplaced = (state: ViewState) => {
    if (selectedFrame(state)?.source?.path !== editor.shownPath) return false;
    const wanted = markedFrames(state).map(lineOf);
    const present = Array.from({ length: marked }, (_, index) => marks.getRange(index)?.startLineNumber);
    return wanted.length !== marked || wanted.some((line, index) => line !== present[index]);
  };
  const unsubscribe = target.subscribe((state, before) => {
    const isStop = state.paused?.number !== before.paused?.number;
    const isOther = isStop || state.paused?.frameId !== before.paused?.frameId;
    // A text that was taken over: the frames have come anew.
    const isMoved = state.paused?.startedFrames[0] !== before.paused?.startedFrames[0];
    const isText = isMoved || (state.edits !== before.edits && isMisplaced(state));
    if (isOther || isText) target.guard(show(state, isStop ? 'stop' : isOther ? 'frame' : 'text'));
  });
  const signal = target.signals.on('revealStop', () => {
    const home = homeFrame(target.state.paused);
    if (!home) return;
    target.selectFrame(home.id);
    target.guard(show(target.state, 'frame').then(() => editor.code.focus()));
  });
  // Monaco forgets the marks of a text that it does not show.
  const redraw = () => {
    const path = selectedFrame(target.state)?.source?.path;
    if (opening === 0 && path !== undefined && !marks.getRange(0)) target.guard(show(target.state, 'text'));
  };
  editor.onFile(redraw);
  // A program may have been started before the editor was there.
  if (target.state.paused) target.guard(show(target.state, 'stop'));
  return disposing(clear, () => shown++, unsubscribe, signal, editor.onProgram(redraw));
}

/** What of its line a frame runs: one of several statements, or the call that an outer frame waits for. */
function partMarks(frame: DebugProtocol.StackFrame, look: Look): monaco.editor.IModelDeltaDecoration[] {
  const { line, column, endLine, endColumn } = frame;
  if (endLine === undefined || endColumn === undefined) return [];
  return [{ range: new monaco.Range(line, column, endLine, endColumn), options: { className: `part part-${look}` } }];
}

function lineMark(line: number, look: Look): monaco.editor.IModelDeltaDecoration {
  return {
    range: new monaco.Range(line, 1, line, 1),
    options: {
      isWholeLine: true,
      className: `line-${look}`,
      // Not on every row of a line that is wrapped.
      firstLineDecorationClassName: `arrow arrow-${look}`,
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
      // Where a recursive call stands on the line of its own caller, the mark of where the program stands is seen.
      zIndex: look === 'caller' ? 0 : 1,
    },
  };
}

function lookOf(frame: DebugProtocol.StackFrame, paused: Pause): Look {
  if (paused.reason === taskReason) return 'caller'; // it waits: this is not what runs next
  const isTop = frame.id === topFrame(paused)?.id;
  const isHome = frame.id === homeFrame(paused)?.id;
  if (paused.reason === 'exception' && (isTop || isHome)) return 'exception';
  return isTop ? 'next' : 'caller';
}

/**
 * The frames whose lines are marked: the selected one's, and where the program stands, also while an outer frame is
 * selected. None whose line was deleted: its mark would stand on another.
 */
function markedFrames(state: ViewState): DebugProtocol.StackFrame[] {
  const { paused, edits } = state;
  const [home, frame] = [homeFrame(paused), selectedFrame(state)];
  if (!paused || !home || !frame) return [];
  const here = isSameFile(home, frame) ? [home] : [];
  if (frame.id !== home.id) here.push(frame);
  return here.filter((each) => !isLineGone(paused, each, edits));
}

function isSameFile(a: DebugProtocol.StackFrame, b: DebugProtocol.StackFrame): boolean {
  return a.source?.path === b.source?.path && a.source?.sourceReference === b.source?.sourceReference;
}

/** Opens the file of `frame`; false if it has none that can be shown. */
async function open(editor: Editor, target: Debugger, frame: DebugProtocol.StackFrame): Promise<boolean> {
  const { source } = frame;
  if (!source) {
    editor.showProgram();
    return false;
  }
  const { paused } = target.state;
  const isShown = await showSource(editor, source, () => target.sources.of(source));
  return isShown && target.state.paused?.number === paused?.number;
}

function exceptionText(paused: Pause, localize: Localize): ExceptionText {
  const { exception, description, text } = paused;
  return {
    name: exception?.exceptionId ?? text ?? 'Exception',
    kind: localize(exceptionKind(exception?.breakMode)),
    message: exception?.description ?? exception?.details?.message ?? text ?? description,
    inner: exception?.details?.innerException,
    next: nextAtException(paused, localize),
  };
}
