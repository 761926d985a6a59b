import { expect, test } from 'vitest';
import { moduleList } from './module-list.ts';

test('modules of the program stand alone, those of libraries by their package', () => {
  const of = (name: string, path: string, isUserCode = false) => ({ id: name, name, path, isUserCode });
  const list = moduleList([
    of('json.decoder', '/lib/json/decoder.py'),
    of('tools', '/home/tools.py', true),
    of('json', '/lib/json/__init__.py'),
    of('__main__', '/home/main.py', true),
    of('json.encoder', '/lib/json/encoder.py'),
    of('xml.dom', '/lib/xml/dom/__init__.py'),
    of('abc', '/lib/abc.py'),
  ]);
  expect(list.program).toEqual([
    { name: '__main__', path: '/home/main.py', count: 1 },
    { name: 'tools', path: '/home/tools.py', count: 1 },
  ]);
  expect(list.libraries).toEqual([
    { name: 'abc', path: '/lib/abc.py', count: 1 },
    { name: 'json', path: '/lib/json/__init__.py', count: 3 },
    { name: 'xml', path: undefined, count: 1 },
  ]);
});
