/** The files that an opened element starts: the editor's, and those that its author has put beside it. */
import { programPath } from '../client/program.ts';
import type { ProgramFiles } from '../model/program-files.ts';
import { HOME_FOLDER } from '../protocol/index.ts';
import type { LoadedFile } from './child-files.ts';

export class OpenedFiles implements ProgramFiles {
  readonly main = programPath;
  private readonly beside = new Map<string, LoadedFile>();

  /** @param mainText - Gives the program's text as it is now. */
  constructor(private readonly mainText: () => string) {}

  /** Puts files beside the program. */
  add(files: readonly LoadedFile[]): void {
    for (const file of files) this.beside.set(`${HOME_FOLDER}/${file.name}`, file);
  }

  paths(): readonly string[] {
    return [this.main, ...this.beside.keys()];
  }

  text(path: string): string | undefined {
    if (path === this.main) return this.mainText();
    const file = this.beside.get(path);
    return file && 'text' in file ? file.text : undefined;
  }

  base64(path: string): string | undefined {
    const file = this.beside.get(path);
    return file && 'base64' in file ? file.base64 : undefined;
  }
}
