import { expect, it } from 'vitest';
import { sourceTree } from './source-tree.ts';

it('files stand in their folders, folders without anything else in one, and texts beside them', () => {
  const of = (path: string, name?: string) => ({ path, ...(name && { name }) });
  const tree = sourceTree([
    of('/home/pyodide/main.py', 'main.py'),
    of('/home/pyodide/shapes/round.py'),
    of('/home/pyodide/shapes/__init__.py'),
    of('/lib/tools.py'),
    of('<string>', '<string>'),
    { name: 'cell 1', sourceReference: 7 },
  ]);
  const names = ({ files }: ReturnType<typeof sourceTree>) => files.map(({ name }) => name);
  expect(names(tree)).toEqual(['<string>', 'cell 1']);
  expect(tree.files[1]?.source).toEqual({ name: 'cell 1', sourceReference: 7 });
  const [home, lib] = tree.folders;
  expect([home?.name, lib?.name, tree.folders.length]).toEqual(['home/pyodide', 'lib', 2]);
  expect(home && names(home)).toEqual(['main.py']);
  const [shapes] = home?.folders ?? [];
  expect(shapes && [shapes.name, ...names(shapes)]).toEqual(['shapes', '__init__.py', 'round.py']);
});

it('nothing is an empty tree', () => {
  expect(sourceTree([])).toEqual({ name: '', folders: [], files: [] });
});
