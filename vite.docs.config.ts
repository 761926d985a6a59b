import { defineConfig } from 'vite';

/** Serves the documentation, which scripts/lib/docs builds, as any static host does. */
export default defineConfig({
  appType: 'mpa',
  build: { outDir: 'dist/docs' },
});
