/** Where packages come from: what differs between a browser's worker and Node's. */

export interface PackagePlace {
  /** Where Pyodide's own packages are by default, beside its interpreter: a URL that ends in a slash. */
  readonly base: string;
  /**
   * The address that a text of the configuration means: a URL as it is, anything else relative to the page's files, or
   * on disk. Undefined if it means none.
   *
   * @param folder - The program's, for what is on a disk.
   */
  locate(text: string, folder: string): string | undefined;
  /** As `fetch`, which may know files on a disk besides. A folder of these is its page of an index. */
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Puts files where Pyodide looks for packages, until it has installed them. */
  give(files: ReadonlyMap<string, Uint8Array>): GivenFiles;
}

/** Files that Pyodide can load. */
export interface GivenFiles {
  /** What stands before a file's name where Pyodide is given one that is not in its own list. */
  readonly prefix: string;
  /** Takes them away. */
  end(): void;
}
