/**
 * The moment at which Pyodide makes the interpreter from its WebAssembly module.
 *
 * Pyodide has no option for what the interpreter imports, nor for where its compiled code comes from; both are arguments of
 * `WebAssembly.instantiate` and `instantiateStreaming`, so these two are wrapped while it loads. Other modules that it
 * instantiates meanwhile pass unchanged.
 */

/** The interpreter's question for signals, which no other module imports under this name from its own table. */
const QUESTION = '_Py_CheckEmscriptenSignals_Helper';

/** What is done to the interpreter. */
export interface Instantiation {
  /** Answers the interpreter's question for signals, in place of Pyodide. */
  signals(): () => number;
  /** The interpreter's module, where somebody else compiles it. */
  readonly module?: Promise<WebAssembly.Module> | undefined;
  /** Takes the interpreter. */
  made(source: WebAssembly.WebAssemblyInstantiatedSource): void;
}

/**
 * Runs `load`, with the interpreter that it makes as `wanted` has it.
 *
 * @returns what `load` does.
 * @throws what `wanted.module` fails with.
 */
export async function instantiating<T>(wanted: Instantiation, load: () => Promise<T>): Promise<T> {
  const { instantiate, instantiateStreaming } = WebAssembly;
  WebAssembly.instantiate = (async (source: BufferSource | WebAssembly.Module, imports?: WebAssembly.Imports) => {
    if (source instanceof WebAssembly.Module || !exchange(wanted, imports)) {
      return instantiate(source as BufferSource, imports);
    }
    const module = await wanted.module?.catch(forever);
    const made = module ? { module, instance: await instantiate(module, imports) } : await instantiate(source, imports);
    wanted.made(made);
    return made;
  }) as typeof WebAssembly.instantiate;
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const isInterpreter = exchange(wanted, imports);
    const made = await instantiateStreaming(source, imports);
    if (isInterpreter) wanted.made(made);
    return made;
  };
  try {
    const loading = load();
    return await (wanted.module ? Promise.race([loading, wanted.module.then(() => loading)]) : loading);
  } finally {
    WebAssembly.instantiate = instantiate;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/** Pyodide would report a module that fails to standard error and never end; so it never hears of that. */
const forever = () => new Promise<never>(() => {});

/** Exchanges the answer to the question for signals. False: these are not the interpreter's imports. */
function exchange(wanted: Instantiation, imports: WebAssembly.Imports | undefined): boolean {
  let found = false;
  // It stands in several tables. Some others are proxies that answer to any name.
  for (const table of Object.values(imports ?? {})) {
    if (!Object.hasOwn(table, QUESTION)) continue;
    table[QUESTION] = wanted.signals();
    found = true;
  }
  return found;
}
