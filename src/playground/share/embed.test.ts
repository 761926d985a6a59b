import { expect, test } from 'vitest';
import { programText } from '../../model/program-text.ts';
import { writtenBreakpoints } from '../../model/written-breakpoints.ts';
import { embedding } from './embed.ts';

const script = 'https://host.test/a.js?x=1&y="2"';

/** What a parser of HTML makes of a text without elements, or of the value of an attribute. */
const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&');

function parts(markup: string) {
  const [, address = '', attributes = '', text = ''] =
    /^<script type="module" src="([^"<>]*)"><\/script>\n<python-debugger((?: [a-z]+="[^"<>]*")*)>([^<>]*)<\/python-debugger>\n$/.exec(
      markup,
    ) ?? [];
  const value = (name: string) => unescaped(new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');
  return { address: unescaped(address), text: programText(unescaped(text)), attributes, value };
}

test.each([
  ['plain', 'print(1)\n'],
  ['without an end of line', 'print(1)'],
  ['empty', ''],
  ['with markup in it', 'print("</python-debugger><script>&lt;&amp;amp;", 1 < 2 > 0)\n'],
  ['that begins and ends with blank lines', '\n  \nif 1:\n\n    print(2)\n\n\n'],
])('a program %s comes back', (_, text) => {
  const { markup, leftOut } = embedding({ text, breakpoints: [], watches: [] }, script);
  const read = parts(markup);
  expect(read).toMatchObject({ address: script, text: programText(text), attributes: '' });
  expect(leftOut).toBe(0);
});

test('breakpoints are on the same statements, those that are off are not there, and watches are shown', () => {
  const { markup, leftOut } = embedding(
    {
      text: '\n\nx = 1\ny = "a;b"\n',
      breakpoints: [
        { line: 2, enabled: true },
        { line: 3, enabled: false },
        { line: 4, enabled: true, condition: 'x > "&"', logMessage: "it's {x}" },
      ],
      watches: [' x ', 'y.split(";")', 'x; y', 'x < 2'],
    },
    script,
  );
  const { value } = parts(markup);
  expect(writtenBreakpoints(value('breakpoints'))).toEqual({
    breakpoints: [{ line: 2, details: { condition: 'x > "&"', logMessage: "it's {x}" } }],
    problems: [],
  });
  expect(value('watches')).toBe('x; y.split(";"); x < 2');
  expect(value('panels')).toBe('variables watch terminal');
  expect(leftOut).toBe(2);
});

test('files beside the program come after it, and breakpoints in them are left out', () => {
  const { markup, leftOut } = embedding(
    {
      text: 'import shapes\n',
      files: [{ name: 'a "b".py', text: 'if 1 < 2:\n    print("</python-file>")\n' }],
      breakpoints: [
        { line: 1, enabled: true },
        { path: '/home/pyodide/a.py', line: 1, enabled: true },
        { path: '/home/pyodide/a.py', line: 2, enabled: false },
      ],
      watches: [],
    },
    script,
  );
  expect(leftOut).toBe(1);
  const [, breakpoints = '', name = '', text = ''] =
    /^.*\n<python-debugger breakpoints="([^"]*)">\nimport shapes\n<python-file name="([^"<>]*)">([^<>]*)<\/python-file>\n<\/python-debugger>\n$/.exec(
      markup,
    ) ?? [];
  expect([breakpoints, unescaped(name), programText(unescaped(text))]).toEqual([
    '1',
    'a "b".py',
    'if 1 < 2:\n    print("</python-file>")\n',
  ]);
});

test.each([
  ['with blank lines around it', '\n\na,b\n\n'],
  ['without an end of its last line', 'a,b'],
  ['that is indented', '  a\n    b\n'],
  ['with other ends of lines', 'a\r\nb\r\n'],
  ['of characters that HTML has not', 'a\0 "é" <b> 𝄞 \ud800\n'],
])('a file %s comes back as it is', (_, text) => {
  const program = { text: 'open("a.csv")\n', files: [{ name: 'a.csv', text }], breakpoints: [], watches: [] };
  const [, src = ''] =
    /\n<python-file name="a.csv" src="([^"<>]*)"><\/python-file>\n/.exec(embedding(program, script).markup) ?? [];
  expect(decodeURIComponent(unescaped(src).replace(/^data:text\/plain;charset=utf-8,/, ''))).toBe(
    text.replace('\ud800', '\ufffd'),
  );
});
