// The ways in which a program is run, as data.

const CONDITIONS = ['calls', 'loops', 'objects', 'nbody', 'closures'];

/**
 * - product: as a person runs it here; else in a bare Pyodide
 * - noDebug: by Run; else by Debug
 * - atOnce: the button is pressed as soon as that can be done; else a person has looked at the page first
 * - inBrowsers: it makes no sense elsewhere
 * - mark: ten breakpoints stand on lines with this mark, none of which is ever reached
 * - condition: a breakpoint in the hot loop has a condition that is never true
 * - byHand: a person has written that condition into the program as an `if`
 * - filters: of exceptions
 * - step: the program stops at the call of its work, which is stepped over
 * - peer: what it is compared with; bare when absent
 * - programs: those that it is measured with; all when absent. Such ways are for the command line only
 */
export const ways = {
  bare: { title: 'bare' },
  again: { title: 'bare again' },
  run: { title: 'Run', product: true, noDebug: true },
  early: { title: 'Run, at once', product: true, noDebug: true, atOnce: true, inBrowsers: true },
  cold: { title: 'Debug, cold', product: true, mark: 'cold' },
  hot: { title: 'Debug, hot', product: true, mark: 'hot' },
  byHand: { title: 'bare, condition by hand', byHand: true, programs: CONDITIONS },
  condition: {
    title: 'condition, to the same by hand',
    product: true,
    condition: true,
    peer: 'byHand',
    programs: CONDITIONS,
  },
  filters: {
    title: 'filters, hot',
    product: true,
    mark: 'hot',
    filters: ['uncaught', 'userUnhandled'],
    programs: ['exceptions'],
  },
  step: { title: 'step over', product: true, step: true, programs: ['calls', 'loops', 'objects'] },
};

/** The measures that targets are about. */
export const JUDGED = ['steady', 'first'];

/** What is reported of a run, each in seconds; `first`, `whole` and `steady` by the program's own clock. */
export const measures = {
  first: { title: 'first unit of work', of: ({ times }) => times.first },
  whole: { title: 'all units', of: ({ times }) => times.whole },
  steady: { title: 'steady state', of: ({ times }) => times.best },
  total: { title: 'from the start to the end', of: ({ total }) => total },
};
