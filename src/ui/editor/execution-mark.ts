/**
 * Where the program is, in the editor: the line that it stands at, the line of a selected outer frame, an exception.
 *
 * At a stop the cursor goes there too, so that keys mean the line that the eye is on.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { exceptionKind } from '../../model/exception-kind.ts';
import { homeFrame, nextAtException, type Pause, taskReason, topFrame } from '../../model/pause.ts';
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

  const clear = () => {
    marks.clear();
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
    if (!(await open(editor, target, frame)) || request !== shown) {
      if (request === shown) clear();
      return;
    }
    clear();
    // The line where the program stands stays marked while an outer frame is selected.
    const here = isSameFile(home, frame) ? [home] : [];
    if (frame.id !== home.id) here.push(frame);
    marks.set(
      here.flatMap((each) => {
        const look = lookOf(each, paused);
        return [lineMark(lineOf(each), look), ...partMarks(each, look)];
      }),
    );
    const exception = here.find((each) => lookOf(each, paused) === 'exception');
    const line = lineOf(frame);
    if (exception) {
      const reveals = exception.id === frame.id;
      const box = exceptionBox(editor.root.ownerDocument, exceptionText(paused));
      zone = new LineZone(editor, 'exception', lineOf(exception), box, reveals);
    }
    if (why === 'text') return;
    if (why === 'stop' && editor.isBeingWritten) editor.reveal(line);
    else editor.moveCursor(line);
  };
  const unsubscribe = target.subscribe((state, before) => {
    const isStop = state.paused?.number !== before.paused?.number;
    const isOther = isStop || state.paused?.frameId !== before.paused?.frameId;
    // A text that was taken over: the frames have come anew.
    const isMoved = state.paused?.startedFrames[0] !== before.paused?.startedFrames[0];
    if (isOther || isMoved) target.guard(show(state, isStop ? 'stop' : isOther ? 'frame' : 'text'));
  });
  const signal = target.signals.on('revealStop', () => {
    const home = homeFrame(target.state.paused);
    if (!home) return;
    target.selectFrame(home.id);
    target.guard(show(target.state, 'frame').then(() => editor.code.focus()));
  });
  // A program may have been started before the editor was there.
  if (target.state.paused) target.guard(show(target.state, 'stop'));
  return disposing(clear, () => shown++, unsubscribe, signal);
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

function exceptionText(paused: Pause): ExceptionText {
  const { exception, description, text } = paused;
  return {
    name: exception?.exceptionId ?? text ?? 'Exception',
    kind: exceptionKind(exception?.breakMode),
    message: exception?.description ?? exception?.details?.message ?? text ?? description,
    inner: exception?.details?.innerException,
    next: nextAtException(paused),
  };
}
