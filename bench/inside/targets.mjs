// What the numbers are to be: for each measure the floor, below which there is a fault, and the aim.
import { median } from '../lib/numbers.mjs';

/** Results of eval_frame in some scenarios, one ratio for each program. */
const ratios = (scenarios, of) => (report) =>
  report.programs.flatMap(({ program, results }) =>
    results
      .filter((each) => each.backend === 'eval_frame' && scenarios.includes(each.scenario) && of(each))
      .map((each) => ({ value: of(each).median, where: program })),
  );
const toBare = ({ ratio }) => ratio;
const toByHand = ({ ratioByHand }) => ratioByHand;
const modern = (python) => Number(python.split('.')[1]) >= 12;

/** See `judge`. */
export const TARGETS = [
  {
    title: 'breakpoints never hit',
    values: ratios(['cold', 'hot'], toBare),
    floor: 1.03,
    aim: 1,
    on: ({ about }) => modern(about.python),
  },
  {
    title: 'breakpoints never hit, cold',
    values: ratios(['cold'], toBare),
    floor: 1.1,
    aim: 1,
    on: ({ about }) => !modern(about.python),
  },
  {
    title: 'breakpoints never hit, hot',
    values: ratios(['hot'], toBare),
    floor: 3,
    aim: 1.5,
    on: ({ about }) => !modern(about.python),
  },
  { title: '1,000 breakpoints in 50 files', values: ratios(['thousand'], toBare), floor: 1.05, aim: 1.01 },
  { title: 'uncaught and user-unhandled filters', values: ratios(['filters'], toBare), floor: 1.05, aim: 1 },
  { title: 'a condition, to the same by hand', values: ratios(['condition'], toByHand), floor: 1.25, aim: 1.05 },
  {
    title: 'hit count and logpoint, to the same by hand',
    values: ratios(['hit_count', 'logpoint'], toByHand),
    floor: 1.3,
    aim: 1.1,
  },
  { title: 'stepping over one long call', values: ratios(['step_call'], toBare), floor: 1.03, aim: 1 },
  {
    title: "part of settrace's overhead that is gone",
    values: ({ gone }) => gone.map(({ part, program }) => ({ value: part, where: program })),
    floor: 0.98,
    aim: 0.999,
    higher: true,
  },
  {
    title: 'set-up, ms',
    values: ({ setUp }) => (setUp.length > 0 ? [{ value: median(setUp.map(({ seconds }) => 1000 * seconds)) }] : []),
    floor: 30,
    aim: 10,
  },
  {
    // The guide's promise is the floor: nothing of it was known to the JavaScript engine before.
    title: 'set-up, the first in a fresh interpreter, ms',
    values: ({ firstSetUp }) => (firstSetUp.length > 0 ? [{ value: 1000 * median(firstSetUp) }] : []),
    floor: 50,
    aim: 30,
  },
  {
    title: 'memory added, MB',
    values: ({ setUp }) => (setUp.length > 0 ? [{ value: median(setUp.map(({ bytes }) => bytes)) / 2 ** 20 }] : []),
    floor: 3,
    aim: 1,
  },
  { title: 'frames that the hook sees in fib(22)', values: ({ frames }) => [{ value: frames }], floor: 0, aim: 0 },
];
