/** The files of a program that is to be started, and who has their texts. */

/** Gives the texts of a program's files as they are at the moment of asking: an editor's, say. */
export interface ProgramFiles {
  /** The file that is started. */
  readonly main: string;
  /** All files that the program is started with, `main` among them. */
  paths(): readonly string[];
  /** The text of one of them; `undefined` for any other path, and for a file that is no text. */
  text(path: string): string | undefined;
  /** The bytes of one of them that is no text, as Base64; `undefined` for any other path. */
  base64?(path: string): string | undefined;
}

/** A program of one file. */
export function singleFile(path: string, text: () => string): ProgramFiles {
  return {
    main: path,
    paths: () => [path],
    text: (asked) => (asked === path ? text() : undefined),
  };
}

/** The last part of a path; for a text that is in no file, the name that it was compiled under. */
export function fileName(path: string): string {
  const text = /^<(.*)>#[0-9a-f]{8}$/.exec(path)?.[1];
  if (text === undefined) return path.slice(path.lastIndexOf('/') + 1);
  return text.startsWith('<') && text.endsWith('>') ? text.slice(1, -1) : `<${text}>`;
}

/** Whether a name is a relative path that leads to no folder but the program's and those in it. */
export function isFileName(name: string): boolean {
  const isPlain = !/[\\\p{Cc}]/u.test(name);
  return isPlain && name.split('/').every((part) => part.trim() !== '' && part !== '.' && part !== '..');
}

/** Whether two files can be there at once: neither is the other, or a folder of it. */
export function areApart(one: string, other: string): boolean {
  return one !== other && !one.startsWith(`${other}/`) && !other.startsWith(`${one}/`);
}

/** A file cannot have such a name. */
export class FileNameError extends Error {}
