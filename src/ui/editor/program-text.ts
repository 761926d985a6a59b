/** The texts of programs in Monaco. */
import { monaco } from './monaco.ts';

/** An empty text for a program. Monaco gives it an address that no other on the page has, and knows its undo by that. */
export function emptyText(): monaco.editor.ITextModel {
  const model = monaco.editor.createModel('', 'python');
  model.updateOptions({ tabSize: 4, insertSpaces: true });
  return model;
}

/** Replaces a text by an edit of its own, which undo takes back. */
export function replaceText(model: monaco.editor.ITextModel, text: string): void {
  model.pushStackElement();
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
  model.pushStackElement();
}
