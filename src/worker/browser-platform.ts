/** Pyodide's files and the hook, fetched all at once, and the snapshot that an earlier visit has kept. */
import type { loadPyodide } from 'pyodide';
import type { BootOptions } from '../channel/index.ts';
import { DownloadError, Downloads, type OnBytes } from './download.ts';
import { importModule } from './module.ts';
import { browserPackages } from './packages/browser-place.ts';
import type { PackagePlace } from './packages/place.ts';
import type { Platform, Pyodide, PyodideOptions, Snapshot, SnapshotKeeper } from './platform.ts';
import { MemoryFile, partsOf, type Source } from './snapshot/memory-file.ts';
import type { OriginFile } from './snapshot/origin-file.ts';
import { fetchHook, WebPlatform } from './web-platform.ts';

/** What Pyodide's loader is. */
interface Loader {
  readonly loadPyodide: typeof loadPyodide;
}

/** Pyodide's files by what they are. */
const LOADER = 'pyodide.mjs';
const SCRIPT = 'pyodide.asm.mjs';
const INTERPRETER = 'pyodide.asm.wasm';
const LIBRARY = 'python_stdlib.zip';
/** Before Pyodide 0.24 it has another name. */
const LIST = 'pyodide-lock.json';

/** As long as the server says so, what the browser has kept of a file is used. */
const REVALIDATED = 'no-cache';

/** The only type by which browsers compile WebAssembly while it comes. */
const WASM = /^application\/wasm$/i;

export class BrowserPlatform extends WebPlatform {
  readonly packages: PackagePlace;
  readonly snapshots: SnapshotKeeper | undefined;
  /** The interpreter's module. */
  readonly interpreter: Promise<WebAssembly.Module>;
  private readonly indexURL: string;
  private readonly downloads: Downloads;
  private readonly loader: ReturnType<typeof importLoader>;
  protected readonly hook: ReturnType<Platform['readHook']>;

  /**
   * Begins to fetch.
   *
   * @param onBytes - Hears of the download.
   * @param kept - Where the snapshot is kept.
   * @param opening - The file that is there.
   */
  constructor(
    { base, pyodide, interpreter, isRetry }: BootOptions,
    onBytes: OnBytes,
    kept: OriginFile,
    private readonly opening: Promise<Source | undefined>,
  ) {
    super();
    this.indexURL = pyodide ?? new URL('pyodide/', base).href;
    this.packages = browserPackages(base, pyodide);
    const { [INTERPRETER]: _, ...others } = PYODIDE_SIZES;
    const cache = isRetry ? REVALIDATED : undefined;
    this.downloads = new Downloads(interpreter ? others : PYODIDE_SIZES, onBytes, cache);
    const scripts = cache && revalidated([LOADER, SCRIPT].map((name) => `${this.indexURL}${name}`));
    this.loader = importLoader(this.indexURL, scripts);
    this.loader.catch(() => {}); // `loadPyodide` reports it
    this.interpreter = interpreter ? Promise.resolve(interpreter) : this.compile();
    // Whoever asks for the file itself gets nothing of it: it is compiled already.
    this.downloads.answer(`${this.indexURL}${INTERPRETER}`, Promise.resolve(new Response()));
    this.downloads.begin(`${this.indexURL}${LIBRARY}`);
    this.downloads.tryToBegin(`${this.indexURL}${LIST}`);
    this.hook = fetchHook(new URL('dapper-hook.so', base).href);
    // The one that is kept is of the Pyodide that comes with the debugger.
    this.snapshots =
      pyodide === undefined
        ? { keep: (snapshot) => kept.write(partsOf(snapshot)), drop: () => kept.remove() }
        : undefined;
  }

  async loadPyodide(options: PyodideOptions): Promise<Pyodide> {
    const { loader, options: needed, script } = await this.loader;
    const { indexURL } = this;
    try {
      return await this.downloads.during(() => loader.loadPyodide({ ...options, ...needed, indexURL }));
    } catch (error) {
      throw error instanceof DownloadError ? error : ((await problemOf(script, error)) ?? error);
    }
  }

  async readSnapshot(): Promise<Snapshot | undefined> {
    const source = await this.opening;
    if (source === undefined || this.snapshots === undefined) {
      source?.close();
      return undefined;
    }
    const file = new MemoryFile(source);
    return { options: {}, image: (memory) => file.image(memory), close: () => file.close() };
  }

  /** Compiles the interpreter while it comes. */
  private async compile(): Promise<WebAssembly.Module> {
    const url = `${this.indexURL}${INTERPRETER}`;
    try {
      const response = await this.downloads.begin(url);
      return await (WASM.test(response.headers.get('Content-Type') ?? '')
        ? WebAssembly.compileStreaming(response)
        : WebAssembly.compile(await response.arrayBuffer()));
    } catch (error) {
      // Why its file is bad, the download knows better than the engine.
      const problem = await this.downloads.problemOf(url);
      throw problem ?? (error instanceof WebAssembly.CompileError ? DownloadError.damaged(url, error) : error);
    }
  }
}

/** The interpreter's script, which Pyodide's loader imports by itself. */
interface Script {
  readonly default: unknown;
}

/** What is imported before Pyodide is loaded. */
interface Imported {
  readonly loader: Loader;
  /** The option that it needs where it could not load its interpreter's script by itself. */
  readonly options: PyodideOptions;
  readonly script: { readonly url: string; readonly coming: Promise<Script> };
}

/** Has the browser ask the server whether what it has kept of scripts is still right: an import cannot say that. */
async function revalidated(urls: readonly string[]): Promise<void> {
  const asked = urls.map(async (url) => (await fetch(url, { cache: REVALIDATED })).arrayBuffer());
  await Promise.allSettled(asked); // the imports say what is wrong
}

/** @param scripts - What is waited for before anything is imported. */
async function importLoader(indexURL: string, scripts?: Promise<void>): Promise<Imported> {
  await scripts;
  const url = `${indexURL}${SCRIPT}`;
  // It asks for it later, and finds it there. Older releases have another name for it.
  const coming: Promise<Script> = import(/* @vite-ignore */ url);
  coming.catch(() => {});
  const script = { url, coming };
  const { module: loader, text } = await importModule<Loader>(`${indexURL}${LOADER}`, 'loadPyodide');
  // What serves the one with a wrong type does so with the other. Older releases have a name for it that every host knows.
  if (!text?.includes(SCRIPT)) return { loader, options: {}, script };
  const { module } = await importModule<Script>(url, 'default');
  // An option that Pyodide has for builds of its own, and does not document.
  return { loader, options: { createPyodideModule: module.default } as PyodideOptions, script };
}

/** What is wrong with the interpreter's script, if that is why the loader has failed with `error`. */
async function problemOf({ url, coming }: Imported['script'], error: unknown): Promise<unknown> {
  const cause = await coming.then(
    (script) => ('default' in script ? undefined : error),
    (reason) => reason,
  );
  // The loader hears of it in the same words. An older one never asks for it.
  if (String(cause) !== String(error)) return undefined;
  return importModule<Script>(url, 'default').then(
    // The network works by now.
    () => new DownloadError(url, String(error)),
    (problem) => problem,
  );
}
