/**
 * Python's copy of what the protocol knows is what would be made of it now. `npm run generate` runs this, too: with
 * `DAPPER_GENERATE` the copy is written instead.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import * as constants from '../../src/protocol/constants.ts';
import { events } from '../../src/protocol/outgoing.ts';
import { requests } from '../../src/protocol/requests.ts';

const script = (name: string) => import(new URL(`../../scripts/lib/${name}`, import.meta.url).href);
const { formatPython } = (await script('python.mjs')) as { formatPython(file: string, text: string): string };
const { pythonConstants, pythonNames, pythonRequests } = (await script('python-types.mjs')) as {
  pythonConstants(all: typeof constants): string;
  pythonNames(table: typeof requests, sent: typeof events, all: typeof constants): string;
  pythonRequests(table: typeof requests): string;
};

const wire = resolve(import.meta.dirname, '../../src/python/dapper/wire');

test.each([
  ['requests.py', () => pythonRequests(requests)],
  ['names.py', () => pythonNames(requests, events, constants)],
  ['constants.py', () => pythonConstants(constants)],
])('%s is made of the protocol', (name, make) => {
  const path = join(wire, name);
  const wanted = formatPython(path, make());
  if (process.env.DAPPER_GENERATE) writeFileSync(path, wanted);
  expect(readFileSync(path, 'utf8')).toBe(wanted);
});
