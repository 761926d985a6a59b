/**
 * The file in which a browser keeps a snapshot for the page's next visits: in the file system of its origin, which only
 * workers read at once. There is none in a frame of opaque origin, on an insecure host, or where the person allows
 * none; then each boot is one from nothing.
 */
import type { Source } from './memory-file.ts';

/** All of ours are in it. */
const FOLDER = 'dapper-snapshots';

/** A file of the origin's, open. TypeScript's own type does not know of readers that share a file. */
interface SharedFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle(options?: { readonly mode: 'read-only' }): Promise<FileSystemSyncAccessHandle>;
}

export class OriginFile {
  /** @param name - Names what fits together: a file of another name is of another version, and is removed. */
  constructor(private readonly name: string) {}

  /** Opens it; undefined if there is none, or another worker writes it. */
  open(): Promise<Source | undefined> {
    return unlessRefused(async () => {
      const handle = (await (await folder()).getFileHandle(this.name)) as SharedFileHandle;
      const file = await handle.createSyncAccessHandle({ mode: 'read-only' });
      return { read: (bytes, from) => file.read(bytes, { at: from }), close: () => file.close() };
    });
  }

  /** Writes it, if that is possible. One that is not written to its end has no beginning, and is not taken. */
  async write([head, ...rest]: readonly Uint8Array<ArrayBuffer>[]): Promise<void> {
    await unlessRefused(async () => {
      const all = await folder();
      const file = await (await all.getFileHandle(this.name, { create: true })).createSyncAccessHandle();
      let written = false;
      try {
        file.truncate(0);
        let at = head?.length ?? 0;
        for (const part of rest) at += file.write(part, { at });
        if (head) file.write(head, { at: 0 });
        written = true;
      } finally {
        file.close();
        if (!written) await all.removeEntry(this.name);
      }
      for await (const name of all.keys()) if (name !== this.name) await all.removeEntry(name);
    });
  }

  async remove(): Promise<void> {
    await unlessRefused(async () => (await folder()).removeEntry(this.name));
  }
}

function folder(): Promise<FileSystemDirectoryHandle> {
  return navigator.storage.getDirectory().then((root) => root.getDirectoryHandle(FOLDER, { create: true }));
}

/** What `act` comes to; undefined if the browser says no, or has no such file system. */
async function unlessRefused<T>(act: () => Promise<T>): Promise<T | undefined> {
  if (navigator.storage?.getDirectory === undefined) return undefined;
  try {
    return await act();
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
