/**
 * Programs to debug: their text, their `# @name` markers, and what is known of them.
 *
 * A marker ends a line: `total += 1  # @added: total`. Tests name the marker, never the number. Behind the colon stand
 * expressions to look at when the program stops there.
 */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { unindented } from '../unindented.ts';

const PROGRAMS = fileURLToPath(new URL('../../e2e/programs/', import.meta.url));

/** A Python file on disk. */
export interface Debuggee {
  /** Absolute path of the file. */
  readonly path: string;
  readonly text: string;
  /** 1-based line of every marker, in the order of the lines. */
  readonly markers: ReadonlyMap<string, number>;
  /**
   * The line of one marker.
   *
   * @throws Error if there is no such marker.
   */
  line(marker: string): number;
  /** The marker that stands on a line, if any. */
  markerAt(line: number): string | undefined;
}

function describe(path: string, text: string): Debuggee {
  const markers = new Map<string, number>();
  text.split('\n').forEach((line, index) => {
    const name = /# @(\w+)/.exec(line)?.[1];
    if (name === undefined) return;
    if (markers.has(name)) throw new Error(`${path}: the marker @${name} stands there twice`);
    markers.set(name, index + 1);
  });
  return {
    path,
    text,
    markers,
    line(marker) {
      const line = markers.get(marker);
      if (line === undefined) throw new Error(`${path} has no marker @${marker}`);
      return line;
    },
    markerAt: (line) => [...markers].find(([, at]) => at === line)?.[0],
  };
}

/** Writes a program into a folder of its own, for the time of the test. `others` are files beside it, by name. */
export function writeProgram(text: string, others: Readonly<Record<string, string>> = {}): Debuggee {
  const program = keepProgram(text, others);
  onTestFinished(() => rmSync(join(program.path, '..'), { recursive: true, force: true }));
  return program;
}

/** Writes a program into a new folder below `parent`, which the caller removes. */
export function keepProgram(
  text: string,
  others: Readonly<Record<string, string>> = {},
  parent = realpathSync(tmpdir()),
): Debuggee {
  const folder = mkdtempSync(join(parent, 'dapper-'));
  for (const [name, content] of Object.entries(others)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), unindented(content));
  }
  const path = join(folder, 'main.py');
  const source = unindented(text);
  writeFileSync(path, source);
  return describe(path, source);
}

/** The markers of a text that a test keeps beside its main program. */
export function moduleBeside(main: Debuggee, name: string): Debuggee {
  const path = join(main.path, '..', name);
  return describe(path, readFileSync(path, 'utf8'));
}

/** One of the programs of `e2e/programs`. */
export function knownProgram(name: string): Debuggee {
  const path = join(PROGRAMS, `${name}.py`);
  return describe(path, readFileSync(path, 'utf8'));
}

/** What a program of `e2e/programs` prints, recorded without this debugger. */
export function expectedOutput(name: string): string {
  return readFileSync(join(PROGRAMS, 'expected', `${name}.txt`), 'utf8');
}

/** One line of a `.stops` file. */
export interface ExpectedStop {
  readonly marker: string;
  readonly function: string;
  /** An expression, and the `repr` of its value or the type of what it raises. */
  readonly watches: readonly { readonly expression: string; readonly value?: string; readonly raises?: string }[];
}

/** Where a program of `e2e/programs` stops with a breakpoint at every marker, recorded without this debugger. */
export function expectedStops(name: string): ExpectedStop[] {
  const lines = readFileSync(join(PROGRAMS, 'expected', `${name}.stops`), 'utf8').split('\n');
  return lines.slice(0, -1).map((line) => {
    const [where = '', ...watches] = line.split(' | ');
    const [marker = '', inFunction = ''] = where.split(' in ');
    return {
      marker,
      function: inFunction,
      watches: watches.map((watch) => {
        const raising = / raises (\w+)$/.exec(watch);
        if (raising) return { expression: watch.slice(0, raising.index), raises: raising[1] ?? '' };
        const at = watch.indexOf(' = ');
        return { expression: watch.slice(0, at), value: watch.slice(at + 3) };
      }),
    };
  });
}
