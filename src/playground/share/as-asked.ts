/** A program with the breakpoints and watches that parameters of the address name, in place of its own. */
import * as v from 'valibot';
import type { Parameters } from '../parameters.ts';
import { savedBreakpoint } from '../saved-breakpoint.ts';
import { lineCount, MOST_BREAKPOINTS, MOST_WATCHES, type SharedProgram, sharedSchema } from './shared-program.ts';

/** The program, and a sentence for whatever it cannot be given. */
export function asAsked(
  program: SharedProgram,
  { breakpoints, watches }: Pick<Parameters, 'breakpoints' | 'watches'>,
): { readonly program: SharedProgram; readonly problems: readonly string[] } {
  const count = lineCount(program.text);
  const problems: string[] = [];
  const byLine = new Map<number, SharedProgram['breakpoints'][number]>();
  for (const { line, details } of breakpoints ?? []) {
    if (line > count) problems.push(`The breakpoint of line ${line} is not set: the program has ${count} lines.`);
    else byLine.set(line, savedBreakpoint({ line, enabled: true, ...details }));
  }
  const asked = {
    text: program.text,
    breakpoints: breakpoints ? [...byLine.values()].sort((a, b) => a.line - b.line) : program.breakpoints,
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
