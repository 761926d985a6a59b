/** Boots Python and the debugger in named steps, and tells the client of each. */
import { type BootOptions, holdLife, openWorkerChannel, type WorkerApi } from '../channel/index.ts';
import { type BootStep, debuggerBug, type EventMessage, type Events, type ProgressBody } from '../protocol/index.ts';
import { DownloadError } from './download.ts';
import { type Instantiation, instantiating } from './instantiation.ts';
import type { Platform, Pyodide, PyodideOptions, Snapshot } from './platform.ts';
import { type PythonFile, programFiles } from './python-files.ts';
import { DEBUGGER_FOLDER, Session } from './session.ts';
import { Signals } from './signals.ts';

/** Steps after the download; the download counts in bytes. */
const STEPS: readonly BootStep[] = ['download', 'interpreter', 'hook', 'debugger', 'ready'];

const SLOW_SIGNALS =
  'This release of Pyodide asks for signals in a way of its own: programs that print or format much run slower here.\n';

/** The worker's calls, on the platform that the options lead to. */
export function workerApi(platformFor: (options: BootOptions) => Platform): WorkerApi {
  let asked = false;
  return {
    async boot(options: BootOptions): Promise<void> {
      if (asked) throw new Error('This worker has booted already.');
      asked = true;
      await boot(platformFor(options), options);
    },
  };
}

async function boot(platform: Platform, options: BootOptions): Promise<void> {
  const channel = openWorkerChannel(options.endpoint);
  if (options.life !== undefined) holdLife(options.life, () => channel.live());
  const post = <E extends keyof Events>(event: E, body: Events[E]) =>
    channel.post(JSON.stringify({ seq: 0, type: 'event', event, body } satisfies EventMessage));
  const progress = (body: ProgressBody) => post('dapper/progress', body);
  const step = (name: BootStep, label: string) =>
    progress({ step: name, label, done: STEPS.indexOf(name), total: STEPS.length - 1 });

  step('download', 'Loading Python');
  const hook = platform.readHook();
  const onBytes = (done: number, total: number) => {
    if (total > 0 && done >= total) step('interpreter', 'Starting Python');
    else progress({ step: 'download', label: 'Loading Python', done, total });
  };
  const say = (output: string) => post('output', { category: 'console', output });
  const { pyodide, signals, hasDebugger, isHot } = await loadPython(platform, onBytes, say);
  step('hook', 'Loading the eval-frame hook');
  installHook(pyodide, await hook);
  step('debugger', 'Starting the debugger');
  writeFiles(pyodide, DEBUGGER_FOLDER, hasDebugger ? programFiles() : await platform.readPackage());
  const session = new Session(pyodide, platform, channel, signals);
  step('ready', 'Ready');
  session.serve();
  const warming = isHot ? session.heatUp(() => !isHot()) : platform.warmsUp ? session.warmUp() : undefined;
  // Nobody waits for it here. A mistake in it is one of the debugger, whose programs then only start cold.
  warming?.catch((error) => say(`${debuggerBug(`warming up: ${String(error)}`).message}\n`));
}

/** An interpreter that has booted. */
interface Booted {
  readonly pyodide: Pyodide;
  readonly signals: Signals;
  /** Whether it came with the debugger's modules. */
  readonly hasDebugger: boolean;
  /** Whether programs run at full speed by now; absent where they do from the start. */
  readonly isHot?: () => boolean;
}

/** An interpreter that comes from elsewhere. */
type Given = Pick<Instantiation, 'module' | 'sound'>;

/** What Pyodide is to be told, which may need the memory of the interpreter once that is made. */
type OptionsFor = (memory: () => WebAssembly.Memory) => PyodideOptions;

/** Boots from the snapshot if there is one and it works, else from nothing; `say` hears if it does not work. */
async function loadPython(
  platform: Platform,
  onBytes: (done: number, total: number) => void,
  say: (text: string) => void,
): Promise<Booted> {
  const load = async (optionsFor: OptionsFor, given?: Given): Promise<Booted> => {
    // Only until the session has connected the streams.
    const complaints: string[] = [];
    const note = (text: string) => complaints.push(text);
    const signals = new Signals();
    let memory: unknown;
    const instantiation = {
      signals: () => signals.check,
      ...given,
      made: ({ instance }: WebAssembly.WebAssemblyInstantiatedSource) => {
        signals.instance = instance;
        memory = instance.exports.memory;
      },
    };
    const options = optionsFor(() => {
      if (memory instanceof WebAssembly.Memory) return memory;
      throw new Error('the interpreter does not export its memory');
    });
    try {
      const pyodide = await instantiating(instantiation, () =>
        platform.loadPyodide({ ...options, stdout: note, stderr: note }, onBytes),
      );
      if (!signals.exchanged) say(SLOW_SIGNALS);
      return { pyodide, signals, hasDebugger: false };
    } catch (error) {
      if (error instanceof DownloadError) throw error;
      throw new Error([String(error), ...complaints].join('\n'));
    }
  };
  let snapshot: Snapshot | undefined;
  try {
    snapshot = platform.readSnapshot?.();
    if (snapshot !== undefined) {
      const { image, interpreter, sound, isOptimized, options } = snapshot;
      const booted = await load((memory) => ({ ...options, _loadSnapshot: Promise.resolve(image(memory)) }), {
        module: interpreter,
        sound,
      });
      const isHot = isOptimized && (() => isOptimized(booted.signals.evaluator));
      return { ...booted, hasDebugger: true, ...(isHot && { isHot }) };
    }
  } catch (error) {
    // Snapshots are a private matter of each Pyodide build; the ordinary way is slower, and always there.
    say(`Python booted the slow way, because its memory snapshot cannot be used: ${String(error)}\n`);
  } finally {
    snapshot?.close();
  }
  return load(() => ({}));
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
