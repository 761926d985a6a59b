/** What the address of the page says of the program and the panels, in its parameters. */
import type { Parameters } from './written-parameters.ts';

/** Those that belong to a program, and go when another one is opened. */
export const PROGRAM_PARAMETERS = ['src', 'breakpoints', 'watch'] as const;

const none: Parameters = {
  src: undefined,
  breakpoints: undefined,
  watches: undefined,
  panels: undefined,
  stopOnEntry: false,
  offline: true,
  parent: undefined,
  problems: [],
};

/**
 * The parameters of an address. What reads them is loaded where there are any.
 *
 * @param base - What the address of a program is relative to.
 */
export async function parametersIn(search: string, base: string): Promise<Parameters> {
  if (search === '') return none;
  const { parametersOf } = await import('./written-parameters.ts');
  return parametersOf(search, base);
}
