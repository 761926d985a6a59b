/** The page's parameter `transport`: how Python's worker waits for the page, in place of the best way that works. */
import { transportNames } from '../client/create-session.ts';

/**
 * Reads the parameter.
 *
 * @param asked - Its value.
 * @returns the name of a transport, or what a person is to know of a name that is none.
 */
export function transportAsked(asked: string): { readonly transport?: string; readonly warnings: readonly string[] } {
  if (transportNames.includes(asked)) return { transport: asked, warnings: [] };
  return {
    warnings: [`The parameter "transport" must be one of ${transportNames.join(', ')}: "${asked}" is not.`],
  };
}
