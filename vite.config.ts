import { type Connect, defineConfig, type Plugin } from 'vite';
import { viteStaticCopy } from 'vite-plugin-static-copy';
import { dapperBytecode } from './scripts/lib/bytecode.mjs';
import { thirdPartyLicenses } from './scripts/lib/licenses.mjs';
import { offlineFiles } from './scripts/lib/offline.mjs';
import { ownStyles } from './scripts/lib/own-styles.mjs';
import { serviceWorker } from './scripts/lib/plain-script.mjs';
import { preloadParts } from './scripts/lib/preload.mjs';
import { pyodideCopies, pyodideSizes } from './scripts/lib/pyodide-files.mjs';
import { snapshotVersion } from './scripts/lib/python-cache.mjs';
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

/** Where the page may be framed without `allow-same-origin`: then none of its files is of its own origin. */
const anyOrigin = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };

/**
 * Sends the headers with every answer. Vite leaves them out where it answers "not modified", and WebKit goes by that
 * answer: an isolated page could not start a worker a second time from the browser's cache.
 */
function sentAlways(): Plugin {
  const send = (sent: Record<string, string>): Connect.NextHandleFunction => {
    return (_request, response, next) => {
      for (const [name, value] of Object.entries(sent)) response.setHeader(name, value);
      next();
    };
  };
  return {
    name: 'dapper:headers',
    configureServer: ({ middlewares }) => void middlewares.use(send(headers)),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(send({ ...headers, ...anyOrigin })),
  };
}

/** Sends the page with the policy that docs/security.md recommends. Python's worker needs none: a program may use what it finds. */
function contentPolicy(): Plugin {
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval' blob:",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes.join(' ')}`,
  ].join('; ');
  return {
    name: 'dapper:content-policy',
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const isPage = /^[^?#]*(\/|\.html)([?#]|$)/.test(request.url ?? '');
        if (isPage) response.setHeader('Content-Security-Policy', policy);
        next();
      });
    },
  };
}

/** Who makes markup or names scripts, and says that it is safe: ours, lit's, and what of Monaco is bundled. */
const trustedTypes = [
  'dapper-web',
  'lit-html',
  'defaultWorkerFactory',
  'diffEditorWidget',
  'diffReview',
  'domLineBreaksComputer',
  'dompurify',
  'editorViewLayer',
  'richScreenReaderContent',
  'standaloneColorizer',
  'tokenizeToString',
];

const licenses = thirdPartyLicenses();

export default defineConfig({
  define: { PYODIDE_SIZES: JSON.stringify(await pyodideSizes()), SNAPSHOT_VERSION: JSON.stringify(snapshotVersion()) },
  // Relative, so that the built page works from any folder of any static host.
  base: './',
  // One page, and no address but its own: what is missing is missing, as on any static host.
  appType: 'mpa',
  plugins: [
    // For the dev server, where workers share the page's plugins.
    dapperBytecode(),
    wat(),
    ownStyles(),
    preloadParts(['src/playground/isolate.ts', 'src/playground/transport.ts']),
    serviceWorker(),
    viteStaticCopy({ targets: [pyodideCopies] }),
    licenses.collect(),
    licenses.write(),
    offlineFiles(),
    sentAlways(),
    contentPolicy(),
  ],
  preview: { cors: false },
  worker: {
    format: 'es',
    plugins: () => [dapperBytecode(), wat(), licenses.collect()],
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  optimizeDeps: { exclude: ['pyodide'] },
  build: {
    outDir: 'dist/web',
    target: 'es2023',
    // The page fetches all parts ahead itself (scripts/lib/preload.mjs): their names need not be in its scripts once more.
    modulePreload: {
      resolveDependencies: (_name, parts, { hostType }) =>
        hostType === 'js' ? parts.filter((part) => part.endsWith('.css')) : parts,
    },
    chunkSizeWarningLimit: 5000,
    // Monaco is most of the build; that bundling its worker takes a second is no news.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
