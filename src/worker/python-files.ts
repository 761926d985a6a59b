/** The sources that programs import, by their path. */
const sources: Record<string, string> = import.meta.glob('../python/dapper/_frame_eval/**/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** One file to write: text, or the bytes of compiled modules. Its path is below the folder that holds the package. */
export interface PythonFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** What an interpreter needs that has the debugger's own modules already: those that programs import. */
export function programFiles(): PythonFile[] {
  return Object.entries(sources).map(([path, content]) => ({ path: path.replace('../python/', ''), content }));
}
