import type { DebugProtocol } from '@vscode/debugprotocol';
import { expect, test } from 'vitest';
import { type StackRow, stackRows } from './stack-rows.ts';

const frame = (id: number, presentationHint: 'normal' | 'subtle' | 'label' = 'normal'): DebugProtocol.StackFrame => ({
  id,
  name: `f${id}`,
  line: 1,
  column: 1,
  presentationHint,
});

const ids = (rows: readonly StackRow[]) =>
  rows.map((row) => (row.kind === 'frame' ? row.frame.id : row.frames.map(({ id }) => id)));

const mixed = [
  frame(1),
  frame(2, 'subtle'),
  frame(3, 'subtle'),
  frame(4),
  frame(5, 'subtle'),
  frame(6, 'label'),
  frame(7, 'subtle'),
  frame(8, 'subtle'),
];

test('several frames of libraries in a row are one row; one of them alone is shown', () => {
  expect(ids(stackRows(mixed, () => false))).toEqual([1, [2, 3], 4, 5, 6, [7, 8]]);
});

test('those that are unfolded are rows of their own', () => {
  expect(ids(stackRows(mixed, (frames) => frames.some(({ id }) => id === 7)))).toEqual([1, [2, 3], 4, 5, 6, 7, 8]);
});

test('a source that is to be dimmed is a library’s', () => {
  const dimmed = [1, 2].map((id) => ({ ...frame(id), source: { presentationHint: 'deemphasize' as const } }));
  expect(ids(stackRows(dimmed, () => false))).toEqual([[1, 2]]);
  expect(stackRows([], () => false)).toEqual([]);
});
