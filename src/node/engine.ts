import v8 from 'node:v8';

/**
 * A function of V8's own: Node has no other way to the code cache that browsers have, nor to what V8 has optimized. Only
 * V8's tests use these names otherwise.
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
