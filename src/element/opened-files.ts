/** The files that an opened element starts: the program, and those that its author has put beside it. A reader edits them. */
import { programPath } from '../client/program.ts';
import { HOME_FOLDER } from '../protocol/index.ts';
import type { EditableFiles } from '../ui/editor/editable-files.ts';
import { EditedTexts } from '../ui/editor/edited-texts.ts';
import { Listeners } from '../ui/session/listeners.ts';
import type { LoadedFile } from './child-files.ts';

export class OpenedFiles extends EditedTexts implements EditableFiles {
  /** Those that are no text, by path. */
  private readonly data = new Map<string, string>();
  private readonly changes = new Listeners<[]>();

  /** @param program - The program's text. */
  constructor(program: string) {
    super(programPath, 'program', new Map([[programPath, program]]));
  }

  /** Puts files beside the program. */
  add(files: readonly LoadedFile[]): void {
    for (const file of files) {
      const path = `${HOME_FOLDER}/${file.name}`;
      if ('text' in file) this.texts.set(path, file.text);
      else this.data.set(path, file.base64);
    }
    this.changes.tell();
  }

  override paths(): readonly string[] {
    return [...super.paths(), ...this.data.keys()];
  }

  base64(path: string): string | undefined {
    return this.data.get(path);
  }

  onChange(listener: () => void): () => void {
    return this.changes.add(listener);
  }
}
