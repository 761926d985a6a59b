/**
 * What ended the program, or kept it from starting, in the editor: the place marked, the reason under its line.
 *
 * It stays until the text is edited, another start, or another program.
 */
import type { ViewState } from '../../model/view-state.ts';
import type { FailureBody, SyntaxErrorBody } from '../../protocol/index.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { type ExceptionText, exceptionBox } from '../values/exception-box.ts';
import type { Editor } from './editor.ts';
import { LineZone } from './line-zone.ts';
import { monaco } from './monaco.ts';

const owner = 'dapper-web';

/** Marks in `editor` the syntax error that the program has, or the line of the exception that ended it. */
export function attachErrorMark(editor: Editor, target: Debugger): Disposable {
  const { localize } = target;
  const marks = editor.code.createDecorationsCollection();
  let zone: LineZone | undefined;
  let marked: monaco.editor.ITextModel | undefined;
  const clear = () => {
    zone?.dispose();
    zone = undefined;
    marks.clear();
    if (marked) monaco.editor.setModelMarkers(marked, owner, []);
    marked = undefined;
  };
  const show = (line: number, text: ExceptionText, goes: boolean) => {
    zone = new LineZone(editor, 'error', line, exceptionBox(editor.root.ownerDocument, text), goes);
    if (!goes) return;
    if (editor.isBeingWritten) editor.reveal(line);
    else editor.moveCursor(line);
  };
  const showSyntaxError = (error: SyntaxErrorBody, isReload: boolean, goes: boolean) => {
    marked = editor.program;
    monaco.editor.setModelMarkers(marked, owner, [marker(marked, error)]);
    const kind = localize(isReload ? 'nothing has changed' : 'nothing has run');
    const text = { name: error.exceptionId, kind, message: error.message };
    show(rangeOf(marked, error).startLineNumber, text, goes);
  };
  const showFailure = ({ exceptionId, description, line }: FailureBody, goes: boolean) => {
    const shown = Math.min(line, editor.program.getLineCount());
    marks.set([
      {
        range: new monaco.Range(shown, 1, shown, 1),
        options: {
          isWholeLine: true,
          className: 'line-exception',
          firstLineDecorationClassName: 'arrow arrow-exception',
        },
      },
    ]);
    show(shown, { name: exceptionId, kind: localize('has ended the program'), message: description }, goes);
  };
  const draw = ({ syntaxError, failure, compiled }: ViewState, goes: boolean) => {
    clear();
    if (!editor.showsProgram) return;
    if (syntaxError?.path === editor.path) showSyntaxError(syntaxError, compiled, goes);
    else if (failure?.path === editor.path) showFailure(failure, goes);
  };
  const update = (state: ViewState) => {
    const path = state.syntaxError?.path ?? state.failure?.path;
    draw(state, path !== undefined && editor.openFile(path));
  };
  // Monaco forgets the zones of a text that it does not show.
  editor.onFile(() => draw(target.state, false));
  const program = editor.onProgram(() => draw(target.state, false));
  const unsubscribe = target.subscribe((state, before) => {
    if (state.syntaxError !== before.syntaxError || state.failure !== before.failure) update(state);
  });
  // A program may have ended before the editor was there.
  update(target.state);
  return disposing(clear, program, unsubscribe);
}

/** What is wrong as a range of the model, which counts columns in UTF-16; at least one character, if there is one. */
export function rangeOf(model: monaco.editor.ITextModel, error: SyntaxErrorBody): monaco.Range {
  const start = positionOf(model, error.line, error.column);
  const { endLine, endColumn } = error;
  const end =
    endLine && endColumn
      ? positionOf(model, endLine, endColumn)
      : new monaco.Position(start.lineNumber, model.getLineMaxColumn(start.lineNumber));
  const range = monaco.Range.fromPositions(start, end);
  if (!range.isEmpty()) return range;
  // The end of a line, where something is missing: what is before it.
  return monaco.Range.fromPositions(start.delta(0, start.column > 1 ? -1 : 1), start);
}

function positionOf(model: monaco.editor.ITextModel, line: number, column: number): monaco.Position {
  const lineNumber = Math.min(line, model.getLineCount());
  const before = [...model.getLineContent(lineNumber)].slice(0, column - 1).join('');
  return new monaco.Position(lineNumber, before.length + 1);
}

function marker(model: monaco.editor.ITextModel, error: SyntaxErrorBody): monaco.editor.IMarkerData {
  return { ...rangeOf(model, error), severity: monaco.MarkerSeverity.Error, message: error.message, source: 'Python' };
}
