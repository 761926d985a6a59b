// What the product is to be against bare Pyodide, measured from outside.
import { programs } from './programs.mjs';
import { ratioOf, startRatio } from './results.mjs';
import { JUDGED } from './ways.mjs';

/** One ratio for each program of some groups, in a place: best to best, which slow times of the machine change least. */
const ratios = (place, ways, measure, wanted) => () =>
  place.programs
    .filter(({ program }) => wanted(programs[program].group))
    .flatMap(({ program, runs }) =>
      ways.flatMap((way) => {
        const ratio = ratioOf(runs, way, measure);
        return ratio ? [{ value: ratio.best, where: `${program}, ${way}` }] : [];
      }),
    );

const RUN = ['run'];
const DEBUG = ['cold', 'hot'];
const every = () => true;
const notPrint = (group) => group !== 'print';
const usual = (group) => group === undefined;

/** The targets of a place, as `judge` takes them. Both hold for a program's first moments as well as for the steady state. */
export function targetsOf(place) {
  const both = JUDGED.flatMap((measure) => {
    const named = (title) => `${place.name}: ${title}, ${measure}`;
    const of = (ways, wanted) => ratios(place, ways, measure, wanted);
    return [
      { title: named('Run'), values: of(RUN, every), judged: 'mean', floor: 1.02, aim: 1 },
      { title: named('Run'), values: of(RUN, notPrint), floor: 1.08, aim: 1.03 },
      { title: named('Debug'), values: of(DEBUG, usual), judged: 'mean', floor: 1.03, aim: 1 },
      { title: named('Debug'), values: of(DEBUG, usual), floor: 1.1, aim: 1.03 },
      { title: named('Debug, exec and audit'), values: of(DEBUG, (group) => group === 'exec'), floor: 1.3, aim: 1.1 },
      {
        title: named('Run and Debug, print and format'),
        values: of([...RUN, ...DEBUG], (group) => group === 'print'),
        floor: 1.1,
        aim: 1.02,
      },
    ];
  });
  const stop = {
    title: `${place.name}: first stop, to bare boot`,
    values: () => (place.starts ? [{ value: startRatio(place.starts, 'stop').best }] : []),
    floor: 0.35,
    aim: 0.2,
  };
  const ofWay = (title, way, floor, aim) => ({
    title: `${place.name}: ${title}, steady`,
    values: ratios(place, [way], 'steady', every),
    floor,
    aim,
  });
  const old = [
    ofWay('a condition, to the same by hand', 'condition', 1.25, 1.05),
    ofWay('uncaught and user-unhandled filters', 'filters', 1.05, 1),
    { ...ofWay('stepping over the work', 'step', 1.05, 1), values: ratios(place, ['step'], 'whole', every) },
  ];
  return place.kind === 'node' ? [...both, stop, ...old] : both;
}
