/**
 * The region "Editor": the program's text, or for a while the text of a library file that a selected frame is in.
 *
 * Each program is a text of its own, with its own undo and its own place: what was undone in one can never be another.
 *
 * It knows Monaco and nothing of debugging; what a debugger shows in it is attached by its neighbours (`glyphs`,
 * `execution-mark`, `hover`, `breakpoint-form`).
 */

import { HOME_FOLDER } from '../../protocol/index.ts';
import { nextTask } from '../layout/next-task.ts';
import { Listeners } from '../session/listeners.ts';
import { defineThemes, type Look, themeName } from './editor-theme.ts';
import { monaco } from './monaco.ts';

/** What the editor shows first. */
export interface EditorOptions {
  readonly program: ProgramText;
  readonly look: Look;
}

/** A program, and its text for when it is opened. */
export interface ProgramText {
  readonly id: string;
  readonly text: string;
}

/** A program that was opened, and where the person was in it. */
interface Opened {
  readonly model: monaco.editor.ITextModel;
  view: monaco.editor.ICodeEditorViewState | null;
}

/** A file that is only looked at. */
export interface ForeignFile {
  readonly name: string;
  readonly text: string;
}

type StandaloneEditor = monaco.editor.IStandaloneCodeEditor;

/** In pixels. */
const lineHeight = 21;

/** What is set once the editor is there. */
const settings: monaco.editor.IEditorOptions = {
  glyphMargin: true,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 18,
  folding: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  padding: { top: 6, bottom: 6 },
  renderLineHighlight: 'line',
  // The number of an empty last line is as legible as the others.
  renderFinalNewline: 'on',
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  fixedOverflowWidgets: true,
  hover: { above: false, delay: 350 },
  occurrencesHighlight: 'off',
  guides: { indentation: true },
  smoothScrolling: false,
  contextmenu: false,
  quickSuggestions: false,
  links: false,
  stickyScroll: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: false },
  scrollbar: { verticalScrollbarSize: 12, horizontalScrollbarSize: 12, useShadows: false },
};

export class Editor {
  readonly code: StandaloneEditor;
  #foreign: { readonly model: monaco.editor.ITextModel; readonly name: string } | undefined;
  readonly #opened = new Map<string, Opened>();
  #current: Opened;
  readonly #files = new Listeners<[name: string | undefined]>();
  readonly #programs = new Listeners<[]>();
  readonly #edits = new Listeners<[event: monaco.editor.IModelContentChangedEvent]>();
  readonly #low = window.matchMedia('(max-height: 520px)');
  /** The line that was revealed last, and until when its place may change by that. */
  #sought = { line: 1, until: 0 };
  /** When the person last wrote, by `performance.now()`. */
  #written = Number.NEGATIVE_INFINITY;

  /**
   * Makes an editor in `host`, in parts: what Monaco needs for themes, texts and keys takes its time to start, and
   * so does what draws.
   *
   * @param options is asked when the editor itself is made.
   */
  static async open(host: HTMLElement, options: () => EditorOptions): Promise<Editor> {
    defineThemes(monaco.editor);
    await nextTask();
    monaco.editor.getModels();
    await nextTask();
    monaco.editor.setTheme(themeName(options().look));
    await nextTask();
    // The first text brings with it what texts are made of; it is only filled when it is shown.
    const first = modelOf(options().program.id);
    await nextTask();
    monaco.editor.addKeybindingRules([]);
    await nextTask();
    const { program, look } = options();
    const model = first.uri.path === pathOf(program.id) ? first : modelOf(program.id);
    if (model !== first) first.dispose();
    const editor = new Editor(host, program.id, model, look);
    await nextTask();
    editor.code.updateOptions(settings);
    await nextTask();
    model.setValue(options().program.text);
    editor.code.setModel(model);
    return editor;
  }

  private constructor(host: HTMLElement, id: string, model: monaco.editor.ITextModel, look: Look) {
    this.#current = this.#keep(id, model);
    this.code = monaco.editor.create(host, {
      // It is given its text, and with that what draws it, in a task of its own.
      model: null,
      theme: themeName(look),
      ariaLabel: 'Python program, main.py. Press Escape, then Tab, to leave the editor',
      automaticLayout: true,
      fontFamily: 'ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
      fontSize: 14,
      lineHeight,
    });
    this.code.onDidLayoutChange(() => this.#bringIntoWindow());
    this.code.onDidScrollChange(() => this.#bringIntoWindow());
    this.#letTabLeave();
  }

  /** The program that is open, also while another file is shown. */
  get program(): monaco.editor.ITextModel {
    return this.#current.model;
  }

  get text(): string {
    return this.program.getValue();
  }

  /** Replaces the text of the program that is open, so that undo brings the old one back. */
  set text(text: string) {
    this.showProgram();
    if (text !== this.text) replaceText(this.program, text);
  }

  /** Opens another program. One that was open before is as it was left, its undo too; `text` is then an edit of it. */
  openProgram({ id, text }: ProgramText): void {
    this.showProgram();
    this.#current.view = this.code.saveViewState();
    let opened = this.#opened.get(id);
    if (!opened) {
      opened = this.#keep(id, modelOf(id));
      opened.model.setValue(text);
    } else if (opened.model.getValue() !== text) {
      replaceText(opened.model, text);
    }
    if (opened === this.#current) return;
    this.#current = opened;
    this.code.setModel(opened.model);
    if (opened.view) this.code.restoreViewState(opened.view);
    this.#programs.tell();
  }

  /** Calls `listener` when another program was opened. */
  onProgram(listener: () => void): monaco.IDisposable {
    return { dispose: this.#programs.add(listener) };
  }

  /** Calls `listener` with every change of the text of the program that is open. */
  onEdit(listener: (event: monaco.editor.IModelContentChangedEvent) => void): monaco.IDisposable {
    return { dispose: this.#edits.add(listener) };
  }

  /** Whether the person is writing in the program just now: then the cursor is not to be moved under the keys. */
  get isBeingWritten(): boolean {
    return this.code.hasTextFocus() && performance.now() - this.#written < writingLasts;
  }

  /** The line of the cursor in the program, 1-based. */
  get line(): number {
    return this.#foreign ? 0 : (this.code.getPosition()?.lineNumber ?? 1);
  }

  set look(look: Look) {
    monaco.editor.setTheme(themeName(look));
  }

  /** Whether lines that are too long go on in the next row. */
  set wrap(wrap: boolean) {
    this.code.updateOptions({ wordWrap: wrap ? 'on' : 'off' });
  }

  /** Whether the program is shown, not a file that is only looked at. */
  get showsProgram(): boolean {
    return this.#foreign === undefined;
  }

  /** Calls `listener` with the name of the foreign file that is now shown, or `undefined` when the program is. */
  onFile(listener: (name: string | undefined) => void): void {
    this.#files.add(listener);
  }

  showProgram(): void {
    if (!this.#foreign) return;
    const { model } = this.#foreign;
    this.#foreign = undefined;
    this.code.setModel(this.program);
    this.code.updateOptions({ readOnly: false, domReadOnly: false });
    if (this.#current.view) this.code.restoreViewState(this.#current.view);
    model.dispose();
    this.#tellFile();
  }

  /** Shows a file that cannot be edited. */
  showForeign({ name, text }: ForeignFile): void {
    if (this.#foreign?.name === name) return;
    const old = this.#foreign?.model;
    if (!old) this.#current.view = this.code.saveViewState();
    const model = monaco.editor.createModel(text, 'python');
    this.#foreign = { model, name };
    this.code.setModel(model);
    this.code.updateOptions({ readOnly: true, domReadOnly: true });
    old?.dispose();
    this.#tellFile();
  }

  /** Brings `line` into view, in the middle if it was out of it. */
  reveal(line: number): void {
    this.code.revealLineInCenterIfOutsideViewport(line);
    this.#sought = { line, until: performance.now() + settlingLasts };
    this.#bringIntoWindow();
  }

  /** Puts the cursor on the code of `line`, whatever file is shown, and leaves the focus where it is. */
  moveCursor(line: number): void {
    const column = this.code.getModel()?.getLineFirstNonWhitespaceColumn(line) || 1;
    this.code.setPosition({ lineNumber: line, column });
    this.reveal(line);
  }

  /** Puts cursor and focus on `line` of the program. */
  goTo(line: number, column = 1): void {
    this.showProgram();
    this.code.setPosition({ lineNumber: line, column });
    this.reveal(line);
    this.code.focus();
  }

  dispose(): void {
    this.code.dispose();
    for (const { model } of this.#opened.values()) model.dispose();
    this.#foreign?.model.dispose();
  }

  #keep(id: string, model: monaco.editor.ITextModel): Opened {
    const opened: Opened = { model, view: null };
    this.#opened.set(id, opened);
    model.onDidChangeContent((event) => {
      if (model !== this.program) return;
      if (!event.isFlush) this.#written = performance.now();
      this.#edits.tell(event);
    });
    return opened;
  }

  /** Where the page itself scrolls, the line that was just revealed may be out of view, and be moved by what comes to be. */
  #bringIntoWindow(): void {
    const { line, until } = this.#sought;
    if (!this.#low.matches || performance.now() > until) return;
    requestAnimationFrame(() => {
      const { top = 0 } = this.code.getDomNode()?.getBoundingClientRect() ?? {};
      const y = top + this.code.getTopForLineNumber(line) - this.code.getScrollTop();
      if (y < 0 || y + lineHeight > window.innerHeight) window.scrollBy(0, y - window.innerHeight / 2);
    });
  }

  #tellFile(): void {
    this.#files.tell(this.#foreign?.name);
  }

  /** Tab indents; after Escape it leaves the editor, so that the keyboard is not caught. */
  #letTabLeave(): void {
    this.code.onKeyDown((event) => {
      if (event.keyCode === monaco.KeyCode.Escape) this.code.updateOptions({ tabFocusMode: true });
      else if (event.keyCode !== monaco.KeyCode.Tab && event.keyCode !== monaco.KeyCode.Shift) {
        this.code.updateOptions({ tabFocusMode: false });
      }
    });
    this.code.onDidFocusEditorText(() => this.code.updateOptions({ tabFocusMode: false }));
  }
}

/** Who has written so lately is writing. In milliseconds. */
const writingLasts = 1500;

/** How long the editor may take to be laid out after a line was revealed, in milliseconds. */
const settlingLasts = 500;

const pathOf = (id: string) => `${HOME_FOLDER}/${id}/main.py`;

/** An empty text for the program `id`. Monaco knows texts, and what can be undone in them, by their addresses. */
function modelOf(id: string): monaco.editor.ITextModel {
  const model = monaco.editor.createModel('', 'python', monaco.Uri.file(pathOf(id)));
  model.updateOptions({ tabSize: 4, insertSpaces: true });
  return model;
}

/** Replaces a text by an edit of its own, which undo takes back. */
function replaceText(model: monaco.editor.ITextModel, text: string): void {
  model.pushStackElement();
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
  model.pushStackElement();
}
