import { defineConfig } from 'vite';
import { viteStaticCopy } from 'vite-plugin-static-copy';

export default defineConfig({
  // So that the page works from any folder.
  base: './',
  plugins: [viteStaticCopy({ targets: [{ src: 'node_modules/dapper-web/lib/assets', dest: '.', rename: 'dapper' }] })],
  build: { target: 'es2023', chunkSizeWarningLimit: 5000 },
});
