import { defineConfig } from 'vite';
import { viteStaticCopy } from 'vite-plugin-static-copy';
import { dapperBytecode } from './scripts/lib/bytecode.mjs';
import { thirdPartyLicenses } from './scripts/lib/licenses.mjs';
import { preloadParts } from './scripts/lib/preload.mjs';
import { wat } from './scripts/lib/wat.mjs';

/**
 * Headers that make the page cross-origin isolated, so that it has `SharedArrayBuffer`.
 * `DAPPER_NO_ISOLATION=1` serves without them, as most static hosts do: the debugger then uses its other transports.
 */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const headers = process.env.DAPPER_NO_ISOLATION === '1' ? {} : isolation;

/** What `loadPyodide` fetches from its `indexURL`. */
const pyodideFiles = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json'];

const licenses = thirdPartyLicenses();

export default defineConfig({
  // Relative, so that the built page works from any folder of any static host.
  base: './',
  plugins: [
    // For the dev server, where workers share the page's plugins.
    dapperBytecode(),
    wat(),
    preloadParts(),
    viteStaticCopy({
      targets: [{ src: pyodideFiles.map((name) => `node_modules/pyodide/${name}`), dest: 'pyodide' }],
    }),
    licenses.collect(),
    licenses.write(),
  ],
  server: { headers },
  preview: { headers },
  worker: {
    format: 'es',
    plugins: () => [dapperBytecode(), wat(), licenses.collect()],
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  optimizeDeps: { exclude: ['pyodide'] },
  build: {
    outDir: 'dist/web',
    target: 'es2023',
    chunkSizeWarningLimit: 5000,
    // Monaco is most of the build; that bundling its worker takes a second is no news.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
