// Runs the test runners and reads how many tests passed and failed from their own reports.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ensureChromium } from './chromium.mjs';
import { findFirefox } from './firefox.mjs';
import { installLocked, isInstalled, root } from './setup.mjs';
import { runBeside, runPackage } from './steps.mjs';
import { findWebKit } from './webkit.mjs';

/**
 * `failures` has the names of the tests that failed, each with why in a line.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Totals
 */

const reports = join(root, '.cache', 'reports');

/**
 * An empty place for the report of one runner.
 * @param {string} name
 * @returns {string}
 */
function reportFile(name) {
  mkdirSync(reports, { recursive: true });
  const file = join(reports, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/**
 * Runs one project of Vitest, and adds what its report says to the totals, also when tests fail.
 * @param {'unit' | 'integration' | 'matrix' | 'soak'} project
 * @param {Totals} totals
 * @param {string[]} [args] further arguments, such as a file's name
 * @param {string} [node] the Node to run it under
 */
export async function runVitest(project, totals, args = [], node = process.execPath, env = {}) {
  const report = reportFile(project);
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    await runPackage('vitest', 'vitest', ['run', '--project', `${project}*`, ...reporters, ...args], env, node);
  } finally {
    addVitestReport(report, totals);
  }
}

/**
 * Runs tasks side by side, each group in a process of its own (see `runBeside`), and adds what the unit tests among them
 * say to the totals.
 * @param {Totals} totals
 * @param {string[][]} groups names of tasks
 */
export async function runBesideUnitTests(totals, ...groups) {
  const report = reportFile('unit');
  try {
    await runBeside(...groups);
  } finally {
    addVitestReport(report, totals);
  }
}

/**
 * @param {string} report a file, which is not there if the runner did not get so far
 * @param {Totals} totals
 */
function addVitestReport(report, totals) {
  if (!existsSync(report)) return;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  totals.failures.push(...vitestFailures(testResults));
  totals.passed += numPassedTests;
  totals.failed += numFailedTests;
  totals.skipped += numPendingTests + numTodoTests;
}

/** What depends on the Node that the command line runs on. */
const COMMAND_LINE = ['bin', 'fast-start', 'suspension'].map((name) => `tests/integration/${name}.test.ts`);

/**
 * Runs the tests of the command line on the releases of Node in tests/nodes, which npm has for Linux on x64. Each builds
 * `dist/node` for itself: whatever wants that for this Node has to come later.
 * @param {Totals} totals
 */
export async function runOtherNodes(totals) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log('Not run: the binaries are for Linux on x64.');
    return;
  }
  const folder = join(root, 'tests', 'nodes');
  if (!isInstalled(folder)) installLocked(folder);
  for (const name of readdirSync(join(folder, 'node_modules')).filter((name) => name.startsWith('node-'))) {
    await runVitest('integration', totals, COMMAND_LINE, join(folder, 'node_modules', name, 'bin', 'node'));
  }
}

/**
 * Runs the end-to-end tests on the built app, in a browser that is found or installed.
 * @param {Totals} totals
 * @param {string[]} [args] further arguments, such as a file's name
 * @param {Record<string, string>} [env]
 */
export async function runPlaywright(totals, args = [], env = {}) {
  const report = reportFile('e2e');
  const browser = await ensureChromium();
  if (!findFirefox()) console.log('No Firefox 140 or later here: its tests are left out. FIREFOX_PATH can name one.');
  if (!findWebKit()) {
    console.log('No WebKitWebDriver, MiniBrowser or Xvfb here: the tests in WebKit are left out.');
  }
  try {
    await runPackage('@playwright/test', 'playwright', ['test', ...args], {
      DAPPER_BROWSER: browser ?? '',
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      ...env,
    });
  } finally {
    if (existsSync(report)) {
      const { stats, suites } = JSON.parse(readFileSync(report, 'utf8'));
      const { expected, flaky, unexpected, skipped } = stats;
      totals.failures.push(...suites.flatMap(playwrightFailures));
      totals.passed += expected + flaky;
      totals.failed += unexpected;
      totals.skipped += skipped;
    }
  }
}

/** Characters of a message that the last lines of a run show: what was found, and where in the test. */
const GIST = 700;

/**
 * A message in a line, without colours.
 * @param {string} [message]
 */
const gist = (message = '') =>
  stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('at '))
    .join(' | ')
    .slice(0, GIST);

/**
 * @param {{ name: string, message?: string, status: string, assertionResults: { status: string, fullName: string, failureMessages?: string[] }[] }[]} files
 * @returns {string[]}
 */
function vitestFailures(files) {
  return files.flatMap(({ name, message, status, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [`${file}: ${gist(message)}`];
    return failed.map((test) => `${file} > ${test.fullName}: ${gist(test.failureMessages?.[0])}`);
  });
}

/**
 * @typedef {{ status: string, projectName: string, results: { error?: { message?: string } }[] }} PlaywrightTest
 * @typedef {{ suites?: Suite[], specs?: { title: string, file: string, tests: PlaywrightTest[] }[] }} Suite
 * @param {Suite} suite
 * @returns {string[]}
 */
function playwrightFailures({ suites = [], specs = [] }) {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected')
      .map(
        ({ projectName, results }) =>
          `e2e/${file} [${projectName}] > ${title}: ${gist(results.at(-1)?.error?.message)}`,
      ),
  );
  return [...own, ...suites.flatMap(playwrightFailures)];
}
