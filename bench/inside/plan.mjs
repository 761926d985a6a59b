// From the data of scenarios.mjs to runs: breakpoints on lines, files to write, texts with the `if` written by hand.
import { marked, markedLines, programText } from '../lib/programs.mjs';
import { PROGRAMS } from './engine.mjs';

/**
 * What `Engine.run` needs for a scenario, without the size of the work.
 * @param program its name
 * @param scenario of `scenarios`
 * @param backend of `backends`
 */
export function specFor(program, scenario, backend) {
  const path = `${PROGRAMS}/${program}.py`;
  const text = programText(program);
  const own = Object.entries(scenario.marks ?? {}).flatMap(([mark, count]) => markedLines(text, mark, count));
  const breakpoints = own.length > 0 ? { [path]: own } : {};
  if (scenario.details) {
    const [{ line, note }] = marked(text, 'loop');
    breakpoints[path] = [{ line, ...filled(scenario.details, note) }];
  }
  if (scenario.call) breakpoints[`${PROGRAMS}/clock.py`] = markedLines(programText('clock'), 'call', 1);
  for (const [name, { lines }] of manyFiles(scenario).entries()) breakpoints[name] = lines;
  return {
    kind: backend.kind,
    settings: backend.settings,
    no_debug: backend.noDebug ?? false,
    path,
    imports: [...manyFiles(scenario).values()].flatMap(({ module, imported }) => (imported ? [module] : [])),
    breakpoints,
    filters: scenario.filters ?? [],
    entry: scenario.entry ?? false,
    pilot: scenario.pilot ?? [],
    requests: JSON.parse(JSON.stringify(scenario.requests ?? {}).replaceAll('PROGRAM', path)),
  };
}

/** The files with breakpoints besides the program's own, by path: text, module, lines, and whether it is imported. */
export function manyFiles({ files }) {
  const made = new Map();
  for (let number = 0; number < (files?.count ?? 0); number++) {
    const lines = Array.from({ length: files.perFile }, (_, index) => `    n += ${index}`);
    const name = `file${String(number).padStart(2, '0')}`;
    made.set(`${PROGRAMS}/many/${name}.py`, {
      module: `many.${name}`,
      imported: number < files.imported,
      text: ['"""Has a breakpoint on every line of a function that nobody calls."""', 'def f(n):', ...lines, ''].join(
        '\n',
      ),
      lines: lines.map((_, index) => ({ line: index + 3 })),
    });
  }
  return made;
}

/** A program with what a person would write in place of the breakpoint, and where it lies. */
export function byHand(program, name, { byHand: code }) {
  const text = programText(program);
  const [{ line, note }] = marked(text, 'loop');
  const lines = text.split('\n');
  const indent = /^ */.exec(lines[line - 1])[0];
  const written = code.map((each) => indent + each.replaceAll('CONDITION', note));
  lines.splice(line - 1, 0, ...written);
  const main = lines.indexOf('if __name__ == "__main__":');
  lines.splice(main + 1, 0, '    _hits = 0');
  return { path: `${PROGRAMS}/${program}_${name}.py`, text: lines.join('\n') };
}

function filled(details, condition) {
  return Object.fromEntries(
    Object.entries(details).map(([key, text]) => [key, text.replaceAll('CONDITION', condition)]),
  );
}
