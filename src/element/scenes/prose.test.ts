import { expect, test } from 'vitest';
import { proseNodes } from './prose.ts';

/** As much of a document as is needed to see what would be made. */
class FakeElement {
  readonly children: (FakeElement | string)[] = [];
  readonly given: Record<string, string> = {};

  constructor(readonly name: string) {}

  append(...children: (FakeElement | string)[]): void {
    this.children.push(...children);
  }

  setAttribute(name: string, value: string): void {
    this.given[name] = value;
  }
}

const document = {
  createElement: (name: string) => new FakeElement(name),
  createTextNode: (text: string) => text,
} as unknown as Document;

/** A node in words: `p(one b(two))`, texts in quotes where they hold a sign of that. */
function words(node: unknown): string {
  if (!(node instanceof FakeElement)) return String(node);
  const { name, given, children, ...own } = node;
  const said = Object.entries({ ...given, ...own })
    .filter(([key]) => ['href', 'src', 'alt', 'start', 'className'].includes(key))
    .map(([key, value]) => ` ${key}=${value}`);
  return `<${name}${said.join('')}|${children.map(words).join('')}>`;
}

function made(markdown: string): string {
  return proseNodes(markdown, document, 'https://course.example/one/page.html').map(words).join('');
}

test('prose has paragraphs, emphasis, lists, tables and code', () => {
  expect(made('# A\n\none **two** *three* `a < b`\nfour')).toBe(
    '<h4|A><p|one <strong|two> <em|three> <code|a < b>\nfour>',
  );
  expect(made('3. a\n4. b')).toBe('<ol start=3|<li|a><li|b>>');
  expect(made('- a\n\n  b\n- c')).toContain('<ul|<li|');
  expect(made('> a\n\n---')).toBe('<blockquote|<p|a>><hr|>');
  expect(made('|a|b|\n|-|-|\n|1|2|')).toBe('<table|<thead|<tr|<th|a><th|b>>><tbody|<tr|<td|1><td|2>>>>');
});

test('blocks of Python are coloured, others are not', () => {
  expect(made('```python\nif a:\n    b < 1\n```')).toBe(
    '<pre|<code|<span className=kwd|if> a:\n    b < <span className=num|1>>>',
  );
  expect(made('```\nif a\n```')).toBe('<pre|<code|if a>>');
});

test('markup is text, whatever it is', () => {
  expect(made('a <b onclick="x()">b</b> & "c" \\<i>')).toBe('<p|a <b onclick="x()">b</b> & "c" <i>>');
  expect(made('<script>alert(1)</script>')).toContain('<script>alert(1)</script>');
  expect(made('<img src=x onerror=alert(1)>')).not.toContain('<img|');
  expect(made('<img src=x onerror=alert(1)>')).not.toContain(' src=x|');
});

test('links and images lead to addresses that run nothing', () => {
  expect(made('[a](b.html?x=1&y=2)')).toBe('<p|<a href=https://course.example/one/b.html?x=1&y=2|a>>');
  expect(made('![a & b](c.png)')).toBe('<p|<img src=https://course.example/one/c.png alt=a & b|>>');
  expect(made('[a](javascript:alert(1))')).toBe('<p|[a](javascript:alert(1))>');
  expect(made('[a](  JaVaScRiPt:alert(1) )')).not.toContain('<a');
  expect(made('![a](data:image/svg+xml,x)')).toBe('<p|![a](data:image/svg+xml,x)>');
});

test('what is to be done and what is done are told apart in a list', () => {
  expect(made('- [ ] read\n- [x] run\n- other')).toBe('<ul|<li|☐ read><li|☑ run><li|other>>');
});
