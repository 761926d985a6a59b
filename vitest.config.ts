import { defineConfig } from 'vitest/config';
import { wat } from './scripts/lib/wat.mjs';
import { engineFlags } from './src/node/suspension.ts';

/** Tests that boot Pyodide, on the bundles that `dist/node` gets from the sources under test. */
const integration = ['tests/{dap,integration,node}/**/*.test.ts'];
/** Tests in Python, on the main thread of a process. */
const python = ['tests/python/**/*.test.ts'];
/** The same on each supported release of Pyodide, for which there is no snapshot to boot from. */
const matrix = ['tests/matrix/**/*.test.ts'];

/** What takes long: `npm run soak`. */
const soak = ['tests/soak/**/*.test.ts'];

/** Kilobytes of V8's stack; systems give a process 8,192 and V8 takes 984 of them. */
const STACK_KILOBYTES = 4000;

const booting = {
  globalSetup: ['scripts/vitest-node-build.mjs'],
  // A boot of Pyodide takes about 2 s, and more while the other core is busy.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  pool: 'forks' as const,
  // As the command line starts itself; the snapshot is for a process with these.
  execArgv: [...engineFlags()],
  maxWorkers: 2,
};

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [wat()],
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: [...integration, ...python, ...matrix, ...soak],
          testTimeout: 10_000,
        },
      },
      {
        plugins: [wat()],
        test: {
          name: 'integration',
          include: integration,
          ...booting,
        },
      },
      {
        plugins: [wat()],
        test: {
          name: 'integration-python',
          include: python,
          ...booting,
          // What a program leaves behind is taken apart in C, one thing inside of another: in an engine that has no time
          // to optimize that, it once was too much for the stack of a process. The product's thread has 64 MB.
          execArgv: [...engineFlags(), `--stack-size=${STACK_KILOBYTES}`],
        },
      },
      {
        plugins: [wat()],
        test: {
          name: 'matrix',
          include: matrix,
          ...booting,
        },
      },
      {
        plugins: [wat()],
        test: {
          name: 'soak',
          include: soak,
          ...booting,
        },
      },
    ],
  },
});
