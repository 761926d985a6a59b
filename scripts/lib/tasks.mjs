// What can be done with a checkout; each task is one step of scripts/run.mjs and scripts/test.mjs.
import { join } from 'node:path';
import { checkC } from './c.mjs';
import { buildDocs } from './docs/site.mjs';
import { checkPython } from './python.mjs';
import { root } from './setup.mjs';
import { run, runPackage, StepFailed } from './steps.mjs';
import { runBesideUnitTests, runOtherNodes, runPlaywright, runVitest } from './tests.mjs';

/** @typedef {import('./tests.mjs').Totals} Totals */
/** @typedef {{ name: string, work: (totals: Totals, args: string[]) => Promise<void> }} Task */

/** @param {string[]} problems */
function report(problems) {
  for (const line of problems) console.error(line);
  if (problems.length > 0)
    throw new StepFailed(`${problems.length} found; "npm run format" fixes what can be fixed automatically.`);
}

/** @type {Record<string, Task>} */
export const tasks = {
  check: {
    name: 'quick check (format, lint, types, layering, unit tests)',
    work: (totals) => runBesideUnitTests(totals, ['lint', 'typecheck'], ['unit']),
  },
  lint: {
    name: 'format and lint (TypeScript, JSON, CSS, HTML: biome; Python: ruff, types: pyright; C: clang-format)',
    async work() {
      const types = runPackage('pyright', 'pyright', ['--warnings']);
      types.catch(() => {}); // awaited below
      const problems = [...checkPython({ write: false }), ...checkC({ write: false })];
      await runPackage('@biomejs/biome', 'biome', ['check', '--error-on-warnings', '.']).finally(() =>
        report(problems),
      );
      await types;
    },
  },
  format: {
    name: 'format',
    async work() {
      const problems = [...checkPython({ write: true }), ...checkC({ write: true })];
      await runPackage('@biomejs/biome', 'biome', ['check', '--write', '.']).finally(() => report(problems));
    },
  },
  generate: {
    name: "Python's copy of the protocol",
    work: (totals) =>
      runVitest('unit', totals, ['tests/toolchain/generated.test.ts'], process.execPath, {
        DAPPER_GENERATE: '1',
      }),
  },
  typecheck: {
    name: 'types and layering (tsc -b)',
    work: () => runPackage('typescript', 'tsc', ['-b']),
  },
  unit: {
    name: 'unit tests',
    work: (totals, args) => runVitest('unit', totals, args),
  },
  nodes: {
    name: 'the command line on other releases of Node',
    work: (totals) => runOtherNodes(totals),
  },
  integration: {
    name: 'integration tests (Pyodide in Node)',
    work: (totals, args) => runVitest('integration', totals, args),
  },
  matrix: {
    name: 'matrix tests (each supported release of Pyodide, in Node)',
    work: (totals, args) => runVitest('matrix', totals, args),
  },
  build: {
    name: 'build (page, element, command-line adapter, package and documentation)',
    async work() {
      await runPackage('vite', 'vite', ['build', '--logLevel', 'warn']);
      await runPackage('vite', 'vite', ['build', '--config', 'vite.element.config.ts', '--logLevel', 'warn']);
      await runPackage('vite', 'vite', ['build', '--config', 'vite.node.config.ts', '--logLevel', 'warn']);
      // The package has the declarations and the command-line adapter in it.
      await runPackage('typescript', 'tsc', ['-b', 'src', 'src/element', 'src/worker']);
      await runPackage('vite', 'vite', ['build', '--config', 'vite.package.config.ts', '--logLevel', 'warn']);
      await buildDocs();
    },
  },
  docs: {
    name: 'documentation (dist/docs)',
    async work() {
      await runPackage('vite', 'vite', ['build', '--config', 'vite.element.config.ts', '--logLevel', 'warn']);
      await runPackage('typescript', 'tsc', ['-b', 'src', 'src/element', 'src/worker']);
      await buildDocs();
    },
  },
  e2e: {
    name: 'end-to-end tests (Chromium)',
    work: (totals, args) => runPlaywright(totals, args),
  },
  soak: {
    name: 'soak tests (Pyodide in Node, and the page in Chromium)',
    async work(totals) {
      await runVitest('soak', totals);
      await runPlaywright(totals, ['--grep', '@soak'], { DAPPER_SOAK: '1' });
    },
  },
  bench: {
    name: 'benchmark',
    work: (_totals, args) => run(process.execPath, [join(root, 'bench', 'main.mjs'), ...args]),
  },
};
