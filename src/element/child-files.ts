/** Files and data beside the program: which names they may have, and what is in those that are elsewhere. */
import { MAIN_NAME } from '../client/main-name.ts';
import { areApart, isFileName } from '../model/program-files.ts';
import { fetched } from './fetched.ts';

/** A file as an author writes it: its text, or the address that it has, relative to the page. */
export type ChildFile = { readonly name: string } & ({ readonly text: string } | { readonly src: string });

/** A file as the program finds it. What is not text in UTF-8 is Base64. */
export type LoadedFile = { readonly name: string } & ({ readonly text: string } | { readonly base64: string });

/** Bytes that are made characters of at a time. */
const PIECE = 0x8000;

/** The files whose names can be used, and a sentence if there are others. */
export function usableFiles(files: readonly ChildFile[]): {
  readonly files: readonly ChildFile[];
  readonly problems: readonly string[];
} {
  const usable: ChildFile[] = [];
  const wrong: string[] = [];
  for (const file of files) {
    const isFree = [MAIN_NAME, ...usable.map(({ name }) => name)].every((other) => areApart(file.name, other));
    if (isFree && isFileName(file.name)) usable.push(file);
    else wrong.push(`"${file.name}"`);
  }
  if (wrong.length === 0) return { files: usable, problems: [] };
  const rule = `A <python-file> must have a name of its own inside the program's folder, such as "data/words.txt"`;
  return { files: usable, problems: [`${rule}: ${wrong.join(', ')} cannot be used.`] };
}

/**
 * Gets what is in files.
 *
 * @param base - What addresses are relative to.
 * @throws Error with a sentence about the first that cannot be had.
 */
export function loadFiles(files: readonly ChildFile[], base: string): Promise<readonly LoadedFile[]> {
  return Promise.all(files.map((file) => ('src' in file ? loadFile(file.name, file.src, base) : file)));
}

async function loadFile(name: string, src: string, base: string): Promise<LoadedFile> {
  const answer = await fetched(name, src, base);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const text = textIn(bytes);
  return text === undefined ? { name, base64: base64Of(bytes) } : { name, text };
}

/** The text that bytes are, with a byte order mark if they begin with one; undefined if they are none. */
function textIn(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return undefined;
  }
}

function base64Of(bytes: Uint8Array): string {
  let characters = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    characters += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return btoa(characters);
}
