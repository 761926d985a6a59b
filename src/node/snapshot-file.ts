/** The file of a snapshot (see `MemoryFile`), read as Node reads files. */
import { closeSync, openSync, readSync } from 'node:fs';
import { MemoryFile } from '../worker/snapshot/memory-file.ts';

/**
 * Opens it; whoever opens it closes it.
 *
 * @throws Error if there is no such file, or if it is damaged in its head.
 */
export function openSnapshot(path: URL): MemoryFile {
  const file = openSync(path, 'r');
  try {
    return new MemoryFile({
      read: (bytes, from) => readSync(file, bytes, 0, bytes.length, from),
      close: () => closeSync(file),
    });
  } catch (error) {
    closeSync(file);
    throw error;
  }
}
