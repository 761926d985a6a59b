import compiled from 'virtual:dapper-bytecode';

/** The sources of the Python package `dapper`, by their path below the folder that holds the package. */
const sources: Record<string, string> = import.meta.glob('../python/dapper/**/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** One file to write: text, or the bytes of compiled modules. */
export interface PythonFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** The package `dapper`: its sources, and what the pinned Python has compiled of them (see `bootstrap.py`). */
export function pythonFiles(): PythonFile[] {
  return [...sourceFiles(), { path: 'dapper.bin', content: bytesOf(compiled) }];
}

/** What an interpreter needs that has the debugger's own modules already: those that programs import. */
export function programFiles(): PythonFile[] {
  return sourceFiles().filter(({ path }) => path.includes('/_frame_eval/'));
}

function sourceFiles(): PythonFile[] {
  return Object.entries(sources).map(([path, content]) => ({ path: path.replace('../python/', ''), content }));
}

function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  // `Uint8Array.from(text, ...)` would go through an iterator, which takes fifty times as long.
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
