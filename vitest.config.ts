import { defineConfig } from 'vitest/config';

/** Tests that boot Pyodide, on the bundles that `dist/node` gets from the sources under test. */
const integration = ['tests/{dap,integration,matrix,node,python}/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: integration,
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: integration,
          globalSetup: ['scripts/vitest-node-build.mjs'],
          // A boot of Pyodide takes about 2 s, and more while the other core is busy.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: 'forks',
          maxWorkers: 2,
        },
      },
    ],
  },
});
