import { type InlineScheme, inlined, trusted } from './module-worker.ts';

/**
 * How the script of a worker can be given in this document.
 *
 * Pages that restrict their workers allow blobs, and Chromium shares no memory with a worker whose address is its text.
 * But WebKit starts none from a blob in an isolated document of opaque origin.
 */
export async function inlineScheme(): Promise<InlineScheme> {
  if (origin !== 'null' || !crossOriginIsolated) return 'blob';
  const address = inlined('postMessage(0)', 'blob');
  const worker = new Worker(trusted(address), { name: 'dapper trial' });
  const works = await new Promise<boolean>((resolve) => {
    worker.onmessage = () => resolve(true);
    worker.onerror = () => resolve(false);
  });
  worker.terminate();
  URL.revokeObjectURL(address);
  return works ? 'blob' : 'data';
}
