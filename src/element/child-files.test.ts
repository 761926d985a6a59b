import { afterEach, describe, expect, test, vi } from 'vitest';
import { MAIN_NAME } from '../client/main-name.ts';
import { programPath } from '../client/program.ts';
import { singleFile } from '../model/program-files.ts';
import { planFor } from '../ui/session/wanted.ts';
import { loadFiles, usableFiles } from './child-files.ts';
import { OpenedFiles } from './opened-files.ts';

const PAGE = 'https://course.example/one/page.html';

/** What becomes of files of these names. */
function named(...names: string[]) {
  const { files, problems } = usableFiles(names.map((name) => ({ name, text: '' })));
  return { names: files.map(({ name }) => name), problems };
}

describe('the name of a file', () => {
  test.each(['words.txt', 'data/words.txt', 'a b/größe.csv', '.env', 'pkg/__init__.py', '..a/b'])(
    'can be %o',
    (name) => {
      expect(named(name)).toEqual({ names: [name], problems: [] });
    },
  );

  test.each(['', ' ', '/etc/passwd', '../x', 'a/../../x', 'a/..', './x', 'a//b', 'a/', 'a\\b', 'a\nb', 'a\0'])(
    'cannot be %o',
    (name) => {
      expect(named(name, 'ok.txt')).toEqual({
        names: ['ok.txt'],
        problems: [
          `A <python-file> must have a name of its own inside the program's folder, such as "data/words.txt": "${name}" cannot be used.`,
        ],
      });
    },
  );

  test('is its own: not that of the program, of another file, or of a folder', () => {
    expect(named('main.py', 'a', 'a', 'a/b', 'c/d', 'c', 'ab')).toEqual({
      names: ['a', 'c/d', 'ab'],
      problems: [expect.stringMatching(/: "main\.py", "a", "a\/b", "c" cannot be used\.$/)],
    });
    expect(programPath.endsWith(`/${MAIN_NAME}`)).toBe(true);
  });
});

describe('files that are elsewhere', () => {
  afterEach(() => vi.unstubAllGlobals());

  /** Lets a server answer so. */
  function serve(answer: () => Response | Promise<Response>) {
    const fetch = vi.fn(async (_url: string) => answer());
    vi.stubGlobal('fetch', fetch);
    return fetch;
  }

  test('are fetched relative to the page, and those beside them are as they are', async () => {
    const fetch = serve(() => new Response('\uFEFFeins\r\nzwei'));
    const files = [
      { name: 'data/words.txt', src: '../words.txt' },
      { name: 'x', text: 'y' },
    ];
    expect(await loadFiles(files, PAGE)).toEqual([
      { name: 'data/words.txt', text: '\uFEFFeins\r\nzwei' },
      { name: 'x', text: 'y' },
    ]);
    expect(fetch.mock.calls.map(([url]) => url)).toEqual(['https://course.example/words.txt']);
  });

  test('keep their bytes where they are no text', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 256);
    serve(() => new Response(bytes));
    const base64 = Buffer.from(bytes).toString('base64');
    expect(await loadFiles([{ name: 'p.png', src: 'p.png' }], PAGE)).toEqual([{ name: 'p.png', base64 }]);
  });

  test.each<[string, () => Response, string]>([
    [
      'a.txt',
      () => new Response('', { status: 404 }),
      'data/a.txt could not be fetched from https://course.example/one/a.txt: the server answered 404.',
    ],
    [
      'a.txt',
      () => {
        throw new TypeError('Failed to fetch');
      },
      'data/a.txt could not be fetched from https://course.example/one/a.txt: its host cannot be reached, or does not let pages of other hosts read it (CORS), or the policy of the page forbids it.',
    ],
    ['https://', () => new Response(''), 'data/a.txt could not be fetched: "https://" is not an address.'],
  ])('that cannot be had are named: %o', async (src, answer, sentence) => {
    serve(answer);
    await expect(loadFiles([{ name: 'data/a.txt', src }], PAGE)).rejects.toThrow(sentence);
  });
});

describe('a start', () => {
  const plan = (files: Parameters<typeof planFor>[0]['files']) =>
    planFor(
      { files, mode: 'debug', stopOnEntry: false, options: {} },
      { breakpoints: () => [], filters: () => undefined },
    );

  test('writes the files beside the program, and the program as it is then', () => {
    const files = new OpenedFiles('before');
    files.add([
      { name: 'data/words.txt', text: 'one\n' },
      { name: 'p.png', base64: '/w==' },
    ]);
    files.write(files.main, 'now');
    expect(plan(files)).toMatchObject({
      launch: { program: '/home/pyodide/main.py' },
      files: [
        { path: '/home/pyodide/main.py', text: 'now' },
        { path: '/home/pyodide/data/words.txt', text: 'one\n' },
        { path: '/home/pyodide/p.png', base64: '/w==' },
      ],
    });
    expect(files.text('/home/pyodide/p.png')).toBeUndefined();
    expect(files.text('/home/pyodide/elsewhere')).toBeUndefined();
  });

  test('of one file writes that', () => {
    expect(plan(singleFile('/p/a.py', () => 'x')).files).toEqual([{ path: '/p/a.py', text: 'x' }]);
  });
});
