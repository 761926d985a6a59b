/**
 * CPython's own tests, run and debugged: with a condition that is never true on the first line of each of their
 * functions, each has the outcome that it has without a debugger.
 *
 * The files are those of CPython 3.11 (Debian: libpython3.11-testsuite), so they run on Pyodide 0.25.
 */
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LaunchArguments } from '../../src/protocol/index.ts';
import { writeProgram } from '../dap/debuggee.ts';
import { BACKENDS, Driver } from '../dap/driver.ts';
import { openSession, startRelease } from '../dap/harness.ts';
import { RELEASES } from './releases.ts';

const MODULES = ['test_bdb', 'test_sys_settrace', 'test_pdb', 'test_inspect', 'test_typing', 'test_dataclasses'];

/** "passed", "skipped", or what went wrong, by the name of the test. */
type Outcomes = Readonly<Record<string, string>>;

const SUITE = '/usr/lib/python3.11/test';

const RUNNER = `
  import json
  import sys
  import unittest

  class Outcomes(unittest.TestResult):
      def __init__(self):
          super().__init__()
          self.of = {}

      def note(self, test, outcome):
          name = test.id() if hasattr(test, "id") else str(test)
          self.of[name] = max(outcome, self.of.get(name, ""))

      def addSuccess(self, test):
          self.note(test, "passed")

      def addSkip(self, test, reason):
          self.note(test, "skipped")

      def addExpectedFailure(self, test, error):
          self.note(test, "passed")

      def addUnexpectedSuccess(self, test):
          self.note(test, "unexpected success")

      def addFailure(self, test, error):
          self.note(test, "wrong: " + self._exc_info_to_string(error, test))

      addError = addFailure

      def addSubTest(self, test, subtest, error):
          if error is not None:
              self.note(test, "wrong: " + self._exc_info_to_string(error, test))

  from test import support
  from test.support import import_helper

  # The modules would be skipped whole for a few of their tests, which fail alike in both runs.
  support.has_socket_support = support.has_subprocess_support = True

  def unlink(path, former=import_helper.unlink):
      try:
          former(path)
      except PermissionError:  # that there is no such file in an archive
          pass

  import_helper.unlink = unlink

  outcomes = Outcomes()
  out = sys.stdout
  unittest.defaultTestLoader.loadTestsFromName("test." + sys.argv[1]).run(outcomes)
  print("\\nOUTCOMES", json.dumps(outcomes.of), file=out)
`;

/** The first line behind the head of each function. */
function firstLines(text: string): number[] {
  const isHead = (line: string) => /^\s*(async )?def .*:\s*(#.*)?$/.test(line);
  return text.split('\n').flatMap((line, at) => (isHead(line) ? [at + 2] : []));
}

describe.skipIf(!existsSync(SUITE))('CPython 3.11’s own tests end debugged as they end run', () => {
  const run = async (module: string, setup: Partial<LaunchArguments>): Promise<Outcomes> => {
    const program = writeProgram(RUNNER);
    symlinkSync(SUITE, join(program.path, '..', 'test'));
    const session = openSession({ startWorker: () => startRelease(RELEASES['0.25'].folder) });
    const driver = new Driver(session, program);
    driver.patience = 100_000; // a whole suite
    await driver.request('initialize', { adapterID: 'dapper', linesStartAt1: true, columnsStartAt1: true });
    const launched = driver.request('launch', { program: program.path, args: [module], ...setup });
    await Promise.race([driver.event('initialized'), launched.then(() => driver.event('initialized'))]);
    if (!setup.noDebug) {
      const path = join(SUITE, `${module}.py`);
      const lines = firstLines(readFileSync(path, 'utf8'));
      const breakpoints = lines.map((line) => ({ line, condition: '0 > 1' }));
      await driver.request('setBreakpoints', { source: { path }, breakpoints });
    }
    await driver.request('configurationDone', undefined);
    await launched;
    await driver.ended();
    const [, outcomes] = /OUTCOMES (.*)$/m.exec(driver.output('stdout')) ?? [];
    if (outcomes === undefined) throw new Error(`no outcomes: ${driver.output('stdout')}${driver.output('stderr')}`);
    return JSON.parse(outcomes);
  };

  for (const module of MODULES) {
    describe(module, () => {
      let alone: Promise<Outcomes> | undefined;
      for (const backend of ['eval_frame', 'settrace'] as const) {
        test(`on ${backend}`, { timeout: 240_000 }, async () => {
          alone ??= run(module, { noDebug: true });
          const bare = await alone;
          const debugged = await run(module, { frameEvalConfig: BACKENDS[backend] });
          expect(Object.values(bare).filter((outcome) => outcome === 'passed').length).toBeGreaterThan(15);
          expect(different(bare, debugged)).toEqual({});
        });
      }
    });
  }
});

/** The tests that do not end alike; a failure that both have may name other places. */
function different(bare: Outcomes, debugged: Outcomes): Outcomes {
  const kind = (outcome = 'missing') => /^\w+/.exec(outcome)?.[0];
  const names = Object.keys({ ...bare, ...debugged }).filter((name) => kind(bare[name]) !== kind(debugged[name]));
  return Object.fromEntries(names.map((name) => [name, `${bare[name]} | ${debugged[name]}`]));
}
