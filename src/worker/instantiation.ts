/**
 * The moment at which Pyodide makes the interpreter from its WebAssembly module.
 *
 * Pyodide has no option for what the interpreter imports, nor for where its compiled code comes from; both are
 * arguments of `WebAssembly.instantiate` and `instantiateStreaming`, so these two are wrapped while it loads. Other
 * modules that it instantiates meanwhile pass unchanged. Those that it compiles for functions of JavaScript, one for
 * each of some hundred functions, are the same for all of a signature, and compiled once for each of those.
 */

/** The interpreter's question for signals, which no other module imports under this name from its own table. */
const QUESTION = '_Py_CheckEmscriptenSignals_Helper';

/** What is done to the interpreter. */
export interface Instantiation {
  /** Answers the interpreter's question for signals, in place of Pyodide. */
  signals(): () => number;
  /** The interpreter's module, where somebody else compiles it. */
  readonly module?: Promise<WebAssembly.Module> | undefined;
  /** Settles when it is known whether that may run. */
  readonly sound?: Promise<unknown> | undefined;
  /** Takes the interpreter. */
  made(source: WebAssembly.WebAssemblyInstantiatedSource): void;
}

/**
 * Runs `load`, making the interpreter as `wanted` says.
 *
 * @returns what `load` does.
 * @throws what `wanted.module` or `wanted.sound` fails with, or the making of the interpreter.
 */
export async function instantiating<T>(wanted: Instantiation, load: () => Promise<T>): Promise<T> {
  const { instantiate, instantiateStreaming, Module } = WebAssembly;
  let fail: (error: unknown) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  /** Pyodide only warns of an interpreter that cannot be made, and never ends. */
  const orFail = <Made>(making: Promise<Made>): Promise<Made> => {
    making.catch(fail);
    return making;
  };
  const make = async (
    source: () => Promise<WebAssembly.WebAssemblyInstantiatedSource>,
    imports?: WebAssembly.Imports,
  ) => {
    const module = await wanted.module?.catch(forever);
    const made = await orFail(
      module ? instantiate(module, imports).then((instance) => ({ module, instance })) : source(),
    );
    await wanted.sound?.catch(forever);
    wanted.made(made);
    return made;
  };
  WebAssembly.instantiate = (async (source: BufferSource | WebAssembly.Module, imports?: WebAssembly.Imports) =>
    source instanceof WebAssembly.Module || !exchange(wanted, imports)
      ? instantiate(source as BufferSource, imports)
      : make(() => instantiate(source, imports), imports)) as typeof WebAssembly.instantiate;
  WebAssembly.instantiateStreaming = (source, imports) =>
    exchange(wanted, imports)
      ? make(() => instantiateStreaming(source, imports), imports)
      : instantiateStreaming(source, imports);
  WebAssembly.Module = once(Module);
  try {
    const loading = load();
    return await Promise.race([
      loading,
      failure,
      ...[wanted.module, wanted.sound].flatMap((given) => (given ? [given.then(() => loading)] : [])),
    ]);
  } finally {
    WebAssembly.Module = Module;
    WebAssembly.instantiate = instantiate;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/** Bytes that the module of a function of JavaScript has at most. */
const SMALL = 100;

/** Compiles small modules once. */
function once(Module: typeof WebAssembly.Module): typeof WebAssembly.Module {
  const known = new Map<string, WebAssembly.Module>();
  return new Proxy(Module, {
    construct(target, [bytes], newTarget) {
      if (!(bytes instanceof Uint8Array) || bytes.length > SMALL) return Reflect.construct(target, [bytes], newTarget);
      const key = bytes.join();
      const module = known.get(key) ?? new target(bytes as BufferSource);
      known.set(key, module);
      return module;
    },
  });
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
