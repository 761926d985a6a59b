/** Packages that are unavailable: each is said in words, with where it was looked for and what to do, and nothing is
 * started. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startNodeWorker } from '../../src/node/node-worker.ts';
import type { LaunchArguments } from '../../src/protocol/index.ts';
import { IndexServer } from '../packages/index-server.ts';
import { releaseWith } from '../packages/release.ts';
import { htmlPage, listed, makeWheel, sha256Of, type Wheel } from '../packages/wheels.ts';
import { writeProgram } from './debuggee.ts';
import { Driver, debug, open } from './driver.ts';
import { openSession } from './harness.ts';

const one = (name: string, more: Partial<Parameters<typeof makeWheel>[0]> = {}) =>
  makeWheel({ name, files: { [`${name}.py`]: '' }, ...more });

const WHEELS = [
  one('fine'),
  one('old'),
  one('compiled', { tag: 'cp314-cp314-manylinux_2_17_x86_64' }),
  one('elderly', { tag: 'cp39-none-any' }),
  one('picky', { python: '<3.9' }),
  one('needy', { requires: ['absent-part>=2'] }),
  one('torn', { requires: ['old>=2'] }),
  one('odd', { requires: ['=nonsense'] }),
  one('forged'),
  one('broken'),
  one('page'),
];

let index: IndexServer;
/** Where nobody listens. */
let closed: string;

beforeAll(async () => {
  index = await IndexServer.start(WHEELS);
  const forged = fileOf('forged');
  index.answer(`/simple/forged/${forged.file}`, { body: one('fine').bytes });
  const broken = fileOf('broken');
  const cut = broken.bytes.subarray(0, -30);
  index.answer('/simple/broken/', { body: htmlPage([{ ...broken, sha256: sha256Of(cut) }]) });
  index.answer(`/simple/broken/${broken.file}`, { body: cut });
  index.answer('/simple/page/', { body: 'Please log in' });
  index.answer('/simple/source/', { body: '<!doctype html><a href="source-1.tar.gz">source-1.tar.gz</a>' });
  index.answer('/simple/refused/', { status: 503, body: 'no' });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closed = `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple/`;
  await new Promise((resolve) => server.close(resolve));
});
afterAll(() => index.stop());

function fileOf(name: string): Wheel {
  return WHEELS.find((wheel) => wheel.name === name) ?? expect.fail(name);
}

/** Asks for launches that cannot be, each with what is to be said of it. */
async function expectRefusals(
  driver: Driver,
  cases: readonly (readonly [packages: readonly string[], said: RegExp, more?: Partial<LaunchArguments>])[],
): Promise<void> {
  for (const [packages, said, more] of cases) {
    const launch = { program: driver.program.path, packageIndexes: [index.url], packages, ...more };
    const message = await driver.refused('launch', launch);
    expect.soft(message).toMatch(/^The program was not started, because a package that it needs cannot be loaded\. \S/);
    expect.soft(message).toMatch(said);
  }
}

test('each reason is said in words, and the session can still start a program, also without what it lacks', async () => {
  const driver = open(writeProgram('print("ran")\nimport needy\n'));
  await driver.request('initialize', { adapterID: 'dapper' });
  const there = `${index.url}fine/`;
  await expectRefusals(driver, [
    [
      ['numpy'],
      /numpy 2\S+ could not be loaded from file:\S+whl: there is no such file\. Put numpy-\S+ there, or say in "packageBase" where the packages of Pyodide 314\.\S+ are\.$/,
    ],
    [['numpy'], /from http:\S+\/own\/numpy-\S+: the server answered 404/, { packageBase: `${index.origin}/own` }],
    [['numpy<1'], /^.*numpy<1 is not available from Pyodide 314\S+, which has 2\S+\. Ask/, { packageIndexes: [] }],
    [['who'], /who is unknown: Pyodide 314\S+ has no such package, and neither has http\S+\. Check its name/],
    [['who'], /who is unknown: .* and no other index is configured/, { packageIndexes: [] }],
    [['fine'], /fine could not be looked up at \S+fine\/: it cannot be reached/, { packageIndexes: [closed] }],
    [['refused'], /refused could not be looked up at \S+: the server answered 503 \(Service Unavailable\)\. Check/],
    [['page'], /page could not be looked up at \S+: its answer is not an index page/],
    [['source'], /source is at http\S+ as source only, which cannot be built here/],
    [
      ['compiled'],
      /compiled from \S+ cannot run here: compiled-1\S+whl is not pure Python, and is compiled for manylinux/,
    ],
    [['elderly'], /elderly from \S+ cannot run here: .* is for another Python \(cp39\) than the 3\.14\.2 here/],
    [['picky'], /picky from \S+ needs Python <3\.9, and this is 3\.14\.2/],
    [['fine>=2'], /fine>=2 is not available from \S+, which has 1\.0\. Ask for one of those/],
    [['needy'], /absent-part>=2 \(for needy 1\.0\) is unknown/],
    [['old', 'torn'], /torn 1\.0 needs old>=2, but old 1\.0 was chosen already/],
    [['odd'], /odd 1\.0 from \S+ is broken: it requires "=nonsense"/],
    [['forged'], /forged 1\.0 from \S+ is not the file that it should be: its SHA-256 is [0-9a-f]{64} instead of/],
    [['broken'], /broken 1\.0 from \S+ is broken: it is not a readable archive/],
    [[`${there}gone-1.0-py3-none-any.whl`], /gone 1\.0 could not be loaded from \S+: the server answered 404/],
    [[`${there}a-1.0-cp314-cp314-win_amd64.whl`], /a from \S+ cannot run here: a-1\.0\S+ is not pure Python/],
    [['./gone-1.0-py3-none-any.whl'], /could not be loaded from file:\S+: there is no such file\. Check "packages"/],
    [['what is it?', 'gone.whl'], /"what is it\?" is not a package: .* "gone\.whl" is not a package/],
    [['fine'], /"http:\/\/\[" in "packageIndexes" is not an address/, { packageIndexes: ['http://['] }],
  ]);
  expect(driver.output('stdout')).toBe('');
  const launch = { packages: ['fine', 'needy'], packagesRequired: false, packageIndexes: [index.url] };
  const launched = driver.request('launch', { program: driver.program.path, ...launch });
  await driver.request('configurationDone', undefined);
  await launched;
  expect(await driver.ended()).toBe('ran\n');
  expect(driver.output('important')).toMatch(/^The program starts without a package\. absent-part/);
});

test('what a program imports is refused likewise, except what it can do without, or what nobody knows', async () => {
  const guarded = `
    try:
        import numpy
    except ImportError:
        numpy = None
    from typing import TYPE_CHECKING
    if TYPE_CHECKING:
        import pandas
    print(numpy)
    import not_known_to_anybody
  `;
  const driver = await debug(writeProgram(guarded), { launch: { packageIndexes: [index.url] } });
  expect(await driver.ended()).toBe('None\n');
  expect(driver.output('important')).toMatch(/^The program starts without a package\. numpy \S+ could not [^\n]*\n$/);
  expect(driver.output('important')).not.toContain('pandas');
  expect(driver.output('stderr')).toContain("No module named 'not_known_to_anybody'");
  const unguarded = open(
    writeProgram('if __name__ == "__main__":\n    import beside\n', { 'beside.py': 'import numpy\n' }),
  );
  await unguarded.request('initialize', { adapterID: 'dapper' });
  const message = await unguarded.refused('launch', { program: unguarded.program.path });
  expect(message).toMatch(/numpy \S+ could not be loaded/);
});

test('a program starts without what it imports only in some runs', async () => {
  const program = `
    import sys
    from contextlib import suppress
    import kit.used, tools
    with suppress(ImportError):
        import numpy
    if sys.platform == "another":
        import pandas
    def plot():
        import matplotlib
    class Late:
        async def fetch(self):
            import aiohttp
    try:
        import regex
    except (AttributeError, ModuleNotFoundError):
        import lxml
    finally:
        print(kit.used.name, tools.__name__)
  `;
  const files = {
    'kit/__init__.py': '',
    'kit/used.py': 'name = "used"\n\nif not name:\n    from . import rarely, deep\n    from ..tools import nothing\n',
    'kit/rarely.py': 'import scipy\n',
    'kit/never.py': 'import sqlalchemy\n',
    'kit/deep/__init__.py': 'from ..never_there import x\nimport sympy\n',
    'tools.py': 'if __name__ == "__main__":\n    import networkx\n',
  };
  const driver = await debug(writeProgram(program, files));
  expect(await driver.ended()).toContain('used tools\n');
  const left = /^The program starts without a package\. ([^\n]*)\n$/.exec(driver.output('important'))?.[1] ?? '';
  const names = [...left.matchAll(/(\S+) \S+ could not be loaded/g)].map(([, name]) => name);
  const asked = ['aiohttp', 'lxml', 'matplotlib', 'networkx', 'numpy', 'pandas', 'regex', 'scipy', 'sympy'];
  expect(names.filter((name) => name && [...asked, 'sqlalchemy'].includes(name)).sort()).toEqual(asked);
});

test('modules that import each other by relative names are looked through once, and those after them too', async () => {
  const files = {
    'circle/__init__.py': '',
    'circle/one.py': 'from ..circle import two\n',
    'circle/two.py': 'from ..circle import one\n',
    'late.py': 'import numpy\n',
  };
  const driver = open(writeProgram('import circle.one\nimport late\n', files));
  await driver.request('initialize', { adapterID: 'dapper' });
  expect(await driver.refused('launch', { program: driver.program.path })).toMatch(/numpy \S+ could not be loaded/);
});

test("Pyodide's own come from where they should be, and are what they should be", async () => {
  const release = releaseWith([
    { ...listed(fileOf('fine'), ['fine']), sha256: '0'.repeat(64) },
    { ...listed(fileOf('old'), ['old']), file_name: 'https://elsewhere.invalid/old-1.0-py3-none-any.whl' },
    listed(fileOf('needy'), ['needy'], ['odd']),
    listed(fileOf('odd'), ['odd']),
  ]);
  onTestFinished(() => release.remove());
  const worker = new URL('../../dist/node/worker-entry.mjs', import.meta.url);
  const session = openSession({ startWorker: () => startNodeWorker(worker, release.folder) });
  const driver = new Driver(
    session,
    writeProgram('from importlib.util import find_spec\n\nprint(find_spec("needy") is not None)\n'),
  );
  await session.ready;
  await driver.request('initialize', { adapterID: 'dapper' });
  const packageBase = `${index.url}fine/`;
  await expectRefusals(driver, [
    [
      ['fine'],
      /fine 1\.0 from \S+ is not the file that it should be: .* instead of 0{64}\. Load nothing/,
      { packageBase },
    ],
    [
      ['old'],
      /old 1\.0 is at https:\/\/elsewhere\.invalid\/\S+, another host than Pyodide's packages/,
      { packageBase },
    ],
  ]);
  const launch = { packages: ['needy'], packagesRequired: false, packageBase: `${index.url}needy/` };
  const launched = driver.request('launch', { program: driver.program.path, ...launch });
  await driver.request('configurationDone', undefined);
  await launched;
  expect(await driver.ended()).toBe('False\n');
  expect(driver.output('important')).toMatch(/^The program starts without a package\. odd 1\.0 could not be loaded/);
});
