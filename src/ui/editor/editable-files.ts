/** The texts that a person can edit: a program, and the files that belong to it. */

/** A file of a program, and its text for when it is opened. */
export interface ProgramText {
  /** Tells texts apart, also those of two programs whose files have the same path. */
  readonly id: string;
  /** Where its file is when it is started. */
  readonly path: string;
  readonly text: string;
}

/** The texts that an editor can show for editing. */
export interface EditableTexts {
  /** Is asked when the program is shown. */
  readonly program: () => ProgramText;
  /** The files of the program that is open; only its own file when absent. */
  readonly files?: EditableFiles | undefined;
}

/** The files of a program. */
export interface EditableFiles {
  /** The path of the file that is started, which has to be there. */
  readonly main: string;
  /** Those that are texts, in the order in which they are shown. */
  editablePaths(): readonly string[];
  /** What a file is called: its path in the folder of the program. */
  nameOf(path: string): string;
  /** Gives a file just before it is shown in place of the one that is. */
  open(path: string): ProgramText | undefined;
  /** @returns what takes `listener` away again. */
  onChange(listener: () => void): () => void;
}

/** Files that a person adds, names and removes. */
export interface ManagedFiles extends EditableFiles {
  /** The path of the last that was removed, as long as it can be brought back. */
  readonly removed: string | undefined;
  /** Makes an empty file. @returns its path. @throws FileNameError if it cannot have that name. */
  add(name: string): string;
  /** Takes files of the person's device, and shows the last; absent where that cannot be. */
  readonly take?: ((files: readonly File[]) => Promise<void>) | undefined;
  /** Gives a file another name. @returns its new path. @throws FileNameError if it cannot have that. */
  rename(path: string, name: string): string;
  /** Removes a file, with its breakpoints. */
  remove(path: string): void;
  /** Brings back what was removed last. @returns its path. */
  bringBack(): string | undefined;
}

/** Whether a person can change which files there are. */
export function areManaged(files: EditableFiles): files is ManagedFiles {
  return 'rename' in files;
}

/** Whether files have tabs: one file alone has none, unless others may be added. */
export function haveTabs(files: EditableFiles | undefined): boolean {
  return files !== undefined && (areManaged(files) || files.editablePaths().length > 1);
}
