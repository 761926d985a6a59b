import bytecode from 'virtual:dapper-bytecode';

/** The sources of the Python package `dapper`, by their path below the folder that holds the package. */
const sources: Record<string, string> = import.meta.glob('../python/dapper/**/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** One file to write: text, or the bytes of a compiled module. */
export interface PythonFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** The package `dapper`: its sources, and what the pinned Python has compiled of them, where Python looks for it. */
export function pythonFiles(): PythonFile[] {
  const files: PythonFile[] = Object.entries(sources).map(([path, content]) => ({
    path: path.replace('../python/', ''),
    content,
  }));
  for (const [path, text] of Object.entries(bytecode.files)) {
    const compiled = path.replace(/([^/]+)\.py$/, `__pycache__/$1.${bytecode.tag}.pyc`);
    files.push({ path: compiled, content: Uint8Array.from(atob(text), (char) => char.charCodeAt(0)) });
  }
  return files;
}
