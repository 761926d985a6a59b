// Serves the built app of dist/web:  node scripts/preview.mjs --port 4173
import { parseArgs } from 'node:util';
import { preview } from 'vite';

const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' } } });
await preview({ preview: { host: '127.0.0.1', port: Number(values.port), strictPort: true }, logLevel: 'warn' });
