import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fragmentOf, MOST_BYTES, MOST_CHARACTERS, programIn } from './code-fragment.ts';
import { codeIn, LinkError } from './code-link.ts';
import type { SharedProgram } from './shared-program.ts';

const program: SharedProgram = {
  text: 'for name in ["Zoë", "李", "🐍"]:\n\tprint(name)\n',
  breakpoints: [
    { line: 1, enabled: false },
    { line: 2, enabled: true, condition: 'name != "é"', hitCondition: '>= 2', logMessage: 'it is {name} 🐍' },
  ],
  watches: ['len(name)', 'name.upper()'],
};

async function codeOf(shared: SharedProgram): Promise<string> {
  return codeIn(await fragmentOf(shared)) ?? '';
}

/** A parameter that holds any text or bytes. */
const packed = (data: string | Uint8Array) => `1.${deflateSync(data).toString('base64url')}`;

test('what is shared comes back as it was, whatever its letters are', async () => {
  expect(await programIn(await codeOf(program))).toEqual(program);
});

test('files beside the program come back, in a form that a page without them refuses', async () => {
  const files = [
    { name: 'shapes.py', text: 'def area(n): return n * n\n' },
    { name: 'data/words.txt', text: '' },
  ];
  const code = await codeOf({ ...program, files });
  expect(code).toMatch(/^2\./);
  expect(await programIn(code)).toEqual({ ...program, files });
});

test.each([
  [[{ name: 'main.py', text: '' }]],
  [[{ name: '../x.py', text: '' }]],
  [[{ name: '/x.py', text: '' }]],
  [[{ name: 'a/../../x.py', text: '' }]],
  [[{ name: 'x\\y.py', text: '' }]],
  [[{ name: 'x.py\0', text: '' }]],
  [[{ name: '', text: '' }]],
  [
    [
      { name: 'a', text: '' },
      { name: 'a/b', text: '' },
    ],
  ],
  [
    [
      { name: 'a', text: '' },
      { name: 'a', text: '' },
    ],
  ],
  [Array.from({ length: 101 }, (_, at) => ({ name: `f${at}`, text: '' }))],
])('files that cannot be there are refused: %j', async (files) => {
  const shared = packed(JSON.stringify({ ...program, files }));
  await expect(programIn(shared)).rejects.toThrow('what it holds is not a program of this page');
});

test.each([
  ['nothing', ''],
  ['half of a pair', 'x = "\ud83d"'],
  ['line ends', 'a\r\nb\rc\n'],
  ['NUL', '\0'],
])('a text with %s comes back', async (_, text) => {
  const shared = { text, breakpoints: [], watches: [] };
  expect(await programIn(await codeOf(shared))).toEqual(shared);
});

test('a fragment needs no escaping, and is found among other parameters', async () => {
  const fragment = await fragmentOf(program);
  expect(fragment).toMatch(/^#code=1\.[A-Za-z0-9_-]+$/);
  expect(codeIn(`#a=b&${fragment.slice(1)}`)).toBe(codeIn(fragment));
  expect(codeIn('')).toBeUndefined();
  expect(codeIn('#work')).toBeUndefined();
});

test('a link with one letter changed or cut off anywhere is refused', async () => {
  const code = await codeOf(program);
  for (let at = 2; at < code.length - 1; at++) {
    const other = code.charAt(at) === 'A' ? 'B' : 'A';
    await expect(programIn(code.slice(0, at) + other + code.slice(at + 1)), `letter ${at}`).rejects.toThrow(LinkError);
    await expect(programIn(code.slice(0, at)), `${at} letters`).rejects.toThrow(/^The program in the link was not/);
  }
});

test.each([
  ['', 'damaged: it does not begin with its version'],
  ['abc', 'damaged: it does not begin with its version'],
  ['0.abcd', 'damaged: there is no form 0'],
  ['3.abcd', 'a newer version of this page has made it (form 3; this page reads form 2)'],
  ['1.', 'damaged: some of it is missing or was changed'],
  ['1.ab cd', 'damaged: some of it is missing or was changed'],
  ['1.abcd', 'damaged: some of it is missing or was changed'],
  [`1.${'A'.repeat(MOST_CHARACTERS)}`, 'it has 60,002 characters, and can have 60,000'],
  [packed(new Uint8Array([0xff, 0xfe, 0xff])), 'damaged: some of it is missing or was changed'],
  [packed('{'), 'not a program of this page'],
  [packed('{"text":3,"breakpoints":[],"watches":[]}'), 'not a program of this page'],
  [packed('{"text":"","breakpoints":[{"line":2,"enabled":true}],"watches":[]}'), 'not a program of this page'],
  [packed('{"text":"","breakpoints":[{"line":0,"enabled":true}],"watches":[]}'), 'not a program of this page'],
  [packed(JSON.stringify({ text: '', breakpoints: [], watches: Array(101).fill('x') })), 'not a program of this page'],
])('%.30s is refused, and the reason said', async (code, reason) => {
  await expect(programIn(code)).rejects.toThrow(reason);
});

test('what unfolds to more than a program may have is refused before it has unfolded', async () => {
  const bomb = packed(new Uint8Array(40_000_000));
  expect(bomb.length).toBeLessThan(MOST_CHARACTERS);
  await expect(programIn(bomb)).rejects.toThrow('it unfolds to more than 1,000,000 bytes');
});

test('a program that is too large for a link is not put into one', async () => {
  const shared = { breakpoints: [], watches: [] };
  await expect(fragmentOf({ ...shared, text: 'x'.repeat(MOST_BYTES) })).rejects.toThrow('can have 1,000,000');
  const noise = Array.from({ length: 100_000 }, (_, at) => ((at * 2_654_435_761) % 4_294_967_296).toString(36)).join(
    '',
  );
  await expect(fragmentOf({ ...shared, text: noise })).rejects.toThrow(
    /would have [\d,]+ characters, and can have 60,000/,
  );
});
