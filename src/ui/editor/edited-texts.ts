/** The texts of a program's files: that of the one in the editor is the editor's, those of the others are here. */
import type { ProgramFiles } from '../../model/program-files.ts';
import type { ProgramText } from './editable-files.ts';
import type { Editor } from './editor.ts';

export class EditedTexts implements ProgramFiles {
  protected editor: Editor | undefined;
  /** What an editor that is made begins with: what has come in its place since is an edit of it, which undo takes back. */
  private first: string;

  /**
   * @param main - The path of the file that is started.
   * @param id - Tells the texts from those of other programs.
   * @param texts - By path, in the order in which they are shown: that file first.
   */
  constructor(
    readonly main: string,
    private id: string,
    protected texts: Map<string, string>,
  ) {
    this.first = texts.get(main) ?? '';
  }

  paths(): readonly string[] {
    return this.editablePaths();
  }

  /** Those of the files that are texts, in the order in which they are shown. */
  editablePaths(): readonly string[] {
    return [...this.texts.keys()];
  }

  text(path: string): string | undefined {
    return this.isShown(path) ? this.editor?.text : this.texts.get(path);
  }

  /** What a file is called: its path in the folder of the program. */
  nameOf(path: string): string {
    return path.slice(this.main.lastIndexOf('/') + 1);
  }

  /** Gives a file just before it is shown in place of the one that is. */
  open(path: string): ProgramText | undefined {
    this.settle();
    const text = this.texts.get(path);
    return text === undefined ? undefined : { id: this.idOf(path), path, text };
  }

  /** The program's own file, as an editor opens it. */
  get program(): ProgramText {
    return { id: this.idOf(this.main), path: this.main, text: this.editor ? this.mainText : this.first };
  }

  get mainText(): string {
    return this.text(this.main) ?? '';
  }

  /** Takes the editor, which may show a file already where the program has stopped. */
  show(editor: Editor): void {
    const isOther = this.editablePaths().every((path) => editor.id !== this.idOf(path));
    // While it was made, another program may have been chosen, or another text have come.
    if (isOther || editor.path === this.main) editor.openProgram({ ...this.program, text: this.mainText });
    this.editor = editor;
    editor.onProgram(() => this.settle());
  }

  /** Replaces the text of a file, so that undo brings the old one back where it is shown. */
  write(path: string, text: string): void {
    if (this.isShown(path) && this.editor) this.editor.text = text;
    else this.texts.set(path, text);
  }

  /** Takes the texts of another program; the editor is still to be told. */
  protected replace(id: string, texts: Map<string, string>): void {
    this.id = id;
    this.texts = texts;
    this.first = texts.get(this.main) ?? '';
  }

  /** Takes the text of the file that the editor shows, which may show another one soon. */
  private settle(): void {
    const { editor } = this;
    if (editor && this.isShown(editor.path)) this.texts.set(editor.path, editor.text);
  }

  private isShown(path: string): boolean {
    return this.editor?.id === this.idOf(path) && this.texts.has(path);
  }

  private idOf(path: string): string {
    return path === this.main ? this.id : `${this.id} ${path}`;
  }
}
