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
    // The response itself stays as it came: a browser gives only that one the machine code that it has kept of it.
    count(response.clone(), (size) => {
      done += size;
      onBytes(done, known ? total : 0);
    }).catch(() => {}); // whoever reads the response hears of it
    return response;
  };
  try {
    return await load();
  } finally {
    globalThis.fetch = original;
  }
}

/** Tells the sizes of a response's pieces as they come. */
async function count({ body }: Response, onPiece: (size: number) => void): Promise<void> {
  const reader = body?.getReader();
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) onPiece(piece.value.length);
}
