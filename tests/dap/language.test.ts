/**
 * Programs that cover the language, walked through by steps: the sequence of stops is that of CPython's own `bdb`, given
 * the same commands; where it differs on purpose, `language/reference.py` says so and why.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPyodide, type PyodideInterface } from 'pyodide';
import { beforeAll, describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { BACKEND_NAMES, type Driver, type Stop } from './driver.ts';

const FOLDER = new URL('./language/programs/', import.meta.url);
const REFERENCE = fileURLToPath(new URL('./language/reference.py', import.meta.url));

type Command = 'next' | 'stepIn' | 'stepOut' | 'dapper/stepUntil';

/** The commands that are given again and again until the program is over. */
const WALKS: Readonly<Record<string, readonly Command[]>> = {
  in: ['stepIn'],
  over: ['next'],
  out: ['stepIn', 'stepIn', 'stepIn', 'stepOut'],
  until: ['stepIn', 'dapper/stepUntil'],
  mixed: ['stepIn', 'next', 'stepIn', 'stepIn', 'stepOut', 'next'],
};

/** Stops after which a walk is broken off. */
const LIMIT = 150;

interface Program {
  readonly name: string;
  readonly text: string;
}

const programs: readonly Program[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.py'))
  .map((file) => ({
    name: path.basename(file, '.py'),
    text: readFileSync(new URL(file, FOLDER), 'utf8'),
  }));

/** Whether this Python understands the program. */
function understood({ text }: Program): boolean {
  const needs = /^# needs 3\.(\d+)$/m.exec(text)?.[1];
  return needs === undefined || python.runPython(`import sys; sys.version_info[1] >= ${needs}`);
}

const place = (stop: Stop) => `${stop.top.name.split('.').at(-1)}:${stop.line}`;

/** The places where the program stops: `function:line`. */
async function walk(driver: Driver, commands: readonly Command[]): Promise<string[]> {
  const stops: string[] = [];
  let stop: Stop | undefined = await driver.stopped();
  await driver.setBreakpoints([]);
  const isPrograms = ({ top: { source } }: Stop) => source?.path === driver.program.path || source?.name === '<string>';
  while (stop && isPrograms(stop)) {
    const wanted = commands[stops.length % commands.length] ?? 'stepIn';
    stops.push(place(stop));
    if (stops.length >= LIMIT) break;
    const command = wanted === 'stepOut' && stop.top.name === '<module>' ? 'stepIn' : wanted;
    await driver.request(command, { threadId: 1 });
    stop = await driver.stoppedOrEnded();
  }
  return stops;
}

let python: PyodideInterface;

beforeAll(async () => {
  python = await loadPyodide();
  python.runPython(readFileSync(REFERENCE, 'utf8'));
});

function reference({ name, text }: Program, commands: readonly Command[]): string[] {
  const stopsOf = python.globals.get('stops_of');
  try {
    const stops = stopsOf(`/${name}.py`, text, python.toPy(commands), LIMIT);
    return stops.toJs();
  } finally {
    stopsOf.destroy();
  }
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend, justMyCode: true });

  describe.each(Object.keys(WALKS))('%s', (name) => {
    test.for(programs)('$name', async (program, { skip }) => {
      skip(!understood(program), 'This Python does not know its syntax.');
      const commands = WALKS[name] ?? [];
      const expected = reference(program, commands);
      const driver = await course.run(program.text, { breakpoints: [Number(expected[0]?.split(':')[1])] });
      expect(await walk(driver, commands)).toEqual(expected);
    });
  });
});
