/** The sources of the Python package `dapper`, by their path below the folder that holds the package. */
const sources: Record<string, string> = import.meta.glob('../python/dapper/**/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export const pythonFiles: readonly { readonly path: string; readonly text: string }[] = Object.entries(sources).map(
  ([path, text]) => ({ path: path.replace('../python/', ''), text }),
);
