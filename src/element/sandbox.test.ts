import { expect, test } from 'vitest';
import { reachesOf } from './sandbox.ts';

test('a program in a sandbox may connect to where its packages are', () => {
  const packages = {
    packages: ['numpy', 'attrs>=23', 'https://course.example/kit.whl'],
    packageIndexes: ['https://index.example/simple/'],
    packageBase: 'https://cdn.example/pyodide/',
  };
  expect(reachesOf(['https://api.example/'], packages)).toEqual([
    'https://api.example/',
    'https://course.example/kit.whl',
    'https://index.example/simple/',
    'https://cdn.example/pyodide/',
  ]);
  expect(reachesOf([], {})).toEqual([]);
});
