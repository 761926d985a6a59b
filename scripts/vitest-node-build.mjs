// Vitest runs TypeScript itself, but a worker thread that a test starts does not: the integration tests
// start the bundles of the command-line adapter, built here from the sources under test.
import { build } from 'vite';

/** Builds `dist/node` once before the integration tests. */
export async function setup() {
  await build({ configFile: 'vite.node.config.ts', logLevel: 'warn' });
}
