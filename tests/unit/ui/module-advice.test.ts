import { describe, expect, it, vi } from 'vitest';
import { adviceFrom } from '../../../src/client/packages.ts';
import { singleFile } from '../../../src/model/program-files.ts';
import { attachModuleAdvice } from '../../../src/ui/layout/module-advice.ts';
import { Debugger } from '../../../src/ui/session/debugger.ts';
import { FakeSession } from './fake-session.ts';

const lock = JSON.stringify({
  packages: {
    numpy: { name: 'numpy', version: '2.4.1', imports: ['numpy'] },
    pillow: { name: 'pillow', version: '12.1.0', imports: ['PIL'] },
    'numpy-tests': { name: 'numpy-tests', version: '2.4.1', imports: [] },
  },
});
const url = new URL('https://host.test/pyodide/pyodide-lock.json');

describe('what is said of a module that was not found', () => {
  it.each([
    ['numpy', /^Pyodide has numpy 2\.4\.1 as a package, but it was not loaded/],
    ['numpy.linalg', /^Pyodide has numpy 2\.4\.1 as a package/],
    ['PIL', /^Pyodide has PIL \(in pillow 12\.1\.0\) as a package/],
    ['maths', /^There is no module maths here: .* Is it spelled right\?$/],
  ])('%s', async (module, text) => {
    const fetched = vi.fn(async () => lock);
    const adviceOf = adviceFrom(url, fetched);
    expect(await adviceOf(module)).toMatch(text);
    await adviceOf(module);
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it('is nothing where the list of packages cannot be fetched', async () => {
    expect(await adviceFrom(url, () => Promise.reject(new Error('404')))('numpy')).toBeUndefined();
  });

  it('is in the terminal once, also if the program was paused at it, and takes the place of the message', async () => {
    const session = new FakeSession({
      exceptionInfo: () => ({
        exceptionId: 'ModuleNotFoundError',
        description: "No module named 'numpy'",
        breakMode: 'unhandled',
      }),
    });
    const target = new Debugger(
      session,
      singleFile('/home/pyodide/main.py', () => ''),
    );
    attachModuleAdvice(
      target,
      adviceFrom(url, async () => lock),
    );
    const output = vi.fn();
    target.onOutput(output);
    session.boot();
    await vi.waitFor(() => expect(target.state.execution).toBe('ready'));
    await target.start('debug');
    session.emit('stopped', { reason: 'exception', threadId: 1 });
    await vi.waitFor(() => expect(output).toHaveBeenCalledTimes(1));
    session.emit('continued', { threadId: 1 });
    session.emit('dapper/failure', {
      exceptionId: 'ModuleNotFoundError',
      description: "No module named 'numpy'",
      line: 1,
      name: '<module>',
      missingModule: 'numpy',
    });
    session.emit('terminated', {});
    await vi.waitFor(() => expect(target.state.failure?.description).toMatch(/^Pyodide has numpy/));
    expect(output).toHaveBeenCalledTimes(1);
  });
});
