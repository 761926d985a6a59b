/** Boots Python and the debugger in named steps, and tells the client of each. */
import { type BootOptions, holdLife, openWorkerChannel, type WorkerApi, type WorkerChannel } from '../channel/index.ts';
import {
  BOOT_STEPS,
  type BootStep,
  DEBUGGER_FOLDER,
  debuggerBug,
  type EventMessage,
  type Events,
  type ProgressBody,
} from '../protocol/index.ts';
import { fromBootstrap } from './bootstrap.ts';
import type { OnBytes } from './download.ts';
import { type Booted, loadPython } from './load-python.ts';
import type { Platform, Pyodide, SnapshotKeeper } from './platform.ts';
import { type PythonFile, programFiles } from './python-files.ts';
import { Session } from './session.ts';
import { makeSnapshot } from './snapshot/make.ts';

/** Makes the platform that the options lead to, which begins to download; `onBytes` hears of that. */
type PlatformFor = (options: BootOptions, onBytes: OnBytes) => Platform;

/** The worker's calls. */
export function workerApi(platformFor: PlatformFor): WorkerApi {
  let asked = false;
  let warmed = Promise.resolve(false);
  return {
    async boot(options) {
      if (asked) throw new Error('This worker has booted already.');
      asked = true;
      const { interpreter, warming } = await boot(platformFor, options);
      warmed = warming;
      return interpreter;
    },
    warmed: () => warmed,
  };
}

async function boot(platformFor: PlatformFor, options: BootOptions) {
  const channel = openWorkerChannel(options.endpoint);
  if (options.life !== undefined) holdLife(options.life, () => channel.live());
  const post = <E extends keyof Events>(event: E, body: Events[E]) =>
    channel.post(JSON.stringify({ seq: 0, type: 'event', event, body } satisfies EventMessage));
  const progress = (body: ProgressBody) => post('dapper/progress', body);
  const step = (name: BootStep, label: string, more: Partial<ProgressBody> = {}) =>
    progress({ step: name, label, done: BOOT_STEPS.indexOf(name), total: BOOT_STEPS.length - 1, ...more });
  const say = (output: string) => post('output', { category: 'console', output });

  step('download', 'Loading Python');
  const platform = platformFor(options, (done, total) => {
    if (total > 0 && done >= total) step('interpreter', 'Starting Python');
    else progress({ step: 'download', label: 'Loading Python', done, total });
  });
  const reached = channel.prepare();
  const booted = await loadPython(platform, say);
  const { isRestored, isHot } = booted;
  const session = await openSession(booted, platform, channel, step).catch(async (error) => {
    // Else it would end every visit from now on.
    if (isRestored) await platform.snapshots?.drop();
    throw error;
  });
  await reached;
  step('ready', 'Ready', { from: isRestored ? 'snapshot' : 'nothing' });
  session.serve();
  const isWarm = options.isWarm === true && options.interpreter !== undefined;
  const heats = isHot ? session.heatUp(() => !isHot()) : undefined;
  const warms = platform.warmsUp && !isWarm ? session.warmUp() : isWarm;
  // A mistake in it is one of the debugger, whose programs then only start cold.
  const warming = Promise.all([warms, heats]).then(
    ([isFast]) => isFast,
    (error) => {
      say(`${debuggerBug(`warming up: ${String(error)}`).message}\n`);
      return false;
    },
  );
  return { interpreter: await platform.interpreter, warming };
}

/** Brings an interpreter to where it serves requests. */
async function openSession(
  { pyodide, signals, isRestored }: Booted,
  platform: Platform,
  channel: WorkerChannel,
  step: (name: BootStep, label: string) => void,
): Promise<Session> {
  step('hook', 'Loading the eval-frame hook');
  writeFiles(pyodide, DEBUGGER_FOLDER, isRestored ? programFiles() : await platform.readPackage());
  if (!isRestored) await prepare(pyodide, platform.snapshots);
  installHook(pyodide, await platform.readHook());
  step('debugger', 'Starting the debugger');
  return new Session(pyodide, platform, channel, signals);
}

/** Brings the interpreter to where one from a snapshot begins, and makes such a snapshot. */
async function prepare(pyodide: Pyodide, snapshots: SnapshotKeeper | undefined): Promise<void> {
  const python = fromBootstrap(pyodide, 'prepare');
  python(DEBUGGER_FOLDER);
  python.destroy();
  const snapshot = snapshots && makeSnapshot(pyodide);
  if (snapshot !== undefined) await snapshots?.keep(snapshot);
}

function installHook(pyodide: Pyodide, hook: Awaited<ReturnType<Platform['readHook']>>): void {
  const folder = `${DEBUGGER_FOLDER}/hook`;
  pyodide.FS.mkdirTree(folder);
  // Without the hook the session falls back to tracing and says so; the reason goes where it will look.
  if (hook instanceof Uint8Array) pyodide.FS.writeFile(`${folder}/_dapper_hook.so`, hook);
  else pyodide.FS.writeFile(`${folder}/missing.txt`, hook.missing);
}

/** Many files: each folder is made once, because Pyodide finds out that one exists by failing to make it. */
function writeFiles(pyodide: Pyodide, below: string, files: readonly PythonFile[]): void {
  const folders = new Set(files.map(({ path }) => folderOf(`${below}/${path}`)));
  for (const folder of folders) pyodide.FS.mkdirTree(folder);
  for (const { path, content } of files) pyodide.FS.writeFile(`${below}/${path}`, content);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
