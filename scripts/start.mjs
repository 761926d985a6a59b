// npm start: installs what is missing, builds the page and serves it, with the headers that give it SharedArrayBuffer.
//   npm start -- --port 8080     another port than 4173 (the next free one is taken if it is in use)
//   npm run dev                  the same from the sources, reloading as they change
import { parseArgs } from 'node:util';
import { ensureInstalled } from './lib/setup.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env.PORT ?? '4173' },
    dev: { type: 'boolean', default: false },
  },
});

if (!/^\d+$/.test(values.port) || Number(values.port) < 1 || Number(values.port) > 65535) {
  console.error(
    `The port (--port or PORT) is ${JSON.stringify(values.port)}; it must be a whole number from 1 to 65535.`,
  );
  process.exit(2);
}
ensureInstalled();
const { createServer, build, preview } = await import('vite');
const port = Number(values.port);

/** @param {import('vite').ResolvedServerUrls | null} urls */
function tell(urls) {
  console.log(`\ndapper-web is at ${urls?.local[0] ?? `http://localhost:${port}/`}   (Ctrl+C ends it)`);
}

if (values.dev) {
  const server = await createServer({ server: { port } });
  await server.listen();
  tell(server.resolvedUrls);
} else {
  console.log('Building the page …');
  await build({ logLevel: 'warn' });
  const server = await preview({ preview: { port } });
  tell(server.resolvedUrls);
}
