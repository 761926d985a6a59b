/** Lines of a program that a reader cannot change: an edit of one is undone at once. */
import type { Editor } from '../ui/editor/editor.ts';
import { monaco } from '../ui/editor/monaco.ts';
import type { Disposable } from '../ui/panel.ts';
import type { Settings } from './attributes.ts';

/** Keeps `lines` of the program in `editor` as they are, wherever they move to. */
export function keepLines(editor: Editor, lines: Settings['readonlyLines'], onRefused: () => void): Disposable {
  if (lines === 'all') {
    editor.readOnly = true;
    return {
      dispose() {
        editor.readOnly = false;
      },
    };
  }
  const model = editor.program;
  const last = model.getLineCount();
  const kept = new KeptLines(
    model,
    lines.filter(([from]) => from <= last).map(([from, to]) => new monaco.Range(from, 1, Math.min(to, last), 1)),
  );
  let undoing = false;
  const listener = model.onDidChangeContent(() => {
    if (undoing || kept.follow()) return;
    undoing = true;
    // Monaco finishes an edit before it takes another.
    queueMicrotask(() => {
      editor.code.trigger('read-only', 'undo', null);
      kept.putBack();
      undoing = false;
      onRefused();
    });
  });
  return {
    dispose() {
      listener.dispose();
      kept.dispose();
    },
  };
}

/** Where the lines are. The marks are the text's, not the editor's: an editor that shows another text loses its own. */
class KeptLines implements Disposable {
  private readonly texts: readonly string[];
  private ids: string[] = [];

  /** @param ranges - From the first column of the first line to that of the last. */
  constructor(
    private readonly model: monaco.editor.ITextModel,
    private ranges: readonly monaco.Range[],
  ) {
    this.texts = ranges.map((range) => this.textOf(range));
    this.putBack();
  }

  /** Takes note of where an edit has moved the lines. False: it has changed them. */
  follow(): boolean {
    const ranges = this.ids.flatMap((id) => this.model.getDecorationRange(id) ?? []);
    if (this.texts.some((text, at) => text !== (ranges[at] && this.textOf(ranges[at])))) return false;
    this.ranges = ranges;
    return true;
  }

  /** Puts the marks where they were before an edit that was undone: undo brings back the text, not what it has moved. */
  putBack(): void {
    const options = { isWholeLine: true, className: 'line-kept', description: 'kept' };
    this.mark(this.ranges.map((range) => ({ range, options })));
  }

  dispose(): void {
    if (!this.model.isDisposed()) this.mark([]);
  }

  private mark(decorations: monaco.editor.IModelDeltaDecoration[]): void {
    this.ids = this.model.deltaDecorations(this.ids, decorations);
  }

  private textOf({ startLineNumber, endLineNumber }: monaco.Range): string {
    const end = this.model.getLineMaxColumn(endLineNumber);
    return this.model.getValueInRange(new monaco.Range(startLineNumber, 1, endLineNumber, end));
  }
}
