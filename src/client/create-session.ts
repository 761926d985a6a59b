/** A session in a page. */
import { type CapabilityScope, type ChosenTransport, chooseTransport } from '../channel/index.ts';
import type { FrameEvalConfig } from '../protocol/index.ts';
import type { DebugSession } from './connection.ts';
import { pythonScript } from './python-worker.ts';
import { ServiceWorkerSite } from './service-worker-site.ts';
import { Supervisor } from './session.ts';
import { startWebWorker, trialScript } from './web-worker.ts';
import type { WorkerFactory } from './worker-handle.ts';

export { transportNames } from '../channel/index.ts';

/** How a session is made. */
export interface SessionOptions {
  /** Where the files are that are not bundled: `pyodide/` and `dapper-hook.so` below `base`, which ends in a slash. */
  readonly assets: { readonly base: URL };
  /**
   * The folder of another Pyodide, of another release (0.23 or later) perhaps; ends in a slash. No snapshot is kept of
   * it. When absent, it is `pyodide/` below `base`.
   */
  readonly pyodide?: URL | undefined;
  /** The script of Python's worker, with `trial.js` beside it; what the bundler has made of it when absent. */
  readonly workerUrl?: URL | undefined;
  /**
   * Gives a worker of `workerUrl` that was started ahead, so that its script came beside those of the page; undefined if
   * it has failed. The first session takes it, unless the transport needs one that is started later.
   */
  readonly startedAhead?: () => Worker | undefined;
  /** Starts the worker's thread, in place of `workerUrl`; a module worker of the page when absent. */
  readonly workerFactory?: WorkerFactory;
  /** Takes this transport (`atomics`, `jspi`, `service-worker` or `none`) if it works; the best that does when absent. */
  readonly transport?: string | undefined;
  /**
   * The script of the service worker, `dapper-sw.js`, which must be of the page's own origin. When absent, it is below
   * `base` or, if that is of another origin, beside the page. It is only registered where a program can be stopped in
   * no other way.
   */
  readonly serviceWorker?: URL;
  /**
   * Whether to boot the next worker before it is needed, so that a start or restart does not wait; true when absent.
   * Where the device is short of memory that is only done when a program has ended.
   */
  readonly bootAhead?: boolean;
  /**
   * Puts Python's worker into a frame of opaque origin, which reaches neither the page nor what is kept for its origin. Each
   * session has its own, and waits by JSPI or not at all. The host must send `Access-Control-Allow-Origin: *` with
   * the files.
   */
  readonly sandbox?: SandboxSettings | undefined;
  /** Settings of frame evaluation for every launch; those of a launch (`frameEvalConfig`) go before them. */
  readonly frameEvalConfig?: FrameEvalConfig;
}

/** Makes sessions, all in the same way but for what is changed. Each boots at once. */
export type SessionFactory = (changes?: Pick<SessionOptions, 'bootAhead' | 'frameEvalConfig'>) => DebugSession;

/**
 * A new session, which boots at once.
 *
 * @throws Error if there is no transport of the name that is asked for.
 */
export async function createSession(options: SessionOptions): Promise<DebugSession> {
  return (await sessionFactory(options))();
}

/** What the programs in a sandbox may do. */
export interface SandboxSettings {
  /** Addresses of hosts and folders that they may connect to, besides the debugger's own files; `*` is all there are. */
  readonly reaches: readonly string[];
}

/** As `createSession`, for a page that makes several: which transport works is tried once for all. */
export async function sessionFactory(options: SessionOptions): Promise<SessionFactory> {
  const { assets, pyodide } = options;
  const { transport, newStarter } = await (options.sandbox ? inSandbox(options, options.sandbox) : inPage(options));
  return (changes = {}) => {
    const { bootAhead = true, frameEvalConfig } = { ...options, ...changes };
    const { href: base } = assets.base;
    const ahead = isShortOfMemory() ? 'after' : 'beside';
    return new Supervisor({
      startWorker: options.workerFactory ?? newStarter(),
      base,
      pyodide: pyodide?.href,
      transport,
      bootAhead: bootAhead ? ahead : 'never',
      frameEvalConfig,
    });
  };
}

/** Where workers are started, and how they wait. */
interface Place {
  readonly transport: ChosenTransport;
  /** What starts the workers of a new session. */
  newStarter(): WorkerFactory;
}

async function inPage(options: SessionOptions): Promise<Place> {
  const { assets, workerUrl } = options;
  const scope: CapabilityScope = {
    SharedArrayBuffer: globalThis.SharedArrayBuffer,
    crossOriginIsolated,
    WebAssembly,
    relay: new ServiceWorkerSite(options.serviceWorker ?? usualScript(assets.base), trialScript(workerUrl)),
  };
  const transport = await chooseTransport(scope, options.transport);
  // Where nothing has to be tried, nothing is fetched for it.
  const scheme =
    origin === 'null' && crossOriginIsolated ? await (await import('./inline-scheme.ts')).inlineScheme() : 'blob';
  let { startedAhead } = options;
  if (transport.needsControl || scheme === 'data') {
    startedAhead?.()?.terminate();
    startedAhead = undefined;
  }
  const start = () => {
    const ahead = startedAhead?.();
    startedAhead = undefined;
    return startWebWorker({ script: workerUrl, scheme }, ahead);
  };
  return { transport, newStarter: () => start };
}

async function inSandbox(options: SessionOptions, { reaches }: SandboxSettings): Promise<Place> {
  const { assets, pyodide, workerUrl } = options;
  const transport = await chooseTransport(
    { WebAssembly, apart: 'a sandboxed frame shares nothing' },
    options.transport,
  );
  const plan = {
    script: new URL('dapper-frame.js', assets.base),
    worker: new URL(pythonScript(workerUrl)),
    folders: [assets.base, ...(pyodide ? [pyodide] : [])],
    reaches,
  };
  const { SandboxFrame } = await import('./sandbox/sandbox-frame.ts');
  const newStarter = () => {
    const frame = new SandboxFrame(plan);
    return () => frame.start();
  };
  return { transport, newStarter };
}

/** Where the service worker is by default: with the other files, or beside the page if those are of another origin. */
function usualScript(base: URL): URL {
  return new URL('dapper-sw.js', base.origin === origin ? base : document.baseURI);
}

/** GiB that a device has when two interpreters at once are no burden. Browsers that tell it round it, to at most 8. */
const ROOMY = 4;

/** Whether the browser says so; Firefox and Safari do not tell. */
function isShortOfMemory(): boolean {
  const { deviceMemory = ROOMY } = navigator as { deviceMemory?: number };
  return deviceMemory < ROOMY;
}
