import { expect, it } from 'vitest';
import { mayImport } from './scan.ts';

it.each([
  ['import json', ['json']],
  ['import json, numpy as np,  a.b.c', ['json', 'numpy', 'a']],
  ['from numpy.linalg import norm', ['numpy', 'norm']],
  ['x = 1; import numpy', ['numpy']],
  ['try: import numpy\nexcept ImportError: numpy = None', ['numpy']],
  ['import \\\n  numpy, \\\r\n scipy', ['numpy', 'scipy']],
  ['from . import beside\nfrom .near import thing', ['beside', 'thing']],
  ['from numpy import (\n  array,\n)', ['numpy']],
  ['import größe', ['größe']],
  ['print("imports"); important = 2', []],
  ['', []],
])('%j', (text, names) => {
  const found = mayImport(text);
  for (const name of names) expect([...found]).toContain(name);
  if (names.length === 0) expect([...found]).toEqual([]);
});
