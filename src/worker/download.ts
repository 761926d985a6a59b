/** Counts what a loader downloads that takes no callback of its own, and says what went wrong with it. */

export const NOT_THE_FILE = 'something else came in its place, such as the page of a firewall or of a login';
const EMPTY = 'nothing came but an empty file';
const INCOMPLETE = 'only a part of it came, or it was damaged on its way';

/** What the first bytes of a file are, by the end of its name. */
const BEGINNINGS: readonly (readonly [string, readonly number[]])[] = [
  ['.wasm', [0x00, 0x61, 0x73, 0x6d]],
  ['.zip', [0x50, 0x4b]],
];

const SPACE = 0x20;
const LESS_THAN = 0x3c;
const CLOSING_BRACE = 0x7d;

/** What is near the end of an archive: the record that ends its list of files. */
const LAST_RECORD = [0x50, 0x4b, 0x05, 0x06];

/** Bytes within which it is looked for: it may have a comment behind it. */
const LONGEST_END = 22 + 0xffff;

/** What could not be downloaded, from where, and what to do. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';

  constructor(url: string, why: string) {
    super(
      `${url} could not be downloaded: ${why}. Check the connection, and that the server has all of the page's files; ` +
        'then try again.',
    );
  }

  /** The server has refused. */
  static of({ url, status, statusText }: Response): DownloadError {
    return new DownloadError(url, `the server answered ${status}${statusText && ` (${statusText})`}`);
  }

  /** What came from the server cannot be read; `cause` is what its reader says. */
  static damaged(url: string, cause: unknown): DownloadError {
    return new DownloadError(url, `${INCOMPLETE} (${String(cause)})`);
  }
}

/** Takes the bytes received so far, and how many there are in all; 0 while nobody knows. */
export type OnBytes = (done: number, total: number) => void;

/** The downloads of one boot, counted together. */
export class Downloads {
  private readonly count: Count;
  private readonly fetch = globalThis.fetch.bind(globalThis);
  private readonly begun = new Map<string, Promise<Response>>();
  /** What is wrong with what came, by URL: known when it was read to its end, or is not the file that it should be. */
  private readonly problems = new Map<string, Promise<DownloadError | undefined>>();
  private fail: (error: DownloadError) => void = () => {};
  private readonly failure = new Promise<never>((_, reject) => {
    this.fail = reject;
  });

  /**
   * @param sizes - Bytes of the files that are expected, by name: a host that compresses does not tell them.
   * @param cache - How what the browser has kept is used, where that is not as usual.
   */
  constructor(
    sizes: Readonly<Record<string, number>>,
    onBytes: OnBytes,
    private readonly cache?: RequestCache,
  ) {
    this.count = new Count(sizes, onBytes);
    this.failure.catch(() => {}); // `during` reports it
  }

  /** Begins to download what a loader will fetch. */
  begin(url: string): Promise<Response> {
    return this.answer(url, this.download(url));
  }

  /** Begins to download what a loader may fetch: that the server has no such file matters only then. */
  tryToBegin(url: string): void {
    this.answer(url, this.download(url, url, undefined, false));
  }

  /** What is wrong with what came from `url`; `undefined` if nothing is, or nothing came. */
  async problemOf(url: string): Promise<DownloadError | undefined> {
    return this.problems.get(url);
  }

  /** Has a loader that fetches `url` get this response. */
  answer(url: string, response: Promise<Response>): Promise<Response> {
    response.catch(() => {}); // `during` reports it
    this.begun.set(url, response);
    return response;
  }

  /**
   * Runs `load`, and counts what its `fetch` calls receive.
   *
   * @throws DownloadError as soon as a download fails, also if `load` does not take that for a reason to end.
   */
  async during<T>(load: () => Promise<T>): Promise<T> {
    const original = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      const url = input instanceof Request ? input.url : new URL(input, globalThis.location.href).href;
      const begun = this.begun.get(url);
      this.begun.delete(url); // a response is read once
      return begun ? this.needed(url, begun) : this.download(url, input, init);
    };
    try {
      return await Promise.race([load(), this.failure]);
    } finally {
      globalThis.fetch = original;
    }
  }

  private async download(
    url: string,
    input: RequestInfo | URL = url,
    init?: RequestInit,
    isNeeded = true,
  ): Promise<Response> {
    const sent = this.cache ? { ...init, cache: this.cache } : init;
    const response = await this.fetch(input, sent).catch((cause) => {
      const error = new DownloadError(url, String(cause));
      throw isNeeded ? this.failed(url, error) : error;
    });
    if (!response.ok && isNeeded) this.failed(url, DownloadError.of(response));
    if (!response.ok || response.body === null) return response;
    // The response itself stays as it came: a browser gives only that one the machine code that it has kept of it.
    const problem = this.count.follow(response.clone()).then(
      () => undefined,
      (error) => {
        const why = `the connection broke (${String(error)})`;
        const problem = error instanceof DownloadError ? error : new DownloadError(url, why);
        return isNeeded ? this.failed(url, problem) : problem;
      },
    );
    this.problems.set(url, problem);
    return response;
  }

  private async needed(url: string, begun: Promise<Response>): Promise<Response> {
    const response = await begun;
    if (!response.ok) this.failed(url, DownloadError.of(response));
    // One that is made up here is no file.
    if (response.url === '') return response;
    // The loader reads all of it before it goes on, and what it says of half a file helps nobody.
    const problem = await this.problems.get(url);
    if (problem !== undefined) throw this.failed(url, problem);
    return response;
  }

  private failed(url: string, error: DownloadError): DownloadError {
    this.problems.set(url, Promise.resolve(error));
    this.fail(error);
    return error;
  }
}

/** The sum of some downloads. */
class Count {
  private done = 0;
  /** Of each file, by name: its bytes as they are expected, or as the server tells them. */
  private readonly sizes: Map<string, number>;
  private known = true;

  constructor(
    sizes: Readonly<Record<string, number>>,
    private readonly onBytes: OnBytes,
  ) {
    this.sizes = new Map(Object.entries(sizes));
  }

  /** Reads a response to its end. @throws DownloadError if it is not the file that it should be. */
  async follow({ url, headers, body }: Response): Promise<void> {
    const name = url.slice(url.lastIndexOf('/') + 1);
    // A compressed body has more bytes than its Content-Length says.
    const length = headers.has('Content-Encoding') ? 0 : Number(headers.get('Content-Length') ?? 0);
    if (length > 0) this.sizes.set(name, length);
    this.known &&= this.sizes.has(name);
    let read = 0;
    const end = new FileEnd(name);
    const reader = body?.getReader();
    for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
      if (read === 0 && !isBeginning(name, piece.value)) throw new DownloadError(url, NOT_THE_FILE);
      read += piece.value.length;
      end.push(piece.value);
      this.done += piece.value.length;
      this.tell();
    }
    if (read === 0) throw new DownloadError(url, EMPTY);
    if (!end.isWhole) throw new DownloadError(url, INCOMPLETE);
    this.sizes.set(name, read);
  }

  private tell(): void {
    const total = [...this.sizes.values()].reduce((sum, size) => sum + size, 0);
    this.onBytes(this.done, this.known ? Math.max(total, this.done) : 0);
  }
}

function isBeginning(name: string, piece: Uint8Array): boolean {
  // Before the brace of a list there may be blanks, but no page.
  if (name.endsWith('.json')) return piece.find((byte) => byte > SPACE) !== LESS_THAN;
  const expected = BEGINNINGS.find(([end]) => name.endsWith(end))?.[1] ?? [];
  return expected.every((byte, at) => at >= piece.length || piece[at] === byte);
}

/** The end of a file: a connection that a proxy has cut may look as if it had ended well. */
class FileEnd {
  private readonly pieces: Uint8Array[] = [];
  private length = 0;

  constructor(private readonly name: string) {}

  push(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.length += piece.length;
    while (this.length - (this.pieces[0]?.length ?? 0) >= LONGEST_END) this.length -= this.pieces.shift()?.length ?? 0;
  }

  /** Whether a file of this name can end so. */
  get isWhole(): boolean {
    const hasEnd = this.name.endsWith('.json') || this.name.endsWith('.zip');
    if (!hasEnd) return true;
    const bytes = this.pieces.flatMap((piece) => [...piece.subarray(-LONGEST_END)]);
    if (this.name.endsWith('.json')) return bytes.findLast((byte) => byte > SPACE) === CLOSING_BRACE;
    return bytes.some((_, at) => LAST_RECORD.every((byte, index) => bytes[at + index] === byte));
  }
}
