/** Where the program that was started does not compile, in the editor: the place underlined, the reason under its line. */
import { html, render } from 'lit';
import type { SyntaxErrorBody } from '../protocol/index.ts';
import type { Debugger } from './debugger.ts';
import type { Editor } from './editor.ts';
import { LineZone } from './line-zone.ts';
import { monaco } from './monaco.ts';

const owner = 'dapper-web';

/** Marks the syntax error in `editor` until the text is edited, or another start. */
export function attachSyntaxMark(editor: Editor, target: Debugger): () => void {
  const { program } = editor;
  let zone: LineZone | undefined;
  const show = (error: SyntaxErrorBody | undefined) => {
    zone?.dispose();
    zone = undefined;
    monaco.editor.setModelMarkers(program, owner, error ? [marker(program, error)] : []);
    if (!error) return;
    editor.showProgram();
    zone = new LineZone(editor, 'syntax-error', rangeOf(program, error).startLineNumber, message(error), true);
    editor.reveal(error.line);
  };
  editor.onFile(() => {
    // Monaco forgets the zones of a model that it does not show.
    zone?.dispose();
    zone = undefined;
  });
  const unsubscribe = target.subscribe((state, before) => {
    if (state.syntaxError !== before.syntaxError) show(state.syntaxError);
  });
  return () => {
    unsubscribe();
    show(undefined);
  };
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

function message({ message }: SyntaxErrorBody): HTMLElement {
  const box = document.createElement('div');
  box.className = 'exception';
  render(
    html`<strong class="exception-name">SyntaxError</strong> <span class="exception-kind">nothing has run</span>
      <p class="exception-text">${message}</p>`,
    box,
  );
  return box;
}
