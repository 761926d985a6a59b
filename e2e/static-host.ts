/** A host of its own for one test: it has the built page, and files that the test changes. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StaticHost {
  /** Of the folder that the page is in; ends in a slash. */
  readonly url: string;
  /** What it sends in place of a file of the page, by path below `url`. */
  readonly files: Map<string, string>;
  /** What it has not, likewise. */
  readonly missing: Set<string>;
  close(): Promise<void>;
}

/**
 * @param origin - Where the page is served from.
 * @param headers - What it sends with every file; as a rule, that pages of any origin may read it.
 * @param folder - Where the page is, from the root of the host; ends in a slash if there is one.
 */
export async function startHost(
  origin: string,
  headers: Record<string, string> = { 'Access-Control-Allow-Origin': '*' },
  folder = '',
): Promise<StaticHost> {
  const files = new Map<string, string>();
  const missing = new Set<string>();
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').slice(1 + folder.length).replace(/\?.*/, '');
    const own = files.get(path);
    const original = await fetch(new URL(path, origin));
    response.statusCode = missing.has(path) ? 404 : own === undefined ? original.status : 200;
    response.setHeader('Content-Type', original.headers.get('Content-Type') ?? 'text/html');
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(own ?? Buffer.from(await original.arrayBuffer()));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${folder}`,
    files,
    missing,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
