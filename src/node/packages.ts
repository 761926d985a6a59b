/** Packages under Node: at URLs, and on the disk. */
import { createReadStream, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { GivenFiles, PackagePlace } from '../worker/packages/place.ts';

/** What a folder of an index has in it. */
const PAGES = ['index.json', 'index.html'];

export class NodePackages implements PackagePlace {
  readonly base: string;
  /** Where Pyodide looks for packages. What it does not find there it would get from a server of its own. */
  readonly folder = join(
    tmpdir(),
    `dapper-packages-${process.pid}-${Date.now()}-${Math.random().toString(36).slice(2)}`,
  );

  /** @param release - The folder of another release of Pyodide than the installed one. */
  constructor(release: string | undefined) {
    const own = release ?? dirname(createRequire(import.meta.url).resolve('pyodide/pyodide.asm.wasm'));
    this.base = `${pathToFileURL(own).href}/`;
  }

  locate(text: string, folder: string): string | undefined {
    if (/^[a-z][a-z\d+.-]+:/i.test(text)) return URL.canParse(text) ? new URL(text).href : undefined;
    return pathToFileURL(resolve(folder, text)).href;
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    if (!url.startsWith('file:')) return fetch(url, init);
    init.signal?.throwIfAborted();
    const path = fileURLToPath(new URL(url));
    const file = [path, ...PAGES.map((page) => join(path, page))].find(
      (each) => existsSync(each) && statSync(each).isFile(),
    );
    if (file === undefined) return new Response(null, { status: 404 });
    const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
    return new Response(body, { headers: { 'Content-Length': String(statSync(file).size) } });
  }

  give(files: ReadonlyMap<string, Uint8Array>): GivenFiles {
    mkdirSync(this.folder, { mode: 0o700 });
    for (const [file, bytes] of files) writeFileSync(join(this.folder, file), bytes);
    return { prefix: `${this.folder}/`, end: () => rmSync(this.folder, { recursive: true, force: true }) };
  }
}
