/** The markup that the page makes of a program, in a page of another origin. */
import { embedding } from '../src/playground/share/embed.ts';
import { test } from './course.ts';
import { expect } from './driver.ts';

const program = `

"""It's <b>"quoted"</b> & <!-- no comment -->"""
def f(n):
\tif n < 2 and n > 0 and "&lt;</python-debugger><script>":
\t\treturn 1

    # less indented than it looks
\treturn "é🐍" and f(n - 1)
print(f(3))
`;

test('markup that is pasted into a page is the same program with the same breakpoints', async ({ course }) => {
  const { markup, leftOut } = embedding(
    {
      text: program,
      breakpoints: [
        { line: 1, enabled: true },
        { line: 5, enabled: true, condition: 'n == 2 and "\'<&"' },
        { line: 10, enabled: false },
      ],
      watches: ['"<" + str(n)', '";".join("ab")'],
    },
    'https://nowhere.test/element/python-debugger.js',
  );
  // On a blank line above the program nothing stops.
  expect(leftOut).toBe(1);
  await course.page.route('https://nowhere.test/**', (route) => route.abort());
  await course.open(markup);
  const found = await course
    .element()
    .evaluate((element: HTMLElement & { program?: string }) => [
      element.program,
      element.getAttribute('watches'),
      document.querySelectorAll('python-debugger *').length,
    ]);
  expect(found).toEqual([program.replace(/^\n+/, ''), '"<" + str(n); ";".join("ab")', 0]);
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:3 in f', { timeout: 45_000 });
  await expect(course.element().getByRole('treeitem', { name: 'n = 2', exact: true })).toBeVisible();
  await expect(course.element().getByRole('treeitem', { name: /^";"\.join\("ab"\) = 'a;b'$/ })).toBeVisible();
});

test('files come with the markup as they are', async ({ course }) => {
  const files = [
    { name: 'table.csv', text: '\n\n  a;ü\n  "<>&";2\r\n' },
    { name: 'plain.txt', text: 'one\n\n  two\n' },
  ];
  const { markup } = embedding(
    {
      text: 'for name in ("table.csv", "plain.txt"):\n    print(ascii(open(name, newline="").read()))\n',
      files,
      breakpoints: [],
      watches: [],
    },
    'https://nowhere.test/element/python-debugger.js',
  );
  await course.page.route('https://nowhere.test/**', (route) => route.abort());
  await course.open(markup);
  await course.button('Run').click();
  const terminal = course.element().getByRole('region', { name: 'Terminal' });
  await expect(terminal).toContainText(`'\\n\\n  a;\\xfc\\n  "<>&";2\\r\\n'`, { timeout: 45_000 });
  await expect(terminal).toContainText(`'one\\n\\n  two\\n'`);
});
