/** An index of packages on this machine, for as long as a test runs. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { normalized } from '../../src/worker/packages/requirement.ts';
import { htmlPage, jsonPage, type Wheel } from './wheels.ts';

/** What is answered for a path in place of what is there; a function is called with the request's `Accept`. */
export interface Answer {
  readonly status?: number;
  readonly body?: string | Buffer;
  /** Nothing follows the body, and the answer does not end. A number: of bytes that are said to come in all. */
  readonly hang?: true | number;
}

/** A page of any origin may ask. */
const PUBLIC = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };

function lengthOf({ body = '', hang = Buffer.byteLength(body) }: Answer): Record<string, number> {
  return hang === true ? {} : { 'Content-Length': hang };
}

export class IndexServer {
  /** Paths that were asked for, in order. */
  readonly asked: string[] = [];
  private readonly answers = new Map<string, Answer>();
  private readonly waiting: { readonly path: string; readonly heard: () => void }[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', ({ url = '' }, response) => {
      const path = decodeURIComponent(url);
      this.asked.push(path);
      for (const { heard } of this.waiting.filter((each) => path.endsWith(each.path))) heard();
      const answer = this.answers.get(path) ?? { status: 404, body: 'no' };
      // Where a connection is kept, a slow client may find it closed when it comes to use it again.
      response.shouldKeepAlive = false;
      response.writeHead(answer.status ?? 200, { ...PUBLIC, ...lengthOf(answer) });
      if (answer.hang) response.write(answer.body ?? 'P');
      else response.end(answer.body);
    });
  }

  /** @returns a server that has wheels, each in its package's folder below `simple/`. */
  static async start(wheels: readonly Wheel[], kind: 'html' | 'json' = 'html'): Promise<IndexServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const index = new IndexServer(server);
    const names = new Set(wheels.map(({ name }) => name));
    for (const name of names) {
      const files = wheels.filter((wheel) => wheel.name === name);
      const folder = `/simple/${normalized(name)}/`;
      index.answer(folder, { body: kind === 'html' ? htmlPage(files) : jsonPage(files) });
      for (const { file, bytes } of files) index.answer(folder + file, { body: bytes });
    }
    return index;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `${this.origin}/simple/`;
  }

  answer(path: string, answer: Answer): void {
    this.answers.set(path, answer);
  }

  /** Until a path that ends so has been asked for. */
  async hears(end: string): Promise<void> {
    if (this.asked.some((path) => path.endsWith(end))) return;
    await new Promise<void>((heard) => this.waiting.push({ path: end, heard }));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
