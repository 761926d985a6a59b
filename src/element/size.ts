/** How high an element is: as its author wants, or as the program, and what is shown with it, needs. */

/** Height of a line, and of what is around the lines, in pixels. */
const LINE_HEIGHT = 19;
const AROUND_LINES = 42;
/** Lines that are shown at least and at most. */
const FEWEST_LINES = 6;
const MOST_LINES = 24;
/** What values and output take besides, once the program was started, and a lesson above them. */
const LEAST_OPENED = 360;
const LEAST_LESSON = 200;
/** With what is wrong above a program that was not started. */
const LEAST_WITH_PROBLEMS = 240;
/** And above a lesson. */
const MOST_PROBLEMS = 170;

/** What is shown. */
export interface Sized {
  readonly program: string;
  /** Of the author, a CSS length. */
  readonly height: string | undefined;
  /** Whether the program was started. */
  readonly isOpen: boolean;
  readonly hasLesson: boolean;
  readonly hasProblems: boolean;
}

/** The CSS properties that say so. */
export function sizeOf(shown: Sized): { readonly height: string; readonly minHeight: string } {
  if (shown.height !== undefined) return { height: shown.height, minHeight: '' };
  const lines = shown.program.split('\n').length - 1;
  const height = AROUND_LINES + LINE_HEIGHT * Math.min(Math.max(lines, FEWEST_LINES), MOST_LINES);
  const least = leastOf(shown);
  return { height: `${height}px`, minHeight: least === 0 ? '' : `${least}px` };
}

function leastOf({ isOpen, hasLesson, hasProblems }: Sized): number {
  if (!isOpen) return hasProblems ? LEAST_WITH_PROBLEMS : 0;
  return LEAST_OPENED + (hasLesson ? LEAST_LESSON + (hasProblems ? MOST_PROBLEMS : 0) : 0);
}
