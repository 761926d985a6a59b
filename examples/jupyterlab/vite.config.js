import { defineConfig } from 'vite';
import { viteStaticCopy } from 'vite-plugin-static-copy';

/** JupyterLab is written for webpack as JupyterLab sets it up: icons are imported as text, scripts by their address. */
const webpackImports = {
  name: 'webpack-imports',
  enforce: 'pre',
  resolveId(source, importer, options) {
    if (!importer?.split('?')[0].endsWith('.js')) return;
    const [path, query] = source.split('?');
    if (query === 'text') return this.resolve(`${path}?url`, importer, options);
    if (query === undefined && path.endsWith('.svg')) return this.resolve(`${path}?raw`, importer, options);
  },
};

export default defineConfig({
  // So that the page works from any folder.
  base: './',
  plugins: [
    webpackImports,
    viteStaticCopy({ targets: [{ src: 'node_modules/dapper-web/lib/assets', dest: '.', rename: 'dapper' }] }),
  ],
  // JupyterLab is made for React 18. Other examples bring a later one, so that npm has put many copies of 18 around.
  resolve: { dedupe: ['react', 'react-dom', '@jupyter/react-components', '@jupyter/web-components'] },
  build: { target: 'es2023', chunkSizeWarningLimit: 12_000 },
  worker: { format: 'es' },
});
