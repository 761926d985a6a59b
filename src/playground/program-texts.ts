/** The files of the program. A person adds, renames and removes them; what was removed last can be brought back. */
import { MAIN_NAME } from '../client/main-name.ts';
import { programPath } from '../client/program.ts';
import type { Breakpoint } from '../model/breakpoint-list.ts';
import { areApart, FileNameError, isFileName } from '../model/program-files.ts';
import { HOME_FOLDER } from '../protocol/index.ts';
import type { ManagedFiles } from '../ui/editor/editable-files.ts';
import { EditedTexts } from '../ui/editor/edited-texts.ts';
import type { Debugger } from '../ui/session/debugger.ts';
import { Listeners } from '../ui/session/listeners.ts';
import { MOST_FILES, type SavedFile } from './saved-file.ts';

/** A file that was removed. */
interface Removed {
  readonly path: string;
  readonly text: string;
  readonly breakpoints: readonly Breakpoint[];
}

export class ProgramTexts extends EditedTexts implements ManagedFiles {
  take: ManagedFiles['take'];
  private gone: Removed | undefined;
  private readonly changes = new Listeners<[]>();

  /** @param breakpoints - Has those of the files. */
  constructor(
    { id, text, files }: Opened,
    private readonly breakpoints: () => Debugger['breakpoints'] | undefined,
    private readonly all: () => readonly Breakpoint[],
  ) {
    super(programPath, id, textsOf(text, files));
  }

  /** The files beside the program's own, as they are kept. */
  get beside(): readonly SavedFile[] {
    const paths = this.paths().filter((path) => path !== this.main);
    return paths.map((path) => ({ name: this.nameOf(path), text: this.text(path) ?? '' }));
  }

  get removed(): string | undefined {
    return this.gone?.path;
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
    this.replace(id, textsOf(text, files));
    this.gone = undefined;
    this.changes.tell();
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
