import { beforeEach, describe, expect, test } from 'vitest';
import { inEnglish } from '../../../src/model/localize.ts';
import { segmentsOf } from '../../../src/ui/values/tree-row.ts';
import { type RowSource, TreeRows } from '../../../src/ui/values/tree-rows.ts';
import { foundText } from '../../../src/ui/values/tree-search.ts';
import { pageWith, type ValueNode } from '../../../src/ui/values/value-node.ts';

/** A tree as its nodes are written: `name`, value, and what is under it. */
interface Written {
  readonly value: string;
  readonly under?: Readonly<Record<string, Written>>;
  /** It is computed only when it is asked for. */
  readonly lazy?: boolean;
}

let written: Readonly<Record<string, Written>>;
let asked: string[];

function nodes(of: Readonly<Record<string, Written>>, parent: string): ValueNode[] {
  return Object.entries(of).map(([name, { value, under, lazy }]) => ({
    kind: value === '' && !lazy ? 'scope' : 'value',
    lazy,
    key: parent === '' ? name : `${parent}/${name}`,
    name,
    value,
    reference: under ? 1 : 0,
  }));
}

function at(key: string): Written {
  const [first = '', ...rest] = key.split('/');
  return rest.reduce<Written>((each, name) => each.under?.[name] as Written, written[first] as Written);
}

const source: RowSource = {
  roots: async () => nodes(written, ''),
  children: async ({ key }) => {
    asked.push(key);
    return nodes(at(key).under ?? {}, key);
  },
};

let rows: TreeRows;
const shown = () => rows.visible().map(({ node }) => node.key);

beforeEach(async () => {
  asked = [];
  written = {
    Locals: {
      value: '',
      under: {
        total: { value: '12' },
        shop: { value: '<Shop>', under: { name: { value: "'Tea & Co'" }, tax: { value: '0.2' } } },
        teapot: { value: '<Pot>', under: { size: { value: '3' } } },
      },
    },
    Globals: { value: '', under: { tea: { value: '1' } } },
  };
  rows = new TreeRows(source, ['Locals'], inEnglish);
  await rows.reload('none');
});

async function load(key: string): Promise<void> {
  const row = rows.find(key);
  if (!row) throw new Error(`There is no row ${key}.`);
  rows.unfold(row);
  await rows.loadPage(row);
}

describe('a search', () => {
  test('leaves what has the text in its name or value, and what holds that, of what is loaded', async () => {
    await load('Locals/shop');
    rows.searchFor('TEA');
    expect(shown()).toEqual(['Locals', 'Locals/shop', 'Locals/shop/name', 'Locals/teapot']);
    expect(rows.found && foundText(rows.found, inEnglish)).toBe('2 matches in 5 loaded values');
    // Those of Globals were never asked for, and neither are they now.
    expect(asked).toEqual(['Locals', 'Locals/shop']);
  });

  test('finds a name and its value together', () => {
    rows.searchFor('total = 1');
    expect(shown()).toEqual(['Locals', 'Locals/total']);
    expect(rows.found && foundText(rows.found, inEnglish)).toBe('1 match in 3 loaded values');
  });

  test('unfolds what was folded over a hit, and folds it again at its end', async () => {
    await load('Locals/shop');
    const shop = rows.find('Locals/shop');
    if (shop) rows.fold(shop);
    rows.searchFor('tax');
    expect(shown()).toEqual(['Locals', 'Locals/shop', 'Locals/shop/tax']);
    rows.searchFor(' ');
    expect(shown()).toEqual(['Locals', 'Locals/total', 'Locals/shop', 'Locals/teapot', 'Globals']);
  });

  test('goes on in what is loaded meanwhile, and in the values of the next stop', async () => {
    rows.searchFor('teapot');
    expect(shown()).toEqual(['Locals', 'Locals/teapot']);
    await load('Locals/teapot');
    expect(shown()).toEqual(['Locals', 'Locals/teapot', 'Locals/teapot/size']);
    written = { Locals: { value: '', under: { teapots: { value: '2' }, total: { value: '0' } } } };
    await rows.reload('screen');
    expect(shown()).toEqual(['Locals', 'Locals/teapots']);
  });

  test('that finds nothing shows nothing', () => {
    rows.searchFor('coffee');
    expect(shown()).toEqual([]);
    expect(rows.found && foundText(rows.found, inEnglish)).toBe('0 matches in 3 loaded values');
  });
});

describe('what is computed when it is asked for', () => {
  const of = (value: string, under?: Written['under']): typeof written => ({
    Locals: {
      value: '',
      under: { sum: { value: '', lazy: true, under: { sum: { value, ...(under && { under }) } } } },
    },
  });
  const shownValue = (key: string) => rows.find(key)?.node.value;

  beforeEach(async () => {
    written = of('84');
    await rows.reload('none');
  });

  test('has its value in its own row, at later stops too, and has changed only if it was computed before', async () => {
    expect(rows.find('Locals/sum')?.node.lazy).toBe(true);
    await rows.reload('screen');
    await load('Locals/sum');
    expect(shown()).toEqual(['Locals', 'Locals/sum']);
    expect(shownValue('Locals/sum')).toBe('84');
    expect(rows.valueBefore('Locals/sum')).toBeUndefined();
    written = of('85');
    await rows.reload('screen');
    expect(shownValue('Locals/sum')).toBe('85');
    expect(rows.valueBefore('Locals/sum')).toBe('84');
  });

  test('unfolds as any value does', async () => {
    written = of('[1]', { 0: { value: '1' } });
    await rows.reload('none');
    await load('Locals/sum');
    expect(shown()).toEqual(['Locals', 'Locals/sum']);
    written = { Locals: { value: '', under: { sum: { value: '[1]', under: { 0: { value: '1' } } } } } };
    await load('Locals/sum');
    expect(shown()).toEqual(['Locals', 'Locals/sum', 'Locals/sum/0']);
  });
});

describe('pages', () => {
  const big = (count: number): ValueNode => ({
    kind: 'value',
    key: 'big',
    name: 'big',
    value: '[…]',
    reference: 1,
    indexedCount: count,
  });
  const paged = (count: () => number) =>
    new TreeRows(
      {
        roots: async () => [big(count())],
        children: async (node, { start = 0, count: length = 0 }) =>
          Array.from({ length }, (_, at) => ({
            ...node,
            key: `big/${start + at}`,
            value: '0',
            reference: 0,
            indexedCount: 0,
          })),
      },
      ['big'],
      inEnglish,
    );
  const seen = (tree: TreeRows) =>
    segmentsOf(tree.roots[0]?.children ?? { rows: [], pages: [], parts: new Map() }).map((each) =>
      'from' in each ? `${each.left} left` : `${each[0]?.node.key} to ${each.at(-1)?.node.key}`,
    );

  test('that a person has gone to are shown at the next stops, as far as they are there', async () => {
    let count = 100_000;
    const tree = paged(() => count);
    await tree.reload('none');
    const [row] = tree.roots;
    if (!row) throw new Error('There is no row.');
    await tree.visitPage(row, pageWith(row.node, 54_321));
    const all = ['big/0 to big/99', '54200 left', 'big/54300 to big/54399', '45600 left'];
    expect(seen(tree)).toEqual(all);
    await tree.reload('screen');
    expect(seen(tree)).toEqual(all);
    // Whoever goes on is not followed by all that was seen on the way.
    for (const page of [1, 2, 3, 999]) await tree.visitPage(tree.roots[0] as typeof row, page);
    await tree.reload('screen');
    expect(seen(tree)).toEqual([
      'big/0 to big/99',
      '100 left',
      'big/200 to big/299',
      'big/300 to big/399',
      '99500 left',
      'big/99900 to big/99999',
    ]);
    count = 250;
    await tree.reload('screen');
    expect(seen(tree)).toEqual(['big/0 to big/99', '100 left', 'big/200 to big/249']);
  });

  test('are loaded one after the other, whoever asks', async () => {
    const tree = paged(() => 1000);
    await tree.reload('none');
    const [row] = tree.roots;
    if (!row) throw new Error('There is no row.');
    await Promise.all([tree.loadPage(row), tree.loadPage(row), tree.visitPage(row, 9), tree.visitPage(row, 9)]);
    expect(seen(tree)).toEqual(['big/0 to big/99', 'big/100 to big/199', '700 left', 'big/900 to big/999']);
  });
});

describe('what has changed', () => {
  test('is compared with the screen, and stays marked when numbers are written in another form', async () => {
    written = { Locals: { value: '', under: { total: { value: '13' }, other: { value: '7' } } } };
    await rows.reload('screen');
    expect(rows.valueBefore('Locals/total')).toBe('12');
    expect(rows.valueBefore('Locals/other')).toBeUndefined();
    written = { Locals: { value: '', under: { total: { value: '13' }, other: { value: '7' } } } };
    await rows.reload('screen');
    written = { Locals: { value: '', under: { total: { value: '14' }, other: { value: '7' } } } };
    await rows.reload('screen');
    written = { Locals: { value: '', under: { total: { value: '0xe' }, other: { value: '0x7' } } } };
    await rows.reload('form');
    expect(rows.valueBefore('Locals/total')).toBe('13');
    expect(rows.valueBefore('Locals/other')).toBe('0x7');
  });

  test('an answer to an earlier question is dropped', async () => {
    const first = rows.reload('screen');
    const second = rows.reload('screen');
    expect(await Promise.all([first, second])).toEqual([false, true]);
  });
});
