/** A program as one person gives it to another: its texts, and where and at what to look. */
import * as v from 'valibot';
import { placeText } from '../../model/breakpoint-list.ts';
import { breakpointSchema } from '../saved-breakpoint.ts';
import { filesSchema } from '../saved-file.ts';

/** More than a person sets, and little enough for the page to show at once. */
export const MOST_BREAKPOINTS = 1000;
export const MOST_WATCHES = 100;

/** What a shared program must be like, whoever has made it. */
export const sharedSchema = v.pipe(
  v.object({
    text: v.string(),
    files: v.exactOptional(filesSchema),
    breakpoints: v.pipe(v.array(breakpointSchema), v.maxLength(MOST_BREAKPOINTS)),
    watches: v.pipe(v.array(v.string()), v.maxLength(MOST_WATCHES)),
  }),
  v.check(({ text, breakpoints }) => {
    const count = lineCount(text);
    const places = breakpoints.map((each) => `${each.path ?? ''} ${placeText(each)}`);
    const isOnLine = breakpoints.every(({ path, line }) => path !== undefined || line <= count);
    return new Set(places).size === places.length && isOnLine;
  }, 'a breakpoint is on no line of the program, or two are at one place'),
);

export type SharedProgram = v.InferOutput<typeof sharedSchema>;

/** The lines of a text, as an editor counts them. */
export function lineCount(text: string): number {
  return text.split(/\r\n|\r|\n/).length;
}
