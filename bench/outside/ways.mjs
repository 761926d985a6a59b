// The ways in which a program is run, as data.

/**
 * - product: as a person runs it here; else in a bare Pyodide
 * - noDebug: by Run; else by Debug
 * - mark: ten breakpoints stand on lines with this mark, none of which is ever reached
 */
export const ways = {
  bare: { title: 'bare' },
  again: { title: 'bare again' },
  run: { title: 'Run', product: true, noDebug: true },
  cold: { title: 'Debug, cold', product: true, mark: 'cold' },
  hot: { title: 'Debug, hot', product: true, mark: 'hot' },
};

/** What is told of a run, each in seconds; `first`, `whole` and `steady` by the program's own clock. */
export const measures = {
  first: { title: 'first unit of work', of: ({ times }) => times.first },
  whole: { title: 'all units', of: ({ times }) => times.whole },
  steady: { title: 'steady state', of: ({ times }) => times.best },
  total: { title: 'from the start to the end', of: ({ total }) => total },
};
