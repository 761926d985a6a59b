/** The lockfile must install the same on every machine: whatever registry it uses, whatever its platform. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

interface Locked {
  resolved?: string;
  license?: string;
  optionalDependencies?: Record<string, string>;
}

const root = resolve(import.meta.dirname, '../..');
const lock = (path: string) => JSON.parse(readFileSync(resolve(root, path), 'utf8')).packages as Record<string, Locked>;
const packages = lock('package-lock.json');

test.each([
  'package-lock.json',
  'tests/nodes/package-lock.json',
  'examples/package-lock.json',
  'scripts/lib/docs/typedoc/package-lock.json',
])('%s names no registry', (path) => {
  // Folders of the checkout are named.
  const named = Object.values(lock(path)).filter(({ resolved }) => resolved?.includes(':'));
  expect(named).toEqual([]);
});

test('the lockfile has the parts of every package for every platform', () => {
  const missing = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${folder}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});

test('every package may be used freely', () => {
  const free =
    /^\(?(MIT|Apache-2\.0|BSD-[23]-Clause|0BSD|CC0-1\.0|ISC|MPL-2\.0|BlueOak-1\.0\.0|CC-BY-4\.0)( OR [\w.-]+)?\)?$/;
  const { '': own, ...others } = packages;
  expect(own?.license).toBe('MIT');
  expect(Object.entries(others).filter(([, { license }]) => !free.test(license ?? ''))).toEqual([]);
});

test.each(['package.json', 'scripts/lib/docs/typedoc/package.json'])('%s pins its packages exactly', (path) => {
  const manifest = JSON.parse(readFileSync(resolve(root, path), 'utf8'));
  const versions = Object.entries<string>({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter(([, version]) => !/^(npm:pyodide@)?\d+\.\d+\.\d+(-alpha\.\d+)?$/.test(version))).toEqual([]);
});
