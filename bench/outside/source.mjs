// The text of a program that is measured from outside: one file that takes no arguments and times itself.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/setup.mjs';
import { FOLDER, marked, markedLines, programText } from '../lib/programs.mjs';
import { inputOf, programs } from './programs.mjs';

/** Where the texts are, to be run from. */
export const PROGRAMS = join(root, 'dist', 'bench', 'programs');

const CLOCK = readFileSync(new URL('clock.py', import.meta.url), 'utf8')
  // What a person reads there is not the program's.
  .replace(/^"""[\s\S]*?"""\n+/, '')
  .replaceAll(/ {2}# noqa.*$/gm, '');

/** How the path of a program ends that has its condition written in. */
export const BY_HAND = '_by_hand.py';

/** How many breakpoints a way sets on the lines of its mark. */
const BREAKPOINTS = 10;

/** A program's text. */
export function sourceOf(name) {
  const { size, units } = programs[name];
  const clock = CLOCK.replaceAll('UNITS', units).replaceAll('SIZE', size);
  const own = programText(name).replace(/^import clock\n/m, '');
  return `${clock}${own}\n\nclock.report\n`;
}

/** The breakpoint with a condition that a program has in its hot loop. */
export function conditionOf(name) {
  const [{ line, note }] = marked(sourceOf(name), 'loop');
  return { line, condition: note };
}

/** A program's text with that condition written as an `if` that is never true. */
export function byHand(name) {
  const { line, condition } = conditionOf(name);
  const lines = sourceOf(name).split('\n');
  const [indent] = /^ */.exec(lines[line - 1]);
  lines.splice(line - 1, 0, `${indent}if ${condition}:`, `${indent}    breakpoint()`);
  return lines.join('\n');
}

/**
 * The line in which a program calls its work.
 * @throws Error if it has none
 */
export function callLine(name) {
  const lines = sourceOf(name).split('\n');
  const found = lines.findIndex((line) => line.includes('clock.run(work)'));
  if (found < 0) throw new Error(`${name}.py does not call its work.`);
  return found + 1;
}

/** The path of a program's text, or of another file of its. */
export function pathOf(name, ending = '.py') {
  return join(PROGRAMS, name + ending);
}

/** Writes the texts of all programs, and what they read and import. */
export function writePrograms() {
  rmSync(PROGRAMS, { recursive: true, force: true });
  mkdirSync(PROGRAMS, { recursive: true });
  cpSync(join(FOLDER, 'parts'), join(PROGRAMS, 'parts'), { recursive: true });
  for (const name of Object.keys(programs)) {
    writeFileSync(pathOf(name), sourceOf(name));
    if (marked(sourceOf(name), 'loop').length > 0) writeFileSync(pathOf(name, BY_HAND), byHand(name));
    if (programs[name].inputs) writeFileSync(pathOf(name, '.txt'), inputOf(name));
  }
}

/**
 * The lines with a mark on which a way sets its breakpoints.
 * @throws Error if the program has too few of them
 */
export function breakpointLines(name, mark) {
  const lines = markedLines(sourceOf(name), mark, BREAKPOINTS).map(({ line }) => line);
  if (lines.length < BREAKPOINTS) throw new Error(`${name}.py has only ${lines.length} lines marked @${mark}.`);
  return lines;
}

/**
 * What a program printed, without its own times, and those times in seconds.
 * @throws Error if it printed no times
 */
export function readTimes(output) {
  const found = /^@times (\d+) (\d+) (\d+) (\d+)\s*$/m.exec(output);
  if (!found) throw new Error(`no times in the output, which ends with ${JSON.stringify(output.slice(-200))}`);
  const [first, whole, best, typical] = found.slice(1).map((text) => Number(text) / 1e6);
  return { output: output.slice(0, found.index), times: { first, whole, best, typical } };
}
