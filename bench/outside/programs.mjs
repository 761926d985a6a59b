// The programs that are measured from outside, as data.

/**
 * - size, units: a unit of so much work takes about 60 ms in a bare Pyodide, and is done so often
 * - group: what is reported separately: `print` makes text, `exec` runs code or triggers audit hooks
 * - inputs: lines of standard input that a unit reads
 * - folder: a package of the benchmark that is imported from disk
 * The last two are for the command line only: in a page a person types, and there is no disk.
 */
export const programs = {
  calls: { size: 900, units: 8 },
  loops: { size: 130, units: 8 },
  generators: { size: 170, units: 8 },
  objects: { size: 110, units: 8 },
  exceptions: { size: 140, units: 8 },
  imports: { size: 12, units: 8, folder: 'parts' },
  comprehensions: { size: 250, units: 8 },
  coroutines: { size: 110, units: 8 },
  nbody: { size: 160, units: 8 },
  scheduler: { size: 60, units: 8 },
  queens: { size: 190, units: 8 },
  spectral: { size: 150, units: 8 },
  tokens: { size: 650, units: 8 },
  documents: { size: 480, units: 8 },
  closures: { size: 1000, units: 8 },
  managers: { size: 700, units: 8 },
  matching: { size: 6000, units: 8 },
  sorting: { size: 380, units: 8 },
  patterns: { size: 750, units: 8 },
  dictionaries: { size: 720, units: 8 },
  big_integers: { size: 210, units: 8 },
  files: { size: 130, units: 8 },
  reading: { size: 600, units: 8, inputs: 600 },
  module_loop: { size: 100, units: 8 },
  short_calls: { size: 370, units: 8 },
  formatting: { size: 190, units: 8, group: 'print' },
  printing: { size: 1000, units: 5, group: 'print' },
  representing: { size: 390, units: 8, group: 'print' },
  evaluating: { size: 380, units: 8, group: 'exec' },
  auditing: { size: 410, units: 8, group: 'exec' },
};

/** What a program that reads gets to read, all of it. */
export function inputOf(name) {
  const { inputs = 0, units } = programs[name];
  const line = (number) => Array.from({ length: 50 }, (_, at) => (number * 31 + at * 7) % 1000).join(' ');
  return Array.from({ length: inputs * units }, (_, number) => `${line(number)}\n`).join('');
}

/** The program of which the first stop is measured, at its first line. */
export const START = 'calls';
