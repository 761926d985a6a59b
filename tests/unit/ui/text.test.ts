import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../src/model/localize.ts';
import { expressionAt } from '../../../src/ui/editor/expression-at.ts';
import { History } from '../../../src/ui/terminal/history.ts';
import { OutputQueue } from '../../../src/ui/terminal/output-queue.ts';
import { namedLines } from '../../../src/ui/terminal/terminal-links.ts';
import {
  editableValue,
  isExpandable,
  nodeText,
  pagedCount,
  pagesOf,
  pageWith,
  remaining,
  sizeText,
  unfoldedText,
  type ValueNode,
  withReason,
} from '../../../src/ui/values/value-node.ts';

describe('the expression under the pointer', () => {
  // The caret stands before the character that is pointed at.
  it.each([
    ['total = ^n + 1', 'n'],
    ['self.^name', 'self.name'],
    ['^self.name', 'self'],
    ['print(items[0].^price)', 'items[0].price'],
    ['bill["^tea"]', 'bill["tea"]'],
    ['^for i in x', undefined],
    ['x = "a ^word"', undefined],
    ['x  # a ^comment', undefined],
    ['1^0 + 2', undefined],
    ['größe.^länge', 'größe.länge'],
  ])('of %j is %j', (marked, expected) => {
    const column = marked.indexOf('^') + 1;
    expect(expressionAt(marked.replace('^', ''), column)?.expression).toBe(expected);
  });
});

describe('the history', () => {
  it('goes back, forth, and ends at the line that was being written', () => {
    const history = new History();
    history.add('a');
    history.add('b');
    expect([history.older('dra'), history.older('b'), history.older('a')]).toEqual(['b', 'a', undefined]);
    expect([history.newer(), history.newer(), history.newer()]).toEqual(['b', 'dra', undefined]);
  });
});

describe('the output queue', () => {
  it('hands on one chunk at a time and drops the oldest beyond what it keeps', () => {
    const written: string[] = [];
    let done = () => {};
    const queue = new OutputQueue(
      (text, next) => {
        written.push(text);
        done = next;
      },
      { keep: 20, lines: 100, chunk: 8 },
      (dropped) => `[${dropped}]`,
    );
    queue.push('first');
    for (let i = 0; i < 5; i++) queue.push(`line ${i} `);
    for (let i = 0; i < 10; i++) done();
    expect(written[0]).toBe('first');
    expect(written.join('')).toBe('first[21]line 3 line 4 ');
  });

  it('keeps no more lines than can be scrolled back to, and never fewer', () => {
    const written: string[] = [];
    let done = () => {};
    const queue = new OutputQueue(
      (text, next) => {
        written.push(text);
        done = next;
      },
      { keep: 1_000_000, lines: 50, chunk: 64 },
      (dropped) => `[${dropped}]`,
    );
    for (let first = 0; first < 100_000; first += 20) {
      queue.push(Array.from({ length: 20 }, (_, index) => `${first + index}\n`).join(''));
    }
    let chunks = 1;
    for (; written.length > chunks - 1 && chunks < 100; chunks++) done();
    const [, ...rest] = written.join('').split(']');
    const lines = rest.join('').trim().split('\n');
    expect(lines.at(-1)).toBe('99999');
    expect(lines.length).toBeGreaterThanOrEqual(50);
    expect(lines.length).toBeLessThan(50 + 2 * 20);
    // A hundred thousand lines came, and the screen was given a handful of chunks.
    expect(written.length).toBeLessThan(12);
  });

  it('never cuts a character in two', () => {
    const written: string[] = [];
    const queue = new OutputQueue(
      (text, next) => {
        written.push(text);
        queueMicrotask(next);
      },
      { keep: 100, lines: 100, chunk: 3 },
      () => '',
    );
    queue.push('ab😀cd');
    expect(written[0]).toBe('ab😀');
  });
});

describe('a node', () => {
  const node: ValueNode = { kind: 'value', key: 'k', name: 'x', value: '[1, …]', reference: 3 };

  it('is named by its name and value', () => {
    expect(nodeText(node, inEnglish)).toBe('x = [1, …]');
  });

  it('with few children is asked for at once, a huge one page by page', () => {
    expect(pagesOf({ ...node, indexedCount: 3 })).toEqual([{}]);
    const pages = pagesOf({ ...node, indexedCount: 1_000_000, namedCount: 2 });
    expect(pages.slice(0, 2)).toEqual([
      { filter: 'named', start: 0, count: 2 },
      { filter: 'indexed', start: 0, count: 100 },
    ]);
    expect(remaining(pages, 2)).toBe(999_900);
    expect(remaining(pages, 2, 4)).toBe(200);
    expect(pages[pageWith({ ...node, indexedCount: 1_000_000, namedCount: 2 }, 54_321)]?.start).toBe(54_300);
    expect(pageWith({ ...node, namedCount: 1000 }, 250)).toBe(2);
    expect(pagedCount({ ...node, namedCount: 1000 })).toBe(1000);
    expect(pagedCount({ ...node, indexedCount: 100 })).toBeUndefined();
  });
});

describe('a long value', () => {
  const node = (value: string, rest: Partial<ValueNode> = {}): ValueNode => ({
    kind: 'value',
    key: 'n',
    name: 'n',
    value,
    reference: 0,
    ...rest,
  });

  it.each([
    [node('1', { type: 'int' }), undefined],
    [node(`str (5,000 characters) '${'a'.repeat(200)}…`, { type: 'str' }), undefined],
    [node(`[${'1, '.repeat(60)}…] `, { type: 'list', indexedCount: 1000 }), 'list, 1,000 items'],
    [node('x'.repeat(100), { type: 'Thing' }), 'Thing'],
    [node('x'.repeat(100), { type: 'Thing', failed: true }), undefined],
  ])('begins with its type and size, unless it was cut and says so itself: %#', (value, text) => {
    expect(sizeText(value, inEnglish)).toBe(text);
  });

  it('of several lines keeps them where it is unfolded, and so does the reason for none', () => {
    expect(unfoldedText(node('a\nb'))).toBe('a\nb');
    expect(isExpandable(node('a\nb'))).toBe(true);
    expect(unfoldedText(node('no value here', { reason: 'NameError' }))).toBe('NameError');
    expect(isExpandable(node('a'))).toBe(false);
  });

  it('that could not be computed says why, in one line; the rest of a long message is under it', () => {
    const failing = (reason: string) => withReason(node('no value here', { absent: true, reason }));
    expect(failing("NameError: name 'x' is not defined")).toMatchObject({
      value: "NameError: name 'x' is not defined",
      absent: true,
    });
    expect(isExpandable(failing('NameError'))).toBe(false);
    expect(failing('ValueError: no\nand no')).toMatchObject({ value: 'ValueError: no' });
    expect(unfoldedText(failing('ValueError: no\nand no'))).toBe('ValueError: no\nand no');
    expect(withReason(node('3'))).toEqual(node('3'));
  });
});

describe('the lines that a traceback names', () => {
  it('are links where they are of the program or of a file, and nowhere else', () => {
    const [path, library] = ['/home/pyodide/main.py', '/lib/python314.zip/json/decoder.py'];
    const [own, other] = [`File "${path}", line 12`, `File "${library}", line 3`];
    const at = 2 + own.length + ', in f, '.length;
    expect(namedLines(`  ${own}, in f, ${other}, File "<frozen os>", line 7`, [path])).toEqual([
      { start: 2, end: 2 + own.length, path, line: 12 },
      { start: at, end: at + other.length, path: library, line: 3 },
    ]);
    expect(namedLines('File "main.py", line 3', ['main.py'])).toMatchObject([{ path: 'main.py', line: 3 }]);
    expect(namedLines('no file here, line 3', [path])).toEqual([]);
  });
});

describe('the field of a value', () => {
  const start = (value: string) => editableValue({ kind: 'value', key: 'n', name: 'n', value, reference: 0 });

  it.each(['3', "'a < b'", '[1, 2]', "{'it\\'s': \"<b>\"}", 'Point(x=1, y=2)', '', 'None'])(
    'starts from %j, which can be written',
    (value) => {
      expect(start(value)).toEqual({ text: value, hint: '' });
    },
  );

  it.each([
    '<object object at 0x7f>',
    '[<A 1>, 2]',
    '[1, 2, …]',
    "'a long te…",
    '<int of about 900 digits, 3,000 bits>',
  ])('is empty for %j, which cannot, and shows it as a hint', (value) => {
    expect(start(value)).toEqual({ text: '', hint: value });
  });
});
