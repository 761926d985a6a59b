/** The start from what the build has kept: the program does not find out, and what cannot be used is done without. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { UNCOMPILED_FLAGS } from '../../src/node/engine.ts';
import { startNodeWorker } from '../../src/node/node-worker.ts';
import { engineFlags, suspensionFlags } from '../../src/node/suspension.ts';
import { writeProgram } from '../dap/debuggee.ts';
import { Driver } from '../dap/driver.ts';
import { openSession, startRelease } from '../dap/harness.ts';

const BUILT = fileURLToPath(new URL('../../dist/node', import.meta.url));

/** What a build keeps for this Node; newer ones give no code. */
const KEPT = ['snapshot', 'code']
  .map((kind) => `${kind}-${process.version}.bin`)
  .filter((name) => existsSync(`${BUILT}/${name}`));

/** Flags that are set when the process has begun. */
const LATER_FLAGS = [
  ...engineFlags().filter((flag) => !suspensionFlags().includes(flag)),
  ...(KEPT.length > 1 ? [] : UNCOMPILED_FLAGS),
];

const ENVIRONMENT = `
  import os, sys
  print(sorted(os.environ), os.environ["_"], sys.flags, sys.executable, sys.orig_argv, sys.path[1:])
`;

/** Runs a program to its end. */
async function run(startWorker: () => ReturnType<typeof startNodeWorker>, text: string) {
  const driver = new Driver(openSession({ startWorker }), writeProgram(text));
  await driver.start({ launch: { noDebug: true } });
  const output = await driver.ended();
  const said = driver.happenings.filter(({ event, body }) => event === 'output' && body.category === 'console');
  return { output, said: said.map(({ body }) => body.output as string).join('') };
}

/** Starts a worker of a build in which one file is another. */
function damaged(name: string, damage: (bytes: Buffer) => Uint8Array) {
  // In the checkout, because Pyodide is found from where the bundle is.
  const folder = `${BUILT}-damaged-${process.pid}`;
  cpSync(BUILT, folder, { recursive: true });
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(`${folder}/${name}`, damage(readFileSync(`${folder}/${name}`)));
  return startNodeWorker(pathToFileURL(`${folder}/worker-entry.mjs`));
}

test('the build has kept a snapshot', () => {
  expect(KEPT).toContain(`snapshot-${process.version}.bin`);
});

test('the build has kept code of Pyodide’s own script that V8 takes, and without that the start is the same', async () => {
  const look = `
    import { readFileSync } from 'node:fs';
    import v8 from 'node:v8';
    import vm from 'node:vm';
    for (const flag of ${JSON.stringify(LATER_FLAGS)}) v8.setFlagsFromString(flag);
    const read = (name) => readFileSync(process.argv[1] + '/' + name);
    const cachedData = read('script-' + process.version + '.bin');
    const script = new vm.Script(read('pyodide-script.js').toString('latin1'), { cachedData });
    console.log(script.cachedDataRejected, typeof script.runInThisContext());
  `;
  const args = [...suspensionFlags(), '--input-type=module', '-e', look, BUILT];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr + stdout).toBe('false function\n');
  const { output, said } = await run(() => damaged(`script-${process.version}.bin`, () => Buffer.alloc(0)), 'print(1)');
  expect(said).not.toContain('slow way');
  expect(output).toBe('1\n');
});

test('a thread that has ended says so also to whoever asks later', async () => {
  const handle = startNodeWorker(pathToFileURL(`${BUILT}/no-such-entry.mjs`), 'pyodide');
  const first = await new Promise((resolve) => {
    handle.onDeath = resolve;
  });
  expect(first).toContain('no-such-entry.mjs');
  expect(
    await new Promise((resolve) => {
      handle.onDeath = resolve;
    }),
  ).toBe(first);
});

test('the environment is that of an interpreter that has booted from nothing', async () => {
  const fast = await run(() => startRelease(), ENVIRONMENT);
  const slow = await run(() => startRelease('pyodide'), ENVIRONMENT);
  expect(fast.said).not.toContain('slow way');
  expect(fast.output).toBe(slow.output);
});

test.each([
  ['belongs to something else', (bytes: Buffer) => bytes.map((byte) => byte ^ 0x55)],
  ['ends too soon', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['is empty', (bytes: Buffer) => bytes.subarray(0, 0)],
])('a file that %s is reported, and the boot is the slow one', async (_, damage) => {
  for (const name of KEPT) {
    const { output, said } = await run(() => damaged(name, damage), 'print("alive")');
    expect(said, name).toContain('Python booted the slow way, because its memory snapshot cannot be used');
    expect(output).toBe('alive\n');
  }
});
