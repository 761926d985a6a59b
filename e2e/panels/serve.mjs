// Builds the page with embedded debuggers, serves it and prints its address:  node e2e/panels/serve.mjs
import { join } from 'node:path';
import { build, preview } from 'vite';

const page = 'e2e/panels/index.html';
const outDir = join('.cache', 'panels');

await build({ logLevel: 'error', build: { outDir, emptyOutDir: true, rolldownOptions: { input: page } } });
const server = await preview({ logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
console.log(new URL(page, server.resolvedUrls?.local[0]).href);
