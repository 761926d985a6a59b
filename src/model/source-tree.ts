/** The loaded files of a program as a tree of folders, and the texts that are no files beside them. */
import type { DebugProtocol } from '@vscode/debugprotocol';

/** A folder; one that holds nothing but a folder is shown with that, as `home/pyodide`. */
export interface SourceFolder {
  readonly name: string;
  readonly folders: readonly SourceFolder[];
  readonly files: readonly SourceEntry[];
}

/** A file or a text. */
export interface SourceEntry {
  readonly name: string;
  readonly source: DebugProtocol.Source;
}

interface Growing {
  readonly folders: Map<string, Growing>;
  readonly files: SourceEntry[];
}

/** The root, whose own name is empty. */
export function sourceTree(sources: readonly DebugProtocol.Source[]): SourceFolder {
  const root = growing();
  for (const source of sources) {
    const { path = '', name = path } = source;
    const parts = path.startsWith('/') ? path.split('/').filter(Boolean) : [];
    const last = parts.pop() ?? name;
    let folder = root;
    for (const part of parts) {
      const next = folder.folders.get(part) ?? growing();
      folder.folders.set(part, next);
      folder = next;
    }
    folder.files.push({ name: last, source });
  }
  return grown('', root);
}

function growing(): Growing {
  return { folders: new Map(), files: [] };
}

function grown(name: string, { folders, files }: Growing): SourceFolder {
  const [only, ...others] = folders;
  if (only && others.length === 0 && files.length === 0 && name !== '') {
    return grown(`${name}/${only[0]}`, only[1]);
  }
  return {
    name,
    folders: [...folders].map(([each, inner]) => grown(each, inner)).sort(byName),
    files: [...files].sort(byName),
  };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
