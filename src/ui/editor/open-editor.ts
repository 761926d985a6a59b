/** What needs Monaco: the editor, and what a debugger shows in it. Loaded after the rest, since it is most of a page. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { isActive } from '../../model/view-state.ts';
import { BreakpointForm } from '../breakpoints/breakpoint-form.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import type { Signal } from '../session/signals.ts';
import { attachArrowDrag } from './arrow-drag.ts';
import { attachChanges } from './changes.ts';
import { attachColumnMarks } from './column-marks.ts';
import type { EditableTexts } from './editable-files.ts';
import { Editor } from './editor.ts';
import { attachEditorHeader } from './editor-header.ts';
import { attachErrorMark } from './error-mark.ts';
import { attachExecutionMark } from './execution-mark.ts';
import { attachFileTabs } from './file-tabs.ts';
import { attachFindWords } from './find-words.ts';
import { attachGlyphs } from './glyphs.ts';
import { attachGoToLine } from './go-to-line.ts';
import { attachHover } from './hover.ts';
import { attachInlineValues, type InlineValueStore } from './inline-values.ts';
import { attachLineActions } from './line-actions.ts';
import { Refusal } from './refusal.ts';
import { supportPointerInShadow } from './shadow-pointer.ts';
import { showSource } from './show-source.ts';
import { attachTextMenu } from './text-menu.ts';

/** Where an editor is made, and what it shows. */
export interface EditorPlace {
  readonly root: HTMLElement;
  readonly head: HTMLElement;
  readonly texts: EditableTexts;
  readonly inlineValues?: InlineValueStore | undefined;
  /** Is awaited between two parts of the work. */
  readonly turn: () => Promise<void>;
}

/** An editor that shows what a debugger does. */
export interface OpenEditor extends Disposable {
  readonly editor: Editor;
}

/** Makes an editor for the program of `target`. */
export async function openEditor(place: EditorPlace, target: Debugger): Promise<OpenEditor> {
  const { root, head, texts, turn, inlineValues } = place;
  const pointer = supportPointerInShadow(root);
  const editor = await Editor.open(root, texts, turn, target.localize);
  const form = new BreakpointForm(editor, target);
  const refusal = new Refusal(editor, target);
  const { signals } = target;
  const parts = disposing(
    editor,
    pointer,
    form,
    refusal,
    attachExecutionMark(editor, target),
    attachArrowDrag(editor, target, refusal),
    ...(texts.files ? [attachFileTabs(append(head, 'div', 'file-tabs'), editor, target, texts.files)] : []),
    attachEditorHeader(append(head, 'div', 'editor-head'), editor, target, texts.files),
    attachGlyphs(editor, target),
    attachLineActions(editor, target, head, refusal),
    attachColumnMarks(editor, target),
    // After those: it asks where lines are after an edit.
    attachInlineValues(editor, target, head, inlineValues),
    attachErrorMark(editor, target),
    attachChanges(root, editor, target),
    attachHover(editor, target),
    attachTextMenu(editor, target),
    attachGoToLine(editor, target),
    attachFindWords(editor, target.localize),
    signals.on('edit', (place) => target.guard(edit(editor, target, form, place))),
    signals.on('reveal', (place) => target.guard(reveal(editor, target, place))),
  );
  return { editor, dispose: () => parts.dispose() };
}

/** Goes to a line of the program, or of another file, which is shown read-only. */
async function reveal(editor: Editor, target: Debugger, place: Signal['reveal']): Promise<void> {
  const { path, line, column, source = { path } } = place;
  if (!(await showSource(editor, source, () => textOf(target, source)))) return;
  if (editor.showsProgram) {
    editor.goTo(line, column);
    return;
  }
  editor.moveCursor(line);
  editor.code.focus();
}

/** Opens the form of a breakpoint, in the program or in another file. */
async function edit(
  editor: Editor,
  target: Debugger,
  form: BreakpointForm,
  { field, ...place }: Signal['edit'],
): Promise<void> {
  const source = { path: place.path };
  const isShown = place.path === editor.shownPath || (await showSource(editor, source, () => textOf(target, source)));
  if (isShown) form.open(place, field);
}

/** The text of another file: as the program has it, while one is under way; else as it was shown last. */
async function textOf({ files, sources, state }: Debugger, source: DebugProtocol.Source): Promise<string> {
  const { path = '' } = source;
  const known = files.text(path) ?? (isActive(state) ? undefined : sources.shown(path));
  return known ?? sources.of(source);
}
