// A thousand breakpoints in fifty files, and conditions in a hundred functions.
import { next, start } from '../session.mjs';

const FILES = 50;
const PER_FILE = 20;
const FUNCTIONS = 100;
const TURNS = 20_000;

/** Yields `{ measure, what, values }`: milliseconds, and ratios to the same without breakpoints. */
export async function* breakpoints(open, { repeats }) {
  const { files, breakpoints: wanted } = manyFiles();
  const found = { set: [], start: [], bare: [] };
  for (let round = 0; round < repeats; round++) {
    found.bare.push((await firstLine(open, { files })).ms);
    const { ms, set, verified } = await firstLine(open, { files, breakpoints: wanted });
    found.start.push(ms);
    found.set.push(set);
    if (verified !== FILES * PER_FILE) throw new Error(`${verified} of the breakpoints were bound.`);
  }
  yield { measure: 'setThousand', what: '', values: found.set };
  yield { measure: 'startThousand', what: '', values: found.start.map((ms, round) => ms - found.bare[round]) };
}

/** Yields `{ measure, what, values }`. */
export async function* conditions(open, { repeats }) {
  const { text, byHand, lines } = manyConditions();
  const wanted = { 'main.py': lines.map((line) => ({ line, condition: 'turn == -1' })) };
  const found = { set: [], ratio: [] };
  for (let round = 0; round < repeats; round++) {
    const hand = await firstLine(open, { files: [{ name: 'main.py', text: byHand }] });
    const ours = await firstLine(open, { files: [{ name: 'main.py', text }], breakpoints: wanted });
    found.set.push(ours.set);
    found.ratio.push(Number(ours.said) / Number(hand.said));
  }
  yield { measure: 'setConditions', what: '', values: found.set };
  yield { measure: 'conditions', what: '', values: found.ratio };
}

/**
 * Runs a program to its first line of output.
 * @returns `said`: the line; `ms` from `configurationDone` to it; `set`: for all breakpoints; `verified`: how many were
 *   bound when the program had ended
 */
async function firstLine(open, plan) {
  const session = await open();
  try {
    const bound = new Set();
    session.on('breakpoint', ({ breakpoint }) => breakpoint.verified && bound.add(breakpoint.id));
    const said = next(session, 'output', ({ category }) => category === 'stdout');
    const ended = next(session, 'terminated');
    const { breakpoints: set, answers } = await start(session, plan);
    const began = performance.now();
    const { output } = await said;
    const ms = performance.now() - began;
    await ended;
    for (const { breakpoints: each } of answers) for (const { id, verified } of each) if (verified) bound.add(id);
    return { said: output.trim(), ms, set, verified: bound.size };
  } finally {
    await session.dispose();
  }
}

/** A program that imports fifty modules, with twenty functions and breakpoints in each. */
function manyFiles() {
  const modules = Array.from({ length: FILES }, (_, file) => `part_${file}`);
  const body = (name) => `def ${name}(value):\n    doubled = value * 2\n    return doubled\n`;
  const text = Array.from({ length: PER_FILE }, (_, index) => body(`work_${index}`)).join('\n\n');
  const lines = text.split('\n').flatMap((line, index) => (line.includes('doubled =') ? [{ line: index + 1 }] : []));
  const main = `${modules.map((name) => `import ${name}`).join('\n')}\n\nprint("imported")\n`;
  return {
    files: [{ name: 'main.py', text: main }, ...modules.map((name) => ({ name: `${name}.py`, text }))],
    breakpoints: Object.fromEntries(modules.map((name) => [`${name}.py`, lines])),
  };
}

/** A hundred functions with a loop each, which the program times; and the same with the condition in the text. */
function manyConditions() {
  const body = (index, test) =>
    `def work_${index}():\n    total = 0\n    for turn in range(${TURNS}):\n${test}        total += turn\n    return total\n`;
  const program = (test) =>
    [
      'import time\n',
      ...Array.from({ length: FUNCTIONS }, (_, index) => body(index, test)),
      'began = time.perf_counter()',
      ...Array.from({ length: FUNCTIONS }, (_, index) => `work_${index}()`),
      'print(time.perf_counter() - began)\n',
    ].join('\n');
  const text = program('');
  return {
    text,
    byHand: program('        if turn == -1:\n            breakpoint()\n'),
    lines: text.split('\n').flatMap((line, index) => (line.includes('+= turn') ? [index + 1] : [])),
  };
}
