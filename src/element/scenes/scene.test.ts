import { expect, test } from 'vitest';
import { readScene } from './scene.ts';

/** What is read of a step with these attributes and this text, and what is wrong with it. */
function read(attributes: Record<string, string>, textContent = '') {
  const problems: string[] = [];
  const element = {
    getAttribute: (name: string) => attributes[name] ?? null,
    querySelector: () => null,
    textContent,
  } as unknown as Element;
  return { scene: readScene(element, problems), problems };
}

test('a step has what its author has written, and nothing else', () => {
  expect(read({}, '\n    Look.\n\n      code\n  ')).toEqual({
    scene: {
      title: '',
      prose: 'Look.\n\n  code\n',
      breakpoints: [],
      runTo: undefined,
      lines: [],
      names: [],
      question: undefined,
    },
    problems: [],
  });
});

test('attributes say where the program is taken, what is pointed at, and what is asked', () => {
  const { scene, problems } = read({
    title: 'The loop',
    breakpoints: '3, 7 if n > 2',
    'run-to': '5 if n == 1',
    highlight: '4-5, 7',
    variables: 'n, total',
    predict: 'total',
    'check-at': '8',
  });
  expect(problems).toEqual([]);
  expect(scene).toEqual({
    title: 'The loop',
    prose: '',
    breakpoints: [
      { line: 3, details: {} },
      { line: 7, details: { condition: 'n > 2' } },
    ],
    runTo: { line: 5, details: { condition: 'n == 1' } },
    lines: [
      [4, 5],
      [7, 7],
    ],
    names: ['n', 'total'],
    question: { text: undefined, expression: 'total', at: { line: 8, details: {} } },
  });
});

test('a question may be in the author’s own words', () => {
  expect(read({ predict: 'len(x)', question: 'How long is x?' }).scene.question).toEqual({
    text: 'How long is x?',
    expression: 'len(x)',
    at: undefined,
  });
});

test.each([
  [
    { 'run-to': '3, 4' },
    'The attribute "run-to" must be one line, such as 3, "7 if n > 2" or "9 hit 3": "3, 4" is not.',
  ],
  [{ 'run-to': "3 log 'x'" }, '"run-to" must be one line'],
  [{ 'check-at': 'end', predict: 'x' }, '"check-at" must be one line'],
  [{ 'check-at': '3' }, 'needs "predict"'],
  [{ highlight: '2-1' }, 'The attribute "highlight" must name lines'],
  [{ breakpoints: 'x' }, '"x" must be a line such as 3'],
])('what cannot be read is said: %o', (attributes, sentence) => {
  expect(read(attributes as Record<string, string>).problems).toEqual([expect.stringContaining(sentence)]);
});
