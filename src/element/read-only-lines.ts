/** Lines of a program that a reader cannot change: an edit of one is undone at once. */
import type { Editor } from '../ui/editor/editor.ts';
import { monaco } from '../ui/editor/monaco.ts';
import type { Disposable } from '../ui/panel.ts';
import type { Settings } from './attributes.ts';

/** Keeps `lines` of the program in `editor` as they are, wherever they move to. */
export function keepLines(editor: Editor, lines: Settings['readonlyLines'], onRefused: () => void): Disposable {
  if (lines === 'all') {
    editor.code.updateOptions({ readOnly: true });
    return { dispose: () => editor.code.updateOptions({ readOnly: false }) };
  }
  const model = editor.program;
  const kept = lines
    .filter(([from]) => from <= model.getLineCount())
    .map(([from, to]) => new monaco.Range(from, 1, Math.min(to, model.getLineCount()), 1));
  const marks = editor.code.createDecorationsCollection(
    kept.map((range) => ({
      range,
      options: { isWholeLine: true, className: 'line-kept', description: 'kept' },
    })),
  );
  const texts = kept.map((range) => wholeLines(model, range));
  let undoing = false;
  const listener = model.onDidChangeContent(() => {
    if (undoing) return;
    const now = marks.getRanges().map((range) => wholeLines(model, range));
    if (now.length === texts.length && now.every((text, index) => text === texts[index])) return;
    undoing = true;
    // Monaco finishes an edit before it takes another.
    queueMicrotask(() => {
      editor.code.trigger('read-only', 'undo', null);
      undoing = false;
      onRefused();
    });
  });
  return {
    dispose() {
      listener.dispose();
      marks.clear();
    },
  };
}

function wholeLines(model: monaco.editor.ITextModel, { startLineNumber, endLineNumber }: monaco.Range): string {
  return model.getValueInRange(
    new monaco.Range(startLineNumber, 1, endLineNumber, model.getLineMaxColumn(endLineNumber)),
  );
}
