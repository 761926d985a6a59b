/**
 * The texts of the program's files: that of the one in the editor is the editor's, those of the others are here. A person
 * adds, renames and removes files; what was removed last can be brought back.
 */
import { MAIN_NAME } from '../client/main-name.ts';
import { programPath } from '../client/program.ts';
import type { Breakpoint } from '../model/breakpoint-list.ts';
import { areApart, isFileName, type ProgramFiles } from '../model/program-files.ts';
import { HOME_FOLDER } from '../protocol/index.ts';
import { type EditableFiles, FileNameError, type ProgramText } from '../ui/editor/editable-files.ts';
import type { Editor } from '../ui/editor/editor.ts';
import type { Debugger } from '../ui/session/debugger.ts';
import { Listeners } from '../ui/session/listeners.ts';
import { MOST_FILES, type SavedFile } from './saved-file.ts';

/** A file that was removed. */
interface Removed {
  readonly path: string;
  readonly text: string;
  readonly breakpoints: readonly Breakpoint[];
}

export class ProgramTexts implements ProgramFiles, EditableFiles {
  readonly main = programPath;
  private id: string;
  /** By path, in the order in which they are shown: the program's own first. */
  private texts: Map<string, string>;
  /** What an editor that is made begins with: what has come in its place since is an edit of it, which undo takes back. */
  private first: string;
  private editor: Editor | undefined;
  private gone: Removed | undefined;
  private readonly changes = new Listeners<[]>();

  /** @param breakpoints - Has those of the files. */
  constructor(
    { id, text, files }: Opened,
    private readonly breakpoints: () => Debugger['breakpoints'] | undefined,
    private readonly all: () => readonly Breakpoint[],
  ) {
    this.id = id;
    this.first = text;
    this.texts = textsOf(text, files);
  }

  paths(): readonly string[] {
    return [...this.texts.keys()];
  }

  text(path: string): string | undefined {
    return this.isShown(path) ? this.editor?.text : this.texts.get(path);
  }

  /** The files beside the program's own, as they are kept. */
  get beside(): readonly SavedFile[] {
    const paths = this.paths().filter((path) => path !== this.main);
    return paths.map((path) => ({ name: this.nameOf(path), text: this.text(path) ?? '' }));
  }

  get removed(): string | undefined {
    return this.gone?.path;
  }

  nameOf(path: string): string {
    return path.slice(HOME_FOLDER.length + 1);
  }

  open(path: string): ProgramText | undefined {
    this.settle();
    const text = this.texts.get(path);
    return text === undefined ? undefined : { id: this.idOf(path), path, text };
  }

  add(name: string): string {
    return this.put(name, '');
  }

  rename(path: string, name: string): string {
    if (name === this.nameOf(path)) return path;
    const text = this.text(path) ?? '';
    const renamed = this.pathFor(name, path);
    this.texts = new Map(this.paths().map((each) => (each === path ? [renamed, text] : [each, this.text(each) ?? ''])));
    this.replaceBreakpoints((each) => (each.path === path ? { ...each, path: renamed } : each));
    this.gone = undefined;
    this.changes.tell();
    return renamed;
  }

  remove(path: string): void {
    if (path === this.main || !this.texts.has(path)) return;
    const breakpoints = this.all().filter((each) => each.path === path);
    this.gone = { path, text: this.text(path) ?? '', breakpoints };
    this.texts.delete(path);
    this.replaceBreakpoints((each) => (each.path === path ? undefined : each));
    this.changes.tell();
  }

  bringBack(): string | undefined {
    const { gone } = this;
    if (!gone) return undefined;
    const path = this.put(this.nameOf(gone.path), gone.text);
    this.breakpoints()?.change({ type: 'breakpointsRestored', breakpoints: [...this.all(), ...gone.breakpoints] });
    return path;
  }

  /** Takes the texts of another program; the editor is still to be told. */
  openProgram({ id, text, files }: Opened): void {
    this.id = id;
    this.first = text;
    this.texts = textsOf(text, files);
    this.gone = undefined;
    this.changes.tell();
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
    const isOther = this.paths().every((path) => editor.id !== this.idOf(path));
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

  /** Makes the files beside the program's own the `wanted` ones. */
  takeOver(wanted: readonly SavedFile[]): void {
    const paths = new Set(wanted.map(({ name }) => pathOf(name)));
    const isGone = (path: string) => path !== this.main && !paths.has(path);
    if (this.editor && isGone(this.editor.path)) this.editor.openFile(this.main);
    for (const path of this.paths()) if (isGone(path)) this.texts.delete(path);
    for (const { name, text } of wanted) this.write(pathOf(name), text);
    this.changes.tell();
  }

  onChange(listener: () => void): () => void {
    return this.changes.add(listener);
  }

  /** Takes the text of the file that the editor shows, which may show another one soon. */
  private settle(): void {
    const { editor } = this;
    if (editor && this.isShown(editor.path)) this.texts.set(editor.path, editor.text);
  }

  private isShown(path: string): boolean {
    return this.editor?.id === this.idOf(path) && this.texts.has(path);
  }

  private put(name: string, text: string): string {
    const path = this.pathFor(name);
    this.texts.set(path, text);
    this.gone = undefined;
    this.changes.tell();
    return path;
  }

  /** @param besides - The file that is to have the name. @throws FileNameError */
  private pathFor(name: string, besides?: string): string {
    if (!isFileName(name)) {
      throw new FileNameError(
        `"${name}" is no name for a file in the program's folder, such as shapes.py or data/words.txt.`,
      );
    }
    const names = this.paths().flatMap((path) => (path === besides ? [] : [this.nameOf(path)]));
    const taken = names.find((each) => !areApart(each, name));
    if (taken === name) throw new FileNameError(`There is a file ${name} already.`);
    if (taken !== undefined) throw new FileNameError(`${name} and ${taken} cannot both be there: one is in the other.`);
    if (names.length > MOST_FILES)
      throw new FileNameError(`A program can have ${MOST_FILES} files beside ${MAIN_NAME}.`);
    return pathOf(name);
  }

  private idOf(path: string): string {
    return path === this.main ? this.id : `${this.id} ${path}`;
  }

  private replaceBreakpoints(of: (breakpoint: Breakpoint) => Breakpoint | undefined): void {
    const all = this.all();
    const breakpoints = all.flatMap((each) => of(each) ?? []);
    if (breakpoints.length === all.length && breakpoints.every((each, at) => each === all[at])) return;
    this.breakpoints()?.change({ type: 'breakpointsRestored', breakpoints });
  }
}

/** What a program is opened with. */
interface Opened {
  readonly id: string;
  readonly text: string;
  readonly files: readonly SavedFile[];
}

function textsOf(text: string, files: readonly SavedFile[]): Map<string, string> {
  return new Map([[programPath, text], ...files.map((file) => [pathOf(file.name), file.text] as const)]);
}

function pathOf(name: string): string {
  return `${HOME_FOLDER}/${name}`;
}
