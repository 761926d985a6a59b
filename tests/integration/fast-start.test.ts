/** The start from what the build has kept: the program does not find out, and what cannot be used is done without. */
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { startNodeWorker } from '../../src/node/node-worker.ts';
import { writeProgram } from '../dap/debuggee.ts';
import { Driver } from '../dap/driver.ts';
import { openSession, startRelease } from '../dap/harness.ts';

const BUILT = fileURLToPath(new URL('../../dist/node', import.meta.url));

/** What a build keeps for this Node; newer ones give no code. */
const KEPT = ['snapshot', 'code']
  .map((kind) => `${kind}-${process.version}.bin`)
  .filter((name) => existsSync(`${BUILT}/${name}`));

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

test('the build has kept a snapshot', () => {
  expect(KEPT).toContain(`snapshot-${process.version}.bin`);
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
])('a file that %s is told, and the boot is the slow one', async (_, damage) => {
  for (const name of KEPT) {
    // In the checkout, because Pyodide is found from where the bundle is.
    const folder = `${BUILT}-damaged-${process.pid}`;
    cpSync(BUILT, folder, { recursive: true });
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(`${folder}/${name}`, damage(readFileSync(`${folder}/${name}`)));
    const entry = pathToFileURL(`${folder}/worker-entry.mjs`);
    const { output, said } = await run(() => startNodeWorker(entry), 'print("alive")');
    expect(said, name).toContain('Python booted the slow way, because its memory snapshot cannot be used');
    expect(output).toBe('alive\n');
  }
});
