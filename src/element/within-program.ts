/** What an author's attributes say about lines that the program does not have. */
import type { Settings } from './attributes.ts';

/** A program's end, for what names its lines. */
export class ProgramEnd {
  readonly last: number;

  /**
   * @param program - One that is empty is still to be fetched, or a reader is to write it: it has any line.
   * @param problems - Takes a sentence for each line that the program has not.
   */
  constructor(
    program: string,
    private readonly problems: string[],
  ) {
    this.last = program === '' ? Number.POSITIVE_INFINITY : program.replace(/\n$/, '').split('\n').length;
  }

  /** Whether the program has the line that the attribute `name` names. */
  has(name: string, line: number): boolean {
    const { last } = this;
    if (line <= last) return true;
    const lines = last === 1 ? '1 line' : `${last} lines`;
    this.problems.push(`The attribute "${name}" names line ${line}, and the program has ${lines}.`);
    return false;
  }
}

/** `settings` without the breakpoints behind the end of `program`, with a sentence for each line that it has not. */
export function withinProgram(settings: Settings, program: string): Settings {
  const problems = [...settings.problems];
  const end = new ProgramEnd(program, problems);
  const breakpoints = settings.breakpoints.filter(({ line }) => end.has('breakpoints', line));
  // Whoever keeps them takes those that are there.
  if (settings.readonlyLines !== 'all') for (const [, to] of settings.readonlyLines) end.has('read-only', to);
  return { ...settings, breakpoints, problems };
}
