/** Counts what a loader downloads that takes no callback of its own. */

/**
 * Runs `load` and calls `onBytes` with the bytes that its `fetch` calls have received and, of the responses so far, the
 * bytes there are: 0 while the length of one is not known.
 */
export async function countedFetch<T>(
  onBytes: (done: number, total: number) => void,
  load: () => Promise<T>,
): Promise<T> {
  const original = globalThis.fetch;
  let done = 0;
  let total = 0;
  let known = true;
  globalThis.fetch = async (input, init) => {
    const response = await original(input, init);
    if (!response.ok || response.body === null) return response;
    // A compressed body has more bytes than its Content-Length says.
    const length = response.headers.has('Content-Encoding') ? 0 : Number(response.headers.get('Content-Length') ?? 0);
    known &&= length > 0;
    total += length;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        done += chunk.length;
        onBytes(done, known ? total : 0);
        controller.enqueue(chunk);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(counter), { status, statusText, headers });
  };
  try {
    return await load();
  } finally {
    globalThis.fetch = original;
  }
}
