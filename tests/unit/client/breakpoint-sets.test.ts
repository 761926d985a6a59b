import { expect, it } from 'vitest';
import { BreakpointSets } from '../../../src/client/breakpoint-sets.ts';
import type { ArgumentsOf } from '../../../src/protocol/index.ts';

type Asked = NonNullable<ArgumentsOf<'setBreakpoints'>['breakpoints']>;

/** The numbers that the breakpoints of a file get. */
const numbers = (sets: BreakpointSets, path: string, ...breakpoints: Asked) =>
  sets.number('setBreakpoints', { source: { path }, breakpoints }).breakpoints.map(({ id }) => id);

it('a breakpoint keeps its number as long as it is asked for with the same words, and no other gets it', () => {
  const sets = new BreakpointSets();
  expect(numbers(sets, '/a.py', { line: 3 }, { line: 5 })).toEqual([1, 2]);
  expect(numbers(sets, '/b.py', { line: 3 })).toEqual([3]);
  expect(numbers(sets, '/a.py', { line: 4 }, { line: 5 }, { line: 5, condition: 'x' })).toEqual([4, 2, 5]);
  expect(numbers(sets, '/a.py', { line: 3 }, { line: 5 }, { line: 5 })).toEqual([6, 2, 7]);
});

it('a breakpoint that asks for a number gets it, with whatever words, unless another has it', () => {
  const sets = new BreakpointSets();
  const id = sets.newId();
  expect(numbers(sets, '/a.py', { line: 3 }, { line: 4, id })).toEqual([2, 1]);
  expect(numbers(sets, '/a.py', { line: 9, condition: 'x', id }, { line: 4 }, { line: 3 })).toEqual([1, 3, 2]);
  expect(numbers(sets, '/b.py', { line: 3, id }, { line: 4, id: 20 }, { line: 5, id: 20 })).toEqual([21, 20, 22]);
  expect(sets.newId()).toBe(23);
});

it('a data breakpoint keeps its number as well, and only that of a global variable outlasts a run', () => {
  const sets = new BreakpointSets();
  const data = (...breakpoints: ArgumentsOf<'setDataBreakpoints'>['breakpoints']) =>
    sets.number('setDataBreakpoints', { breakpoints }).breakpoints.map(({ id }) => id);
  expect(numbers(sets, '/a.py', { line: 3 })).toEqual([1]);
  expect(data({ dataId: 'global:x\n/a.py' }, { dataId: '1f:1', id: 1 })).toEqual([2, 3]);
  expect(data({ dataId: '1f:1' }, { dataId: 'global:x\n/a.py' })).toEqual([3, 2]);
  expect(sets.dropPassing()).toMatchObject([{ id: 3, verified: false }]);
  const { breakpoints } = sets.number('setInstructionBreakpoints', { breakpoints: [{ instructionReference: '0x1' }] });
  expect(breakpoints).toEqual([{ instructionReference: '0x1', id: 4 }]);
  expect(sets.dropPassing()).toMatchObject([{ id: 4, verified: false }]);
  expect(sets.dropPassing()).toEqual([]);
});

it('a function breakpoint keeps its number too, and none of a line has it', () => {
  const sets = new BreakpointSets();
  const functions = (...breakpoints: ArgumentsOf<'setFunctionBreakpoints'>['breakpoints']) =>
    sets.number('setFunctionBreakpoints', { breakpoints }).breakpoints.map(({ id }) => id);
  expect(numbers(sets, '/a.py', { line: 3 })).toEqual([1]);
  expect(functions({ name: 'area' }, { name: 'unit', id: 1 })).toEqual([2, 3]);
  expect(numbers(sets, '/a.py', { line: 3 }, { line: 4, id: 2 })).toEqual([1, 4]);
  expect(functions({ name: 'unit' }, { name: 'area', condition: 'x' }, { name: 'area' })).toEqual([3, 5, 2]);
});
