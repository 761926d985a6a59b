/** All of the Python package `dapper`, in a module of its own because an interpreter from a snapshot has it already. */
import compiled from 'virtual:dapper-bytecode';
import sources from 'virtual:dapper-sources';
import { type PythonFile, programFiles } from './python-files.ts';

/** The package: its sources, and what the pinned Python has compiled of them (see `bootstrap.py`). */
export async function pythonPackage(): Promise<PythonFile[]> {
  const files = Object.entries(sources).map(([path, content]) => ({ path, content }));
  return [...programFiles(), ...files, { path: 'dapper.bin', content: await unpacked(bytesOf(compiled)) }];
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const { readable, writable } = new DecompressionStream('deflate');
  // Not by a blob: WebKit cannot read one in a worker whose address is its text.
  const writer = writable.getWriter();
  const [content] = await Promise.all([new Response(readable).arrayBuffer(), writer.write(bytes), writer.close()]);
  return new Uint8Array(content);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  // `Uint8Array.from(text, ...)` would go through an iterator, which takes fifty times as long.
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
