import { defineConfig } from 'vite';
import { viteStaticCopy } from 'vite-plugin-static-copy';
import { dapperBytecode } from './scripts/lib/bytecode.mjs';
import { thirdPartyLicenses } from './scripts/lib/licenses.mjs';
import { ownStyles } from './scripts/lib/own-styles.mjs';
import { sandboxFrame, serviceWorker } from './scripts/lib/plain-script.mjs';
import { pyodideCopies, pyodideSizes } from './scripts/lib/pyodide-files.mjs';
import { snapshotVersion } from './scripts/lib/python-cache.mjs';
import { wat } from './scripts/lib/wat.mjs';

const licenses = thirdPartyLicenses();

/** `<python-debugger>` for pages of any kind: one script, and what it loads from beside itself, wherever that is. */
export default defineConfig({
  define: { PYODIDE_SIZES: JSON.stringify(await pyodideSizes()), SNAPSHOT_VERSION: JSON.stringify(snapshotVersion()) },
  appType: 'mpa',
  // What a script needs is beside it, not beside the page.
  experimental: { renderBuiltUrl: () => ({ relative: true }) },
  plugins: [
    dapperBytecode(),
    wat(),
    ownStyles(),
    serviceWorker(),
    sandboxFrame(),
    viteStaticCopy({ targets: [pyodideCopies] }),
    licenses.collect(),
    licenses.write(),
  ],
  // As a content delivery network sends it, for pages of any origin.
  preview: {
    headers: { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' },
    cors: false,
  },
  worker: {
    format: 'es',
    plugins: () => [dapperBytecode(), wat(), licenses.collect()],
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  build: {
    outDir: 'dist/element',
    target: 'es2023',
    // Left as it is, `light-dark()` follows the page's `color-scheme` too.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: { 'python-debugger': 'src/element/define.ts' },
      // What the script and its parts have in common is in the script: a file more would have to be fetched first.
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'parts/[name]-[hash].js',
        assetFileNames: 'parts/[name]-[hash][extname]',
      },
    },
  },
});
