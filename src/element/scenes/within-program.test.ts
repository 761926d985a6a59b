import { expect, test } from 'vitest';
import { readScenes, type Taught } from './within-program.ts';

const PROGRAM = 'def total(numbers):\n    result = 0\n    return result\n';

/** What is read of one step with these attributes, and what is wrong with it. */
function read(attributes: Record<string, string>, taught: Partial<Taught> = {}) {
  const element = {
    getAttribute: (name: string) => attributes[name] ?? null,
    querySelector: () => null,
    textContent: '',
  } as unknown as Element;
  const problems: string[] = [];
  const [scene] = readScenes([element], { program: PROGRAM, beside: [], ...taught }, problems);
  return { scene, problems };
}

test('lines behind the end of the program are said, and left out', () => {
  const { scene, problems } = read({
    breakpoints: '2, 44',
    'run-to': '5 if x',
    highlight: '2-9, 11',
    predict: 'result',
    'check-at': '6',
  });
  expect(problems).toEqual([
    'Step 1: The attribute "breakpoints" names line 44, and the program has 3 lines.',
    'Step 1: The attribute "run-to" names line 5, and the program has 3 lines.',
    'Step 1: The attribute "highlight" names line 9, and the program has 3 lines.',
    'Step 1: The attribute "highlight" names line 11, and the program has 3 lines.',
    'Step 1: The attribute "check-at" names line 6, and the program has 3 lines.',
  ]);
  expect(scene).toMatchObject({
    breakpoints: [{ line: 2 }],
    runTo: undefined,
    lines: [[2, 9]],
    question: { expression: 'result', at: undefined },
  });
});

test.each([
  ['result, numbers, total', PROGRAM, []],
  // A place in a list, the key of a dict, Python's own.
  [`0, 'key', [1], __name__`, PROGRAM, []],
  ['pi', 'from math import *\n', []],
  ['größe.x', 'größe.x = 1\n', []],
  ['x', '', []],
  ['esult', PROGRAM, ['esult']],
  ['resul', PROGRAM, ['resul']],
  ['result numbers, z', PROGRAM, ['result numbers', 'z']],
])('variables="%s" in %j', (variables, program, missing) => {
  expect(read({ variables }, { program }).problems).toEqual(
    missing.map((name) => expect.stringContaining(`such as "n, total": "${name}" is not in it.`)),
  );
});

test('a variable may be that of a module beside the program, or of one that is still to be fetched', () => {
  expect(read({ variables: 'count' }, { beside: ['count = 1\n'] }).problems).toEqual([]);
  expect(read({ variables: 'count' }, { beside: undefined }).problems).toEqual([]);
});

test('what is wrong in itself is said with the number of the step, too', () => {
  expect(read({ highlight: 'x' }).problems).toEqual([expect.stringMatching(/^Step 1: The attribute "highlight" must/)]);
});
