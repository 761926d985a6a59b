// Scripts that are one file under a name that stays, and that pages and browsers look for in the folder of the assets.
import { build } from 'vite';
import { wat } from './wat.mjs';

/**
 * Vite plugin: puts a script beside the page.
 * @param {{ name: string, entry: string, file: string, folder: string }} script the plugin's name, the source, the file,
 *   and the folder in the build, which ends in a slash or is empty
 * @returns {import('vite').Plugin}
 */
function plainScript({ name, entry, file, folder }) {
  const bundle = async () => {
    const built = await build({
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      plugins: [wat()],
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        write: false,
        target: 'es2023',
        lib: { entry, formats: ['iife'], name: 'dapper', fileName: () => file },
      },
    });
    const [output] = Array.isArray(built) ? built : [built];
    const chunk = output && 'output' in output ? output.output[0] : undefined;
    if (chunk === undefined) throw new Error(`${entry} was not built.`);
    return chunk.code;
  };
  return {
    name,
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: `${folder}${file}`, source: await bundle() });
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${file}`, (_request, response, next) => {
        bundle().then((script) => {
          response.setHeader('Content-Type', 'text/javascript');
          response.end(script);
        }, next);
      });
    },
  };
}

/**
 * The service worker, whose next release browsers look for under its name.
 * @param {string} [folder] in the build, where it is to be elsewhere; ends in a slash
 */
export function serviceWorker(folder = '') {
  return plainScript({
    name: 'dapper:service-worker',
    entry: 'src/service-worker/dapper-sw.ts',
    file: 'dapper-sw.js',
    folder,
  });
}

/**
 * The script of a sandboxed frame, which is no module: those are only fetched where the host allows it, and it is to say
 * what is wrong where the host does not.
 * @param {string} [folder] likewise
 */
export function sandboxFrame(folder = '') {
  return plainScript({
    name: 'dapper:sandbox-frame',
    entry: 'src/client/sandbox/frame.ts',
    file: 'dapper-frame.js',
    folder,
  });
}
