// What is measured at scale, as data: for each measure what it is called and what it is to be.

/**
 * - of: which of the values is judged: `median`, `p99` or `worst`; and `aimOf`, where the aim is for another
 * - floor, aim: the most that it may be, and what it should be; a measure without them is reported, not judged
 * - digits: behind the point
 */
export const measures = {
  boot: { title: 'from nothing to ready for `launch`', unit: 'ms' },
  setUp: { title: "set-up: `launch` to the program's first line", unit: 'ms' },
  memory: { title: 'memory', unit: 'MB' },
  step: {
    title: '`next` to `stopped`',
    unit: 'ms',
    limits: { median: [undefined, 1], p99: [undefined, 5] },
    digits: 2,
  },
  deepStep: { title: '`next` to `stopped`, 1,000 calls deep', unit: 'ms', digits: 2 },
  frames: { title: 'frames of a stack 1,000 deep: a page', unit: 'ms', limits: { median: [5, 5] }, digits: 2 },
  locals: { title: 'all variables of a frame with containers of 10^6', unit: 'ms' },
  open: { title: 'opening a container of 10^6', unit: 'ms', limits: { median: [20, 20] } },
  deep: { title: '… a page 1,000 deep in it', unit: 'ms', limits: { median: [20, 20] } },
  spread: { title: '… a page of it, and each child', unit: 'ms' },
  setThousand: { title: '1,000 breakpoints in 50 files: to set them', unit: 'ms' },
  startThousand: { title: '… to the first line after 50 imports, more than without', unit: 'ms' },
  setConditions: { title: 'conditions in 100 functions: to set them', unit: 'ms' },
  conditions: { title: '… time, to the same by hand', unit: '×', limits: { median: [1.25, 1.05] }, digits: 2 },
  feature: { title: 'a feature, when it is used', unit: 'ms', digits: 2 },
  pausePrinting: { title: 'Pause while it prints', unit: 'ms', limits: { worst: [100, 100] } },
  stopPrinting: { title: 'Stop while it prints', unit: 'ms', limits: { worst: [100, 100] } },
  bareSeconds: { title: 'many lines, bare', unit: 's', digits: 2 },
  printSeconds: { title: 'many lines', unit: 's', digits: 2 },
  printRatio: { title: 'many lines, to bare', unit: '×', limits: { median: [1.1, 1.02] }, digits: 2 },
  printLast: { title: '… the last line at the client, after it was printed', unit: 'ms' },
  printEvents: { title: '… output events', unit: '' },
  longestTask: { title: '… longest task of the page', unit: 'ms', limits: { worst: [50, 50] } },
  longestGap: { title: '… longest time without a frame', unit: 'ms', limits: { worst: [100, 100] } },
  openInPage: { title: 'opening a container of 10^6 in the page, until it is drawn', unit: 'ms' },
  stepInPage: { title: 'click on Step over until all panels are drawn', unit: 'ms', limits: { median: [30, 30] } },
};
