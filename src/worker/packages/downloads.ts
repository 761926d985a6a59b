/** Gets files of packages, a few at a time, and counts what has come. */
import type { PackagePlace } from './place.ts';

/** Downloads that are under way at once; browsers do no more from one host anyway. */
const AT_ONCE = 6;

/** Takes the bytes that have come, and how many there are in all; 0 while nobody knows. */
export type OnBytes = (done: number, total: number) => void;

/** What could not be fetched from where, and why, to follow a colon. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';

  /** @param isMissing - There is no such file; otherwise it is not known. */
  constructor(
    why: string,
    readonly isMissing: boolean,
  ) {
    super(why);
  }
}

export class Downloads {
  private underWay = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly place: PackagePlace,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * The text of a page, and where it came from in the end.
   *
   * @throws UnavailableError if it cannot be fetched.
   */
  async text(url: string, accept: string): Promise<{ readonly text: string; readonly url: string }> {
    return this.inTurn(async () => {
      const response = await this.answer(url, { headers: { Accept: accept } });
      return { text: await connected(response.text()), url: response.url || url };
    });
  }

  /**
   * The bytes of a file.
   *
   * @throws UnavailableError if it cannot be fetched.
   */
  async bytes(url: string, onBytes: OnBytes): Promise<Uint8Array> {
    return this.inTurn(async () => {
      const { headers, body } = await this.answer(url);
      // A compressed body has more bytes than its Content-Length says.
      const total = headers.has('Content-Encoding') ? 0 : Number(headers.get('Content-Length') ?? 0);
      const pieces: Uint8Array[] = [];
      let done = 0;
      onBytes(0, total);
      const reader = body?.getReader();
      const next = async () => reader && (await connected(reader.read())).value;
      for (let piece = await next(); piece; piece = await next()) {
        pieces.push(piece);
        done += piece.length;
        onBytes(done, Math.max(total, done));
      }
      return joined(pieces, done);
    });
  }

  private async answer(url: string, init: RequestInit = {}): Promise<Response> {
    let response: Response;
    try {
      response = await this.place.fetch(url, { ...init, signal: this.signal });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new UnavailableError(unreachable(error), false);
    }
    if (response.ok) return response;
    const { status, statusText } = response;
    if (url.startsWith('file:')) throw new UnavailableError('there is no such file', true);
    const isMissing = status === 404 || status === 410;
    throw new UnavailableError(`the server answered ${status}${statusText && ` (${statusText})`}`, isMissing);
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.underWay >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
      this.waiting.shift()?.();
    }
  }
}

/** A body that has begun to come. */
async function connected<T>(body: Promise<T>): Promise<T> {
  try {
    return await body;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UnavailableError(`the connection broke (${error.message})`, false);
  }
}

/** All that a `fetch` tells: a browser keeps to itself whether it found no host or no permission. */
function unreachable(error: TypeError): string {
  const { navigator } = globalThis as { navigator?: { readonly onLine?: boolean } };
  if (navigator?.onLine === false) return 'there is no connection to the network';
  const { cause } = error as { cause?: { message?: string } };
  return `it cannot be reached, or does not allow this page to (${cause?.message || error.message})`;
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
