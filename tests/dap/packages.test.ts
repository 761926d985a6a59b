/** Packages that a program needs: found before it starts, loaded from an index on this machine, and debugged like any library. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startNodeWorker } from '../../src/node/node-worker.ts';
import { IndexServer } from '../packages/index-server.ts';
import { releaseWith } from '../packages/release.ts';
import { jsonPage, listed, makeWheel, type Wheel } from '../packages/wheels.ts';
import { writeProgram } from './debuggee.ts';
import { Driver, debug, open, type Setup } from './driver.ts';
import { openSession } from './harness.ts';

const GREETING = makeWheel({
  name: 'greeting-kit',
  version: '2.0',
  python: '>=3.9',
  requires: ['shouting>=1; python_version >= "3"', 'whispering; extra == "quiet"', 'nt-only; os_name == "nt"'],
  files: {
    'greeting_kit/__init__.py': `
      from importlib.util import find_spec

      from shouting import loud


      def greet(name):
          text = f"hello {name}"
          return loud(text) + "!" * bool(find_spec("whispering"))
    `,
  },
});
const SHOUTING = makeWheel({
  name: 'shouting',
  files: { 'shouting.py': 'def loud(text):\n    upper = text.upper()\n    return upper\n' },
});
const WHEELS = [
  makeWheel({ name: 'greeting-kit', version: '1.0', files: { 'greeting_kit.py': 'greet = "old {}".format\n' } }),
  GREETING,
  makeWheel({ name: 'greeting-kit', version: '3.0', files: {}, tag: 'cp311-cp311-manylinux_2_17_x86_64' }),
  makeWheel({ name: 'greeting-kit', version: '4.0', files: {}, python: '<3.9' }),
  makeWheel({ name: 'greeting-kit', version: '5.0a1', files: {} }),
  SHOUTING,
  makeWheel({ name: 'whispering', files: { 'whispering.py': '' } }),
];

const PROGRAM = `
  import greeting_kit  # @import

  print(greeting_kit.greet("you"))  # @call
  print("end")  # @end
`;
const BESIDE = { 'helper.py': 'def greet(name):\n    import greeting_kit\n\n    return greeting_kit.greet(name)\n' };

let index: IndexServer;
beforeAll(async () => {
  index = await IndexServer.start(WHEELS);
});
afterAll(() => index.stop());

/** What of the progress of packages has come, in order. */
function progress(driver: Driver, event = 'dapper/progress') {
  return driver.happenings.filter((each) => each.event === event && (each.body.step ?? 'packages') === 'packages');
}

/** A new folder, for the time of the test. */
function folder(files: Readonly<Record<string, string | Buffer>>): string {
  const path = mkdtempSync(join(realpathSync(tmpdir()), 'dapper-index-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

describe('packages come from an index', () => {
  test('an import is looked up there, and loaded with what it requires', async () => {
    const driver = await debug(writeProgram(PROGRAM), { launch: { packageIndexes: [index.url] } });
    expect(await driver.ended()).toBe('HELLO YOU\nend\n');
    const bytes = GREETING.bytes.length + SHOUTING.bytes.length;
    expect(progress(driver).at(-1)?.body).toEqual({
      step: 'packages',
      label: 'Loading shouting 1.0 (2 of 2)',
      done: bytes,
      total: bytes,
      package: { name: 'shouting 1.0', number: 2, of: 2 },
    });
    expect(driver.output('console')).not.toMatch(/slow way/);
    expect(driver.happenings.map(({ event }) => event)).not.toContain('progressStart');
  });

  test('that answers in JSON, for a module beside the program, with a version and an extra that the launch names', async () => {
    const json = await IndexServer.start(WHEELS, 'json');
    onTestFinished(() => json.stop());
    const launch = { packages: ['Greeting_Kit[quiet] >=2, <4'], packageIndexes: [`${json.origin}/none/`, json.url] };
    const program = writeProgram('import helper\n\nprint(helper.greet("you"))\n', BESIDE);
    const driver = await debug(program, { launch });
    expect(await driver.ended()).toBe('HELLO YOU!\n');
  });

  test('that is a folder on the disk, where an older version is asked for', async () => {
    const files = Object.fromEntries(WHEELS.map(({ file, bytes }) => [`greeting-kit/${file}`, bytes]));
    const page = jsonPage(WHEELS.filter(({ name }) => name === 'greeting-kit'));
    const simple = folder({ ...files, 'greeting-kit/index.json': page });
    const launch = { packages: ['greeting-kit==1.*'], packageIndexes: [simple] };
    const driver = await debug(writeProgram('import greeting_kit\n\nprint(greeting_kit.greet(1))\n'), { launch });
    expect(await driver.ended()).toBe('old 1\n');
  });

  test('and again for a restart, with the debugger in them: breakpoints, and steps with and without just my code', async () => {
    const program = writeProgram(PROGRAM);
    const path = `/lib/python3.14/site-packages/greeting_kit/__init__.py`;
    const driver = open(program);
    const launch = { packageIndexes: [index.url] };
    const started = driver.start({ breakpoints: ['call'], launch });
    await driver.event('initialized');
    await driver.request('setBreakpoints', {
      source: { path },
      breakpoints: [{ line: 7, condition: 'name == "you"' }],
    });
    await started;
    expect((await driver.stopped()).at).toBe('call');
    const inside = await driver.continue();
    expect([inside.top.source?.path, inside.top.name, inside.line]).toEqual([path, 'greet', 7]);
    expect(inside.top.source?.presentationHint ?? inside.top.presentationHint).toMatch(/subtle|deemphasize/);
    expect(await driver.evaluate(inside, 'name.title()')).toBe("'You'");
    expect((await driver.step('stepOut')).at).toBe('call');
    expect((await driver.step('stepIn')).at).toBe('end');
    await driver.session.restart({ launch: { justMyCode: false } });
    await driver.stoppedAfresh();
    await driver.request('setBreakpoints', { source: { path }, breakpoints: [] });
    const deep = await driver.step('stepIn');
    expect([deep.top.source?.path, deep.line]).toEqual([path, 7]);
    await driver.step('next');
    const deeper = await driver.step('stepIn');
    expect([deeper.top.name, deeper.top.source?.path]).toEqual(['loud', expect.stringContaining('shouting.py')]);
    expect(await driver.finish()).toContain('HELLO YOU\nend\n');
  });
});

describe('packages come from elsewhere', () => {
  test('wheels at a URL and on the disk, before any index is asked', async () => {
    const asked = index.asked.length;
    const wheels = folder({ [SHOUTING.file]: SHOUTING.bytes });
    const program = writeProgram(PROGRAM);
    const { url } = index;
    const packages = [`${url}greeting-kit/${GREETING.file}#sha256=${GREETING.sha256}`, join(wheels, SHOUTING.file)];
    expect(await (await debug(program, { launch: { packages } })).ended()).toBe('HELLO YOU\nend\n');
    expect(index.asked.slice(asked)).toEqual([`/simple/greeting-kit/${GREETING.file}`]);
  });

  test('wheels in the folder of the program, by a relative path or a name with a path', async () => {
    const program = writeProgram(PROGRAM);
    const beside = (wheel: Wheel) => writeFileSync(join(program.path, '..', wheel.file), wheel.bytes);
    beside(SHOUTING);
    beside(GREETING);
    const packages = [`./${SHOUTING.file}`, `greeting-kit @ ${join(program.path, '..', GREETING.file)}`];
    expect(await (await debug(program, { launch: { packages } })).ended()).toBe('HELLO YOU\nend\n');
  });

  test.each(['beside Pyodide', 'where the launch says'])("Pyodide's own, %s", async (where) => {
    const release = releaseWith([listed(GREETING, ['greeting_kit'], ['shouting']), listed(SHOUTING, ['shouting'])]);
    onTestFinished(() => release.remove());
    const isBeside = where === 'beside Pyodide';
    const elsewhere = folder(isBeside ? {} : { [GREETING.file]: GREETING.bytes, [SHOUTING.file]: SHOUTING.bytes });
    if (isBeside) for (const { file, bytes } of [GREETING, SHOUTING]) writeFileSync(join(release.folder, file), bytes);
    const worker = new URL('../../dist/node/worker-entry.mjs', import.meta.url);
    const session = openSession({ startWorker: () => startNodeWorker(worker, release.folder) });
    const driver = new Driver(session, writeProgram(PROGRAM));
    await session.ready;
    const setup: Setup = { launch: isBeside ? {} : { packageBase: pathToFileURL(elsewhere).href } };
    await driver.start(setup);
    expect(await driver.ended()).toBe('HELLO YOU\nend\n');
    // Pyodide fetches both at once: the bytes of either may come last.
    const told = progress(driver).map(({ body }) => body);
    const packages = told.map((body) => body.package);
    expect(packages).toContainEqual({ name: 'greeting-kit 2.0', number: 1, of: 2 });
    expect(packages).toContainEqual({ name: 'shouting 1.0', number: 2, of: 2 });
    expect(told.at(-1)?.done).toBe(GREETING.bytes.length + SHOUTING.bytes.length);
  });
});

describe('a start', () => {
  test('of a program that needs nothing asks nobody, and neither does one that must not look', async () => {
    const asked = index.asked.length;
    const text = 'import json, os.path\nfrom collections import abc\n"""\nimport greeting_kit\n"""\nprint("done")\n';
    const driver = await debug(writeProgram(text), { launch: { packageIndexes: [index.url] } });
    expect(await driver.ended()).toBe('done\n');
    const guarded = 'try:\n    import greeting_kit\nexcept ImportError as error:\n    print(error)\n';
    const launch = { packageIndexes: [index.url], autoPackages: false };
    const unscanned = await debug(writeProgram(guarded), { launch });
    expect(await unscanned.ended()).toBe("No module named 'greeting_kit'\n");
    expect([...progress(driver), ...progress(unscanned)]).toEqual([]);
    expect(index.asked.slice(asked)).toEqual([]);
  });

  test("tells an editor that shows progress, in DAP's own events", async () => {
    const driver = open(writeProgram(PROGRAM));
    await driver.request('initialize', { adapterID: 'dapper', supportsProgressReporting: true });
    const launched = driver.request('launch', { program: driver.program.path, packageIndexes: [index.url] });
    await driver.request('configurationDone', undefined);
    await launched;
    await driver.ended();
    const [begun, ...updates] = [...progress(driver, 'progressStart'), ...progress(driver, 'progressUpdate')];
    const id = begun?.body.progressId;
    expect(begun?.body).toMatchObject({ title: 'Loading packages', message: 'Loading greeting-kit 2.0' });
    expect(updates.at(-1)?.body).toEqual({ progressId: id, message: 'Loading shouting 1.0 (2 of 2)', percentage: 100 });
    expect(progress(driver, 'progressEnd').map(({ body }) => body)).toEqual([{ progressId: id }]);
  });

  test('is given up while packages load, and can be made again', async () => {
    const slow = await IndexServer.start(WHEELS);
    onTestFinished(() => slow.stop());
    const path = `/simple/shouting/${SHOUTING.file}`;
    slow.answer(path, { hang: true });
    const driver = open(writeProgram(PROGRAM));
    const started = driver.start({ launch: { packageIndexes: [slow.url] } });
    await slow.hears(SHOUTING.file);
    await driver.request('terminate', undefined);
    await started;
    expect(await driver.ended()).toBe('');
    slow.answer(path, { body: SHOUTING.bytes });
    await driver.session.restart({ launch: { packageIndexes: [slow.url] } });
    expect(await driver.ended()).toBe('HELLO YOU\nend\n');
  });
});
