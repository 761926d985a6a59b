/** What an author's attributes say about lines that the program does not have. */
import type { Settings } from './attributes.ts';

/** `settings` without the breakpoints behind the end of `program`, with a sentence for each of those. */
export function withinProgram(settings: Settings, program: string): Settings {
  // One that is still to be fetched, or that a reader is to write.
  if (program === '') return settings;
  const last = program.replace(/\n$/, '').split('\n').length;
  const beyond = settings.breakpoints.filter(({ line }) => line > last);
  if (beyond.length === 0) return settings;
  const lines = last === 1 ? '1 line' : `${last} lines`;
  const problems = beyond.map(
    ({ line }) => `The attribute "breakpoints" names line ${line}, and the program has ${lines}.`,
  );
  return {
    ...settings,
    breakpoints: settings.breakpoints.filter(({ line }) => line <= last),
    problems: [...settings.problems, ...problems],
  };
}
