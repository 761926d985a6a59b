// The service worker's script: one file of a name that stays, because browsers look there for its next release.
import { build } from 'vite';

const NAME = 'dapper-sw.js';

/**
 * The script, which imports nothing.
 * @returns {Promise<string>}
 */
async function bundle() {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: 'src/service-worker/dapper-sw.ts', formats: ['iife'], name: 'dapper', fileName: () => NAME },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (chunk === undefined) throw new Error('The service worker was not built.');
  return chunk.code;
}

/**
 * Vite plugin: puts the service worker beside the page.
 * @param {string} [folder] in the build, where it is to be elsewhere; ends in a slash
 * @returns {import('vite').Plugin}
 */
export function serviceWorker(folder = '') {
  return {
    name: 'dapper:service-worker',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: `${folder}${NAME}`, source: await bundle() });
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${NAME}`, (_request, response, next) => {
        bundle().then((script) => {
          response.setHeader('Content-Type', 'text/javascript');
          response.end(script);
        }, next);
      });
    },
  };
}
