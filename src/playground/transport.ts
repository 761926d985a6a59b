/** The page's parameter `transport`: how Python's worker waits for the page, in place of the best way that works. */

/**
 * Reads the parameter.
 *
 * @param asked - Its value.
 * @param names - Of the transports that there are.
 * @returns the name of a transport, or what a person is to know of a name that is none.
 */
export function transportAsked(
  asked: string,
  names: readonly string[],
): { readonly transport?: string; readonly warnings: readonly string[] } {
  if (names.includes(asked)) return { transport: asked, warnings: [] };
  return { warnings: [`The parameter "transport" must be one of ${names.join(', ')}: "${asked}" is not.`] };
}
