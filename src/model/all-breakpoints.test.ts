import { expect, test } from 'vitest';
import { type AllBreakpoints, noBreakpoints, numbersOn, switchAll } from './all-breakpoints.ts';

const all: AllBreakpoints = {
  ...noBreakpoints,
  functions: [
    { id: 1, name: 'f', enabled: true },
    { id: 2, name: 'g', enabled: false },
  ],
  dataBreakpoints: [{ id: 3, name: 'x', dataId: 'x', enabled: true, persists: true }],
};

test('who was off on its own account is off after all were switched off and on', () => {
  const off = switchAll(all, new Set());
  expect(numbersOn(off).size).toBe(0);
  expect(numbersOn(switchAll(off, numbersOn(all)))).toEqual(new Set([1, 3]));
});

test('where none is left of those that were on, all are switched on', () => {
  const off = switchAll(all, new Set());
  expect(numbersOn(switchAll(off, new Set([7])))).toEqual(new Set([1, 2, 3]));
});
