import { expect, test } from 'vitest';
import { parametersIn } from './parameters.ts';
import { parametersOf } from './written-parameters.ts';

const base = 'https://page.test/play/';
const read = (search: string) => parametersOf(search, base);

test('without parameters nothing is asked for', () => {
  expect(read('?transport=jspi')).toEqual({
    src: undefined,
    breakpoints: undefined,
    watches: undefined,
    panels: undefined,
    stopOnEntry: false,
    offline: true,
    parent: undefined,
    problems: [],
  });
});

test('all of them are read, in the words of the element', () => {
  const { src, ...rest } = read(
    "?src=../a.py&breakpoints=3,+7+if+n+%3E+2,+9+log+'x'&watch=a;+b&watch=c&panels=stack,frame-evaluation&stop-on-entry&offline=off&parent=https://course.test",
  );
  expect(src?.href).toBe('https://page.test/a.py');
  expect(rest).toEqual({
    breakpoints: [
      { line: 3, details: {} },
      { line: 7, details: { condition: 'n > 2' } },
      { line: 9, details: { logMessage: 'x' } },
    ],
    watches: ['a', 'b', 'c'],
    panels: ['callStack', 'frameEvaluation'],
    stopOnEntry: true,
    offline: false,
    parent: 'https://course.test',
    problems: [],
  });
  expect(read('?panels=').panels).toEqual([]);
});

test.each([
  [
    '?src=javascript:alert(1)',
    'must be an address that begins with http: or https:, or one on this host: "javascript:alert(1)"',
  ],
  ['?src=', 'must be an address'],
  ['?src=http://[', 'must be an address'],
  ['?breakpoints=first', 'The breakpoint "first" must be a line such as 3'],
  [
    '?panels=watch,toString,x',
    'can name variables, watch, stack, breakpoints, modules, disassembly, frame-evaluation, overhead: it names "toString", "x"',
  ],
  ['?parent=*', 'must be an origin, such as "https://course.example": "*" is not'],
  ['?parent=https://course.test/a', 'must be an origin'],
  ['?parent=null', 'must be an origin'],
  ['?stop-on-entry=no', 'has no value, or is absent: it has "no"'],
])('%s is reported once, with what is allowed', (search, sentence) => {
  const { problems, src, stopOnEntry } = read(search);
  expect(problems).toEqual([expect.stringContaining(sentence)]);
  expect(src).toBeUndefined();
  expect(stopOnEntry).toBe(false);
});

test('no parameters are what is read from none', async () => {
  expect(await parametersIn('', 'https://host.example/')).toEqual(parametersOf('', 'https://host.example/'));
});
