/**
 * The region "Editor": the program's text, or for a while the text of a library file that a selected frame is in.
 *
 * Each program is a text of its own, with its own undo and its own place: what was undone in one can never be another.
 *
 * It knows Monaco and nothing of debugging; what a debugger shows in it is attached by its neighbours (`glyphs`,
 * `execution-mark`, `hover`, `breakpoint-form`).
 */

import { setARIAContainer } from 'monaco-editor/base/browser/ui/aria/aria.js';
import type { Localize } from '../../model/localize.ts';
import { fileName } from '../../model/program-files.ts';
import type { Disposable } from '../panel.ts';
import { Listeners } from '../session/listeners.ts';
import type { EditableTexts, ProgramText } from './editable-files.ts';
import { lineHeight, settings } from './editor-settings.ts';
import { giveStyles } from './editor-styles.ts';
import { defineTheme, themeName } from './editor-theme.ts';
import { monaco } from './monaco.ts';
import { emptyText, replaceText } from './program-text.ts';

/** A text that was opened, and where the person was in it. */
interface Opened {
  readonly id: string;
  readonly path: string;
  readonly model: monaco.editor.ITextModel;
  view: monaco.editor.ICodeEditorViewState | null;
}

/** Where on the screen a line is, in pixels from the top of the window. */
export interface LinePlace {
  readonly top: number;
  readonly bottom: number;
}

/** A file, or a text that is in none, that is shown read-only. */
export interface ForeignFile {
  /** What it is called on the screen. */
  readonly name: string;
  /** What requests call it; absent where it has no place that they could name. */
  readonly path: string | undefined;
  readonly text: string;
}

type StandaloneEditor = monaco.editor.IStandaloneCodeEditor;

export class Editor implements Disposable {
  readonly code: StandaloneEditor;
  private foreign: (Omit<ForeignFile, 'text'> & { readonly model: monaco.editor.ITextModel }) | undefined;
  private isReadOnly = false;
  private readonly opened = new Map<string, Opened>();
  private current: Opened;
  private readonly files = new Listeners<[name: string | undefined]>();
  private readonly programs = new Listeners<[]>();
  private readonly edits = new Listeners<[event: monaco.editor.IModelContentChangedEvent]>();
  private readonly places = new Listeners<[place: LinePlace]>();
  /** The line that was revealed last, and until when its place may change by that. */
  private sought = { line: 1, until: 0 };
  /** Counts what is asked to be shown. */
  private wishes = 0;
  /** When the person last wrote, by `performance.now()`. */
  private written = Number.NEGATIVE_INFINITY;

  /**
   * Makes an editor in `root`, in parts: what Monaco needs for themes, texts and keys takes its time to start, and
   * so does what draws.
   *
   * @param turn - Is awaited between two parts.
   */
  static async open(
    root: HTMLElement,
    texts: EditableTexts,
    turn: () => Promise<void>,
    localize: Localize,
  ): Promise<Editor> {
    const { program } = texts;
    defineTheme(monaco.editor);
    await turn();
    monaco.editor.getModels();
    await turn();
    monaco.editor.setTheme(themeName);
    const styles = giveStyles(root);
    await turn();
    // The first text brings with it what texts are made of; it is only filled when it is shown.
    const model = emptyText();
    await turn();
    monaco.editor.addKeybindingRules([]);
    await turn();
    const first = program();
    const editor = new Editor(root, styles, texts, first, model, localize);
    await turn();
    editor.code.updateOptions(settings);
    await turn();
    const now = program();
    model.setValue(now.id === first.id ? now.text : first.text);
    editor.code.setModel(model);
    return editor;
  }

  private constructor(
    readonly root: HTMLElement,
    private readonly styles: Disposable,
    private readonly texts: EditableTexts,
    program: ProgramText,
    model: monaco.editor.ITextModel,
    private readonly localize: Localize,
  ) {
    this.current = this.keep(program, model);
    this.code = monaco.editor.create(root, {
      // It is given its text, and with that what draws it, in a task of its own.
      model: null,
      theme: themeName,
      ariaContainerElement: root,
      ariaLabel: labelOf(program, localize),
      automaticLayout: true,
      fontFamily: getComputedStyle(root).getPropertyValue('--mono'),
      fontSize: 14,
      lineHeight,
    });
    this.code.onDidLayoutChange(() => this.tellPlace());
    this.code.onDidScrollChange(() => this.tellPlace());
    this.code.onDidFocusEditorWidget(() => this.sayHere());
    this.letTabLeave();
  }

  /** The text of the program that can be edited, also while a library's file is shown. */
  get program(): monaco.editor.ITextModel {
    return this.current.model;
  }

  /** The path of that text. */
  get path(): string {
    return this.current.path;
  }

  /** What tells that text from others. */
  get id(): string {
    return this.current.id;
  }

  get text(): string {
    return this.program.getValue();
  }

  /** Whether a person cannot change any program. */
  set readOnly(isReadOnly: boolean) {
    this.isReadOnly = isReadOnly;
    this.applyReadOnly();
  }

  /** Replaces the text of the program that is open, so that undo brings the old one back. */
  set text(text: string) {
    this.leaveForeign();
    if (text !== this.text) replaceText(this.program, text);
  }

  /** Opens another program. One that was open before is as it was left, its undo too; `text` is then an edit of it. */
  openProgram(program: ProgramText): void {
    const { id, text } = program;
    this.leaveForeign();
    this.current.view = this.code.saveViewState();
    let opened = this.opened.get(id);
    if (!opened) {
      opened = this.keep(program, emptyText());
      opened.model.setValue(text);
    } else if (opened.model.getValue() !== text) {
      replaceText(opened.model, text);
    }
    if (opened === this.current) return;
    this.current = opened;
    this.code.setModel(opened.model);
    this.code.updateOptions({ ariaLabel: labelOf(opened, this.localize) });
    if (opened.view) this.code.restoreViewState(opened.view);
    this.programs.tell();
  }

  /**
   * Shows the file at `path` for editing, if the program has one there.
   *
   * @returns whether it has.
   */
  openFile(path: string): boolean {
    if (path !== this.path) {
      const file = this.texts.files?.open(path);
      if (!file) return false;
      this.openProgram(file);
    }
    this.showProgram();
    return true;
  }

  /** Calls `listener` when another program, or another file of it, was opened. */
  onProgram(listener: () => void): monaco.IDisposable {
    return { dispose: this.programs.add(listener) };
  }

  /** Calls `listener` with every change of the text of the program that is open. */
  onEdit(listener: (event: monaco.editor.IModelContentChangedEvent) => void): monaco.IDisposable {
    return { dispose: this.edits.add(listener) };
  }

  /** Whether the person is writing in the program just now: then the cursor is not to be moved under the keys. */
  get isBeingWritten(): boolean {
    return this.code.hasTextFocus() && performance.now() - this.written < writingLasts;
  }

  /** The line of the cursor in the text that is shown, 1-based. */
  get line(): number {
    return this.code.getPosition()?.lineNumber ?? 1;
  }

  /** The path of the file that is shown: the program's, or another's, which may have none. */
  get shownPath(): string | undefined {
    return this.foreign ? this.foreign.path : this.path;
  }

  /** The text that is shown. */
  get shownText(): monaco.editor.ITextModel {
    return this.foreign?.model ?? this.program;
  }

  /** Whether lines that are too long go on in the next row. */
  set wrap(wrap: boolean) {
    this.code.updateOptions({ wordWrap: wrap ? 'on' : 'off' });
  }

  /** Whether the program is shown, not a read-only file. */
  get showsProgram(): boolean {
    return this.foreign === undefined;
  }

  /** Calls `listener` with the name of the foreign file that is now shown, or `undefined` when the program is. */
  onFile(listener: (name: string | undefined) => void): void {
    this.files.add(listener);
  }

  /**
   * Calls `listener` with the place of a line that was just revealed, and again while that is still changing: what the
   * editor is in may have to be scrolled too.
   */
  onPlace(listener: (place: LinePlace) => void): void {
    this.places.add(listener);
  }

  /**
   * Says that another file is to be shown, whose text is still to come.
   *
   * @returns whether nothing else was asked for since: who has gone elsewhere meanwhile stays there.
   */
  awaitFile(): () => boolean {
    const wish = ++this.wishes;
    return () => wish === this.wishes;
  }

  showProgram(): void {
    this.wishes++;
    this.leaveForeign();
  }

  /** Not a wish: a program that is opened as the page is loaded does not take the place of where it has stopped by then. */
  private leaveForeign(): void {
    if (!this.foreign) return;
    const { model } = this.foreign;
    this.foreign = undefined;
    this.code.setModel(this.program);
    this.applyReadOnly();
    if (this.current.view) this.code.restoreViewState(this.current.view);
    model.dispose();
    this.tellFile();
  }

  /** Shows a file that cannot be edited. */
  showForeign({ name, path, text }: ForeignFile): void {
    if (this.foreign?.name === name && this.foreign.path === path) return;
    const old = this.foreign?.model;
    if (!old) this.current.view = this.code.saveViewState();
    const model = monaco.editor.createModel(text, 'python');
    this.foreign = { model, name, path };
    this.code.setModel(model);
    this.applyReadOnly();
    old?.dispose();
    this.tellFile();
  }

  /** Brings `line` into view, in the middle if it was out of it. */
  reveal(line: number): void {
    this.code.revealLineInCenterIfOutsideViewport(line);
    this.sought = { line, until: performance.now() + settlingLasts };
    this.tellPlace();
  }

  /** Puts the cursor on the code of `line`, or of the last one, whatever file is shown, and leaves the focus where it is. */
  moveCursor(line: number): void {
    const model = this.code.getModel();
    const lineNumber = Math.min(line, model?.getLineCount() ?? 1);
    this.code.setPosition({ lineNumber, column: model?.getLineFirstNonWhitespaceColumn(lineNumber) || 1 });
    this.reveal(lineNumber);
  }

  /** Puts cursor and focus on `line` of the text that is shown. */
  goTo(line: number, column = 1): void {
    this.code.setPosition({ lineNumber: line, column });
    this.reveal(line);
    this.code.focus();
  }

  dispose(): void {
    this.code.dispose();
    for (const { model } of this.opened.values()) model.dispose();
    this.foreign?.model.dispose();
    this.styles.dispose();
  }

  private keep({ id, path }: ProgramText, model: monaco.editor.ITextModel): Opened {
    const opened: Opened = { id, path, model, view: null };
    this.opened.set(id, opened);
    model.onDidChangeContent((event) => {
      if (model !== this.program) return;
      if (!event.isFlush) this.written = performance.now();
      this.edits.tell(event);
    });
    return opened;
  }

  private applyReadOnly(): void {
    const readOnly = this.isReadOnly || this.foreign !== undefined;
    this.code.updateOptions({ readOnly, domReadOnly: readOnly });
  }

  private tellPlace(): void {
    const { line, until } = this.sought;
    if (this.places.isEmpty || performance.now() > until) return;
    requestAnimationFrame(() => {
      const box = this.code.getDomNode()?.getBoundingClientRect();
      if (!box) return;
      const top = box.top + this.code.getTopForLineNumber(line) - this.code.getScrollTop();
      this.places.tell({ top, bottom: top + lineHeight });
    });
  }

  private tellFile(): void {
    this.files.tell(this.foreign?.name);
  }

  /** What Monaco says to screen readers it says in one place: now in that of this editor. */
  private sayHere(): void {
    this.root.querySelector('.monaco-aria-container')?.remove();
    setARIAContainer(this.root);
  }

  /** Tab indents; after Escape it leaves the editor, so that the keyboard is not caught. */
  private letTabLeave(): void {
    this.code.onKeyDown((event) => {
      if (event.keyCode === monaco.KeyCode.Escape) {
        // Not a dialog's around all of this, but for a second one.
        if (!this.code.getOption(monaco.editor.EditorOption.tabFocusMode)) event.preventDefault();
        this.code.updateOptions({ tabFocusMode: true });
      } else if (event.keyCode !== monaco.KeyCode.Tab && event.keyCode !== monaco.KeyCode.Shift) {
        this.code.updateOptions({ tabFocusMode: false });
      }
    });
    this.code.onDidFocusEditorText(() => this.code.updateOptions({ tabFocusMode: false }));
  }
}

/** What the editor is called. */
function labelOf({ path }: { readonly path: string }, localize: Localize): string {
  return localize('Python program, {file}. Press Escape, then Tab, to leave the editor', { file: fileName(path) });
}

/** Whoever has written so recently is writing. In milliseconds. */
const writingLasts = 1500;

/** How long the editor may take to be laid out after a line was revealed, in milliseconds. */
const settlingLasts = 500;
