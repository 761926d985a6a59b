/**
 * The region "Editor": the program's text, or for a while the text of a library file that a selected frame is in.
 *
 * It knows Monaco and nothing of debugging; what a debugger shows in it is attached by its neighbours (`glyphs`,
 * `execution-mark`, `hover`, `breakpoint-form`).
 */

import { defineThemes, type Look, themeName } from './editor-theme.ts';
import { monaco } from './monaco.ts';
import { nextTask } from './next-task.ts';

/** Where the editor's text comes from and goes to. */
export interface EditorOptions {
  readonly text: string;
  readonly look: Look;
}

/** A file that is only looked at. */
export interface ForeignFile {
  readonly name: string;
  readonly text: string;
}

type StandaloneEditor = monaco.editor.IStandaloneCodeEditor;

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
  #programView: monaco.editor.ICodeEditorViewState | null = null;
  readonly #fileListeners = new Set<(name: string | undefined) => void>();

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
    const program = monaco.editor.createModel('', 'python', monaco.Uri.parse('file:///home/pyodide/main.py'));
    program.updateOptions({ tabSize: 4, insertSpaces: true });
    await nextTask();
    monaco.editor.addKeybindingRules([]);
    await nextTask();
    const editor = new Editor(host, program, options().look);
    await nextTask();
    editor.code.updateOptions(settings);
    await nextTask();
    program.setValue(options().text);
    editor.code.setModel(program);
    return editor;
  }

  private constructor(
    host: HTMLElement,
    readonly program: monaco.editor.ITextModel,
    look: Look,
  ) {
    this.code = monaco.editor.create(host, {
      // It is given its text, and with that what draws it, in a task of its own.
      model: null,
      theme: themeName(look),
      ariaLabel: 'Python program, main.py. Press Escape, then Tab, to leave the editor',
      automaticLayout: true,
      fontFamily: 'ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
      fontSize: 14,
      lineHeight: 21,
    });
    this.#letTabLeave();
  }

  get text(): string {
    return this.program.getValue();
  }

  /** Replaces the program, so that undo brings the old one back. */
  set text(text: string) {
    this.showProgram();
    if (text === this.text) return;
    this.program.pushStackElement();
    this.program.pushEditOperations([], [{ range: this.program.getFullModelRange(), text }], () => null);
    this.program.pushStackElement();
    this.code.setPosition({ lineNumber: 1, column: 1 });
    this.code.setScrollPosition({ scrollTop: 0, scrollLeft: 0 });
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
    this.#fileListeners.add(listener);
  }

  showProgram(): void {
    if (!this.#foreign) return;
    const { model } = this.#foreign;
    this.#foreign = undefined;
    this.code.setModel(this.program);
    this.code.updateOptions({ readOnly: false, domReadOnly: false });
    if (this.#programView) this.code.restoreViewState(this.#programView);
    model.dispose();
    this.#tellFile();
  }

  /** Shows a file that cannot be edited. */
  showForeign({ name, text }: ForeignFile): void {
    if (this.#foreign?.name === name) return;
    const old = this.#foreign?.model;
    if (!old) this.#programView = this.code.saveViewState();
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
    this.program.dispose();
    this.#foreign?.model.dispose();
  }

  #tellFile(): void {
    for (const listener of this.#fileListeners) listener(this.#foreign?.name);
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
