import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { dapperBytecode } from './scripts/lib/bytecode.mjs';
import { thirdPartyLicenses } from './scripts/lib/licenses.mjs';
import { dapperFastStart } from './scripts/lib/snapshot.mjs';
import { wat } from './scripts/lib/wat.mjs';
import { UNCOMPILED_FLAGS } from './src/node/engine.ts';
import { engineFlags } from './src/node/suspension.ts';

/** Puts the built eval-frame hook beside the bundles, where the command-line adapter reads it. */
function hookBesideBundle(): Plugin {
  return {
    name: 'dapper:hook-beside-bundle',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'dapper-hook.so',
        source: readFileSync('public/dapper-hook.so'),
      });
    },
  };
}

const licenses = thirdPartyLicenses();

/** The command-line adapter: the same worker code, bundled for Node. Pyodide stays a package, because it reads its own files. */
export default defineConfig({
  plugins: [
    hookBesideBundle(),
    dapperBytecode(),
    wat(),
    dapperFastStart(engineFlags(), UNCOMPILED_FLAGS),
    licenses.collect(),
    licenses.write(),
  ],
  publicDir: false,
  ssr: { noExternal: true, external: ['pyodide'] },
  build: {
    ssr: true,
    outDir: 'dist/node',
    target: 'node20',
    rolldownOptions: {
      // Compiling Python for the bundle takes a second; that is no news.
      checks: { pluginTimings: false },
      input: {
        cli: 'src/node/cli.ts',
        suspension: 'src/node/suspension.ts',
        'worker-entry': 'src/node/worker-entry.ts',
      },
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});
