import { expect, test } from 'vitest';
import { inEnglish, localizer } from './localize.ts';

const items = { one: '{count} item', other: '{count} items' };

test('what no dictionary has is said in English, with its values', () => {
  expect(inEnglish('Line {line} of {file}', { line: 3, file: '{line}.py' })).toBe('Line 3 of {line}.py');
  expect(inEnglish('x is {x}')).toBe('x is {x}');
  expect([1, 2, 0].map((count) => inEnglish(items, { count }))).toEqual(['1 item', '2 items', '0 items']);
  expect(localizer({}, 'de')('toString')).toBe('toString');
});

test('a dictionary has the words of its language, plurals by the rules of that', () => {
  const polish = localizer(
    {
      Stop: 'Zatrzymaj',
      'in {file}': 'w {file}',
      '{count} items': { one: '{count} element', few: '{count} elementy', other: '{count} elementów' },
    },
    'pl',
  );
  expect(polish('Stop')).toBe('Zatrzymaj');
  expect(polish('in {file}', { file: 'main.py' })).toBe('w main.py');
  expect([1, 3, 5].map((count) => polish(items, { count }))).toEqual(['1 element', '3 elementy', '5 elementów']);
});

test('a place has no value but what it is given', () => {
  expect(inEnglish('{constructor} is {name}', { name: '{constructor}' })).toBe('{constructor} is {constructor}');
});
