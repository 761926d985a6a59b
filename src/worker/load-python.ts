/** Loads Pyodide: from a snapshot of its memory where there is one that works, else from nothing. */
import { DownloadError } from './download.ts';
import { type Instantiation, instantiating } from './instantiation.ts';
import type { Platform, Pyodide, PyodideOptions, Snapshot } from './platform.ts';
import { Signals } from './signals.ts';

const SLOW_SIGNALS =
  'This release of Pyodide asks for signals in a way of its own: programs that print or format much run slower here.\n';

/** An interpreter that has booted. */
export interface Booted {
  readonly pyodide: Pyodide;
  readonly signals: Signals;
  /** Whether it came from a snapshot, and has the debugger's modules. */
  readonly isRestored: boolean;
  /** Whether programs run at full speed by now; absent where they do from the start. */
  readonly isHot?: () => boolean;
}

/** An interpreter that is compiled elsewhere. */
type Given = Pick<Instantiation, 'module' | 'sound'>;

/** Options for Pyodide, which may need the memory of the interpreter once that is made. */
type OptionsFor = (memory: () => WebAssembly.Memory) => PyodideOptions;

/** Boots from the snapshot if there is one and it works, else from nothing; `say` hears what a person should know. */
export async function loadPython(platform: Platform, say: (text: string) => void): Promise<Booted> {
  let snapshot: Snapshot | undefined;
  try {
    snapshot = await platform.readSnapshot();
    if (snapshot !== undefined) return await restore(platform, snapshot, say);
  } catch (error) {
    if (error instanceof DownloadError) throw error;
    // Snapshots are a private matter of each Pyodide build; the ordinary way is slower, and always there. One that the
    // build has made should work; one of an earlier visit makes room for the next.
    if (platform.snapshots === undefined) {
      say(`Python booted the slow way, because its memory snapshot cannot be used: ${String(error)}\n`);
    }
  } finally {
    snapshot?.close();
  }
  const loaded = await load(platform, () => ({}), { module: platform.interpreter }, say);
  return { ...loaded, isRestored: false };
}

async function restore(
  platform: Platform,
  { image, interpreter = platform.interpreter, sound, isOptimized, options }: Snapshot,
  say: (text: string) => void,
): Promise<Booted> {
  const optionsFor: OptionsFor = (memory) => ({ ...options, _loadSnapshot: Promise.resolve(image(memory)) });
  const loaded = await load(platform, optionsFor, { module: interpreter, sound }, say);
  const isHot = isOptimized && (() => isOptimized(loaded.signals.evaluator));
  return { ...loaded, isRestored: true, ...(isHot && { isHot }) };
}

async function load(
  platform: Platform,
  optionsFor: OptionsFor,
  given: Given,
  say: (text: string) => void,
): Promise<Pick<Booted, 'pyodide' | 'signals'>> {
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
      platform.loadPyodide({ ...options, stdout: note, stderr: note }),
    );
    if (!signals.exchanged) say(SLOW_SIGNALS);
    return { pyodide, signals };
  } catch (error) {
    if (error instanceof DownloadError) throw error;
    throw new Error([String(error), ...complaints].join('\n'));
  }
}
