/** How the documentation is made of Markdown, and what becomes of TypeDoc's. */
import { describe, expect, test } from 'vitest';

const folder = new URL('../../scripts/lib/docs/', import.meta.url);
const { referencePath } = await import(new URL('reference.mjs', folder).href);
const { pageBody } = await import(new URL('markdown.mjs', folder).href);

test("a link of TypeDoc's is one of the site", () => {
  const path = (link: string) => referencePath(link, { source: 'element/packaged.md' });
  expect(path('#debuggerevents')).toBe('#debuggerevents');
  expect(path('../index.md#pause')).toBe('api-session.html#pause');
  expect(path('library.html')).toBe('library.html');
  expect(referencePath('element/packaged.md', { source: 'ui.md' })).toBe('api-element.html');
});

describe('a page', () => {
  const body = (text: string) => pageBody(text, (link: string) => link.replace('.md', '.html'));

  test('has headings that can be linked, each by an id of its own', async () => {
    const { title, html } = await body('# The `x` page\n\n## Part\n\n## Part\n');
    expect(title).toBe('The x page');
    expect([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)).toEqual(['the-x-page', 'part', 'part-2']);
  });

  test('has headings with ids that they name, which no other heading takes', async () => {
    const { title, html } = await body('# A {#a_b}\n\n## `c`\n\n## d\\_d {#c}\n\n## e {f}\n');
    expect(title).toBe('A');
    expect([...html.matchAll(/<h\d id="(.*?)">(.*?)</g)].map(([, id, text]) => [id, text])).toEqual([
      ['a_b', 'A'],
      ['c-2', ''],
      ['c', 'd_d'],
      ['e-f', 'e {f}'],
    ]);
  });

  test('has what links lead to in a table, by an id that no heading takes', async () => {
    const { html } = await body('## a\n\n| b |\n| - |\n| <a id="a"></a> `c` <a href="d">e</a> |\n');
    expect(html).toContain('<td><a id="a"></a> <code>c</code> &lt;a href=');
    expect(html).toContain('<h2 id="a-2">');
  });

  test('has links of the site, and tells them', async () => {
    const { html, links } = await body('[a](b.md#c) [d](https://e.example/f.md)');
    expect(links).toEqual(['b.html#c', 'https://e.example/f.md']);
    expect(html).toContain('<a href="b.html#c">a</a>');
  });

  test('has an example that runs under its text, and nothing else that is markup', async () => {
    const program = '<python-debugger>\n  print(1)\n</python-debugger>';
    const { html } = await body(`\`\`\`html\n${program}\n\`\`\`\n\n<b>x</b>\n\n\`\`\`html\n<script>\n\`\`\`\n`);
    expect(html).toContain(`${program}</div>`);
    expect(html).toContain('&lt;b&gt;x&lt;/b&gt;');
    expect(html).not.toContain('<script>');
    expect(html.match(/<python-debugger>/g)).toHaveLength(1);
  });
});
