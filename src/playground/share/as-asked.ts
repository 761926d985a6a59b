/** A program with the breakpoints and watches that parameters of the address name, in place of its own. */
import * as v from 'valibot';
import { placeText } from '../../model/breakpoint-list.ts';
import { savedBreakpoint } from '../saved-breakpoint.ts';
import type { Parameters } from '../written-parameters.ts';
import { lineCount, MOST_BREAKPOINTS, MOST_WATCHES, type SharedProgram, sharedSchema } from './shared-program.ts';

/** The program, and a sentence for whatever it cannot be given. */
export function asAsked(
  program: SharedProgram,
  { breakpoints, watches }: Pick<Parameters, 'breakpoints' | 'watches'>,
): { readonly program: SharedProgram; readonly problems: readonly string[] } {
  const count = lineCount(program.text);
  const problems: string[] = [];
  const byPlace = new Map<string, SharedProgram['breakpoints'][number]>();
  for (const { details, ...place } of breakpoints ?? []) {
    if (place.line > count)
      problems.push(`The breakpoint of line ${place.line} is not set: the program has ${count} lines.`);
    else byPlace.set(placeText(place), savedBreakpoint({ ...place, enabled: true, ...details }));
  }
  const asked = {
    ...program,
    breakpoints: breakpoints
      ? [...byPlace.values()].sort((a, b) => a.line - b.line || (a.column ?? 0) - (b.column ?? 0))
      : program.breakpoints,
    watches: watches ? [...watches] : program.watches,
  };
  if (v.is(sharedSchema, asked)) return { program: asked, problems };
  return {
    program,
    problems: [
      `A program can have ${MOST_BREAKPOINTS} breakpoints and ${MOST_WATCHES} watched expressions: the address names more.`,
    ],
  };
}
