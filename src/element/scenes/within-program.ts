/** The steps of a lesson, held against the program that they are about. */
import { ProgramEnd } from '../within-program.ts';
import { type Point, readScene, type Scene } from './scene.ts';

/** The program of a lesson. */
export interface Taught {
  readonly program: string;
  /** Those beside it; undefined where not all of them are known yet. */
  readonly beside: readonly string[] | undefined;
}

/** A name, or what somebody wrote who forgot a comma: not a place in a list or the key of a dict. */
const NAME = /^[\p{L}_][\p{L}\p{N}_. ]*$/u;
const LETTER = '[\\p{L}\\p{N}_]';

/** Reads the steps; `problems` takes a sentence, with the step's number, for each thing that is not allowed or not there. */
export function readScenes(elements: readonly Element[], taught: Taught, problems: string[]): readonly Scene[] {
  return elements.map((element, at) => {
    const found: string[] = [];
    const scene = sceneWithin(readScene(element, found), taught, found);
    problems.push(...found.map((problem) => `Step ${at + 1}: ${problem}`));
    return scene;
  });
}

/** `scene` without what lies behind the end of the program. */
function sceneWithin(scene: Scene, taught: Taught, problems: string[]): Scene {
  const { breakpoints, runTo, lines, names, question } = scene;
  const end = new ProgramEnd(taught.program, problems);
  const inside = (name: string, point: Point | undefined) => (point && end.has(name, point.line) ? point : undefined);
  const within = {
    ...scene,
    breakpoints: breakpoints.filter(({ line }) => end.has('breakpoints', line)),
    runTo: inside('run-to', runTo),
    lines: lines.filter(([from, to]) => end.has('highlight', to) || from <= end.last),
    question: question && { ...question, at: inside('check-at', question.at) },
  };
  for (const name of names) {
    if (mayHave(taught, name)) continue;
    problems.push(
      `The attribute "variables" must name variables of the program, such as "n, total": "${name}" is not in it.`,
    );
  }
  return within;
}

/** False only of a name that is written nowhere. One with two underscores is Python's own; a star brings names that are not seen. */
function mayHave({ program, beside }: Taught, name: string): boolean {
  if (program === '' || beside === undefined || name.startsWith('__') || !NAME.test(name)) return true;
  const texts = [program, ...beside];
  if (texts.some((text) => /\bimport\s*\*/.test(text))) return true;
  const word = new RegExp(`(?:^|(?!${LETTER}).)${name.replaceAll('.', '\\.')}(?!${LETTER})`, 'mu');
  return texts.some((text) => word.test(text));
}
