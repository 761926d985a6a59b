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
  /** What it sends with every file. */
  headers: Record<string, string>;
  close(): Promise<void>;
}

/**
 * @param origin - Where the page is served from.
 * @param headers - As a rule, that pages of any origin may read it.
 * @param folder - Where the page is, from the root of the host; ends in a slash if there is one.
 */
export async function startHost(
  origin: string,
  headers: Record<string, string> = { 'Access-Control-Allow-Origin': '*' },
  folder = '',
): Promise<StaticHost> {
  const host = { files: new Map<string, string>(), missing: new Set<string>(), headers };
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').slice(1 + folder.length).replace(/\?.*/, '');
    const own = host.files.get(path);
    const original = await fetch(new URL(path, origin));
    response.statusCode = host.missing.has(path) ? 404 : own === undefined ? original.status : 200;
    response.setHeader('Content-Type', original.headers.get('Content-Type') ?? 'text/html; charset=utf-8');
    for (const [name, value] of Object.entries(host.headers)) response.setHeader(name, value);
    response.end(own ?? Buffer.from(await original.arrayBuffer()));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(host, {
    url: `http://127.0.0.1:${port}/${folder}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}
