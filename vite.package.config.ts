import { defineConfig } from 'vite';
import { viteStaticCopy } from 'vite-plugin-static-copy';
import { dapperBytecode } from './scripts/lib/bytecode.mjs';
import { thirdPartyLicenses } from './scripts/lib/licenses.mjs';
import { ownStyles } from './scripts/lib/own-styles.mjs';
import { npmPackage } from './scripts/lib/package.mjs';
import { sandboxFrame, serviceWorker } from './scripts/lib/plain-script.mjs';
import { pyodideCopies, pyodideSizes } from './scripts/lib/pyodide-files.mjs';
import { snapshotVersion } from './scripts/lib/python-cache.mjs';
import { wat } from './scripts/lib/wat.mjs';

const licenses = thirdPartyLicenses();

/** Where everything is that has to be served as it is, beside the modules. */
const ASSETS = 'lib/assets';

/**
 * The package for npm. Its modules are bundled, styles and Monaco too, because no two bundlers take those alike. A worker
 * is one file: bundlers copy a file that a module names by `new URL`, and know nothing of what that would import.
 */
export default defineConfig({
  define: { PYODIDE_SIZES: JSON.stringify(await pyodideSizes()), SNAPSHOT_VERSION: JSON.stringify(snapshotVersion()) },
  experimental: { renderBuiltUrl: () => ({ relative: true }) },
  plugins: [
    dapperBytecode(),
    wat(),
    ownStyles(),
    serviceWorker(`${ASSETS}/`),
    sandboxFrame(`${ASSETS}/`),
    viteStaticCopy({
      targets: [
        { ...pyodideCopies, dest: `${ASSETS}/${pyodideCopies.dest}` },
        { src: 'public/dapper-hook.so', dest: ASSETS },
      ],
    }),
    licenses.collect(),
    licenses.write(),
    npmPackage(),
  ],
  publicDir: false,
  worker: {
    format: 'es',
    plugins: () => [dapperBytecode(), wat(), licenses.collect()],
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        codeSplitting: false,
        entryFileNames: ({ name }) => `${ASSETS}/${name === 'browser' ? 'worker' : name}.js`,
      },
    },
  },
  build: {
    outDir: 'dist/package',
    target: 'es2023',
    // Left as it is, `light-dark()` follows the page's `color-scheme` too.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    cssCodeSplit: true,
    modulePreload: false,
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: {
        index: 'src/index.ts',
        ui: 'src/ui/index.ts',
        element: 'src/element/packaged.ts',
        'own-worker': 'src/worker/own-worker.ts',
      },
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: 'lib/[name].js',
        chunkFileNames: 'lib/[name]-part.js',
        assetFileNames: `${ASSETS}/[name][extname]`,
      },
    },
  },
});
