import { cpSync } from 'node:fs';
import { build } from 'esbuild';

await build({
  entryPoints: ['main.js'],
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  target: 'es2023',
  minify: true,
});

// esbuild copies no files that a module names: the workers are beside the bundle, as they are beside the module.
cpSync('node_modules/dapper-web/lib/assets', 'dist/assets', { recursive: true, dereference: true });
cpSync('index.html', 'dist/index.html');
