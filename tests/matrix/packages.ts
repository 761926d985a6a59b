/** Packages on each release: from its own list, and from an index, with breakpoints in both. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startNodeWorker } from '../../src/node/node-worker.ts';
import { writeProgram } from '../dap/debuggee.ts';
import { Driver } from '../dap/driver.ts';
import { openSession } from '../dap/harness.ts';
import { IndexServer } from '../packages/index-server.ts';
import { releaseWith } from '../packages/release.ts';
import { listed, makeWheel } from '../packages/wheels.ts';
import type { Release } from './releases.ts';

const OWN = makeWheel({ name: 'own-kit', files: { 'own_kit/__init__.py': 'def own(value):\n    return value + 1\n' } });
const OTHER = makeWheel({
  name: 'other-kit',
  requires: ['own-kit>=1; python_version >= "3.11"'],
  files: { 'other_kit.py': 'from own_kit import own\n\n\ndef other(value):\n    return own(value) * 2\n' },
});
const PROGRAM = 'import other_kit\n\nprint(other_kit.other(20))\n';

export function checkPackages({ folder, python }: Release): void {
  test('come from its own list and from an index, and breakpoints stop in them', async () => {
    const release = releaseWith([listed(OWN, ['own_kit'])], folder || 'pyodide');
    onTestFinished(() => release.remove());
    writeFileSync(join(release.folder, OWN.file), OWN.bytes);
    const index = await IndexServer.start([OTHER]);
    onTestFinished(() => index.stop());
    const worker = new URL('../../dist/node/worker-entry.mjs', import.meta.url);
    const session = openSession({ startWorker: () => startNodeWorker(worker, release.folder) });
    const driver = new Driver(session, writeProgram(PROGRAM));
    await session.ready;
    const started = driver.start({ launch: { packageIndexes: [index.url] } });
    await driver.event('initialized');
    const path = `/lib/python${python.split('.').slice(0, 2).join('.')}/site-packages/own_kit/__init__.py`;
    await driver.request('setBreakpoints', { source: { path }, breakpoints: [{ line: 2, condition: 'value == 20' }] });
    await started;
    const stop = await driver.stopped();
    expect([stop.top.source?.path, stop.top.name, stop.line]).toEqual([path, 'own', 2]);
    expect(await driver.finish()).toBe('42\n');
  });
}
