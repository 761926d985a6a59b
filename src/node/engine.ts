import v8 from 'node:v8';

/**
 * About how many bytes of a function V8 runs before it optimizes it, where nothing is optimized before: a tenth of V8's
 * own number, so that programs are not slow for long.
 */
const TIERING_BUDGET = 1_000_000;

/**
 * The flags for an interpreter of which no code has been kept. Code that was optimized on a guess falls back to
 * baseline code when the guess fails, under a running program to its end. A boot from nothing has seen all that there
 * is to guess from; after a snapshot nearly all is yet to come.
 */
export const UNCOMPILED_FLAGS = ['--no-wasm-deopt', `--wasm-tiering-budget=${TIERING_BUDGET}`] as const;

/**
 * A function of V8's own: Node has no other way to the code cache that browsers have, nor to what V8 has optimized.
 * Only V8's tests use these names otherwise.
 *
 * @param size - How many arguments it takes.
 * @returns undefined where this V8 has none of that name.
 */
export function engineFunction<Arguments extends unknown[], Result>(name: string, size: number) {
  const names = ['a', 'b'].slice(0, size).join();
  v8.setFlagsFromString('--allow-natives-syntax');
  try {
    return new Function(names, `return %${name}(${names})`) as (...values: Arguments) => Result;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  } finally {
    v8.setFlagsFromString('--no-allow-natives-syntax');
  }
}
