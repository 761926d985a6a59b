// Serves a build:  node scripts/preview.mjs --port 4173 [--config vite.element.config.ts]
import { parseArgs } from 'node:util';
import { preview } from 'vite';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '4173' }, config: { type: 'string', default: 'vite.config.ts' } },
});
await preview({
  configFile: values.config,
  preview: { host: '127.0.0.1', port: Number(values.port), strictPort: true },
  logLevel: 'warn',
});
