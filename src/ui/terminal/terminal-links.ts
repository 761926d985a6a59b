/** The lines of files that are named in the terminal, by a traceback say, as links to them. */
import type { IDisposable, ILink, Terminal as Screen } from '@xterm/xterm';
import type { Place } from '../../model/breakpoint-list.ts';
import type { ProgramFiles } from '../../model/program-files.ts';

/** A part of a text that names a line of a file. */
export interface NamedLine extends Place {
  readonly start: number;
  readonly end: number;
}

/** The lines that `text` names as a traceback does: of the files `paths`, and of whatever has an absolute path. */
export function namedLines(text: string, paths: readonly string[]): NamedLine[] {
  return [...text.matchAll(/File "([^"]+)", line (\d+)/g)].flatMap(({ 0: found, 1: path = '', 2: line, index }) =>
    paths.includes(path) || path.startsWith('/')
      ? [{ start: index, end: index + found.length, path, line: Number(line) }]
      : [],
  );
}

/** Makes the lines that are named on `screen` links; `go` receives the one that is clicked. */
export function attachLinks(screen: Screen, files: ProgramFiles, go: (place: Place) => void): IDisposable {
  return screen.registerLinkProvider({
    provideLinks(row, callback) {
      const { text, cells } = wholeLine(screen, row - 1);
      const links = namedLines(text, files.paths()).flatMap(({ start, end, path, line }): ILink[] => {
        const [first, last] = [cells[start], cells[end - 1]];
        if (!first || !last) return [];
        return [
          { text: text.slice(start, end), range: { start: first, end: last }, activate: () => go({ path, line }) },
        ];
      });
      callback(links.length > 0 ? links : undefined);
    },
  });
}

/** As many places as a menu has room for. */
const MOST = 12;

/** The lines that are named on `screen`, the one that was named last first: where an exception was raised. */
export function placesOn(screen: Screen, files: ProgramFiles): readonly Place[] {
  const { active } = screen.buffer;
  const found = new Map<string, Place>();
  for (let row = active.length - 1; row >= 0 && found.size < MOST; row--) {
    const { isWrapped = true } = active.getLine(row) ?? {};
    // To read a line cell by cell takes long. What names a line has this in its first row, unless that is very narrow.
    if (isWrapped || !active.getLine(row)?.translateToString(true).includes('File ')) continue;
    for (const { path, line } of namedLines(wholeLine(screen, row).text, files.paths()).toReversed()) {
      const key = `${path}:${line}`;
      if (!found.has(key)) found.set(key, { path, line });
    }
  }
  return [...found.values()].slice(0, MOST);
}

/** A text on the screen, and the cell of each of its characters, counted from 1: some take two, and some share one. */
interface WrittenLine {
  readonly text: string;
  readonly cells: readonly { readonly x: number; readonly y: number }[];
}

/** The line that the row with this index is a part of: long lines are wrapped. */
function wholeLine(screen: Screen, row: number): WrittenLine {
  const { active } = screen.buffer;
  let first = row;
  while (first > 0 && active.getLine(first)?.isWrapped) first--;
  let text = '';
  const cells: { x: number; y: number }[] = [];
  for (let at = first; at === first || active.getLine(at)?.isWrapped; at++) {
    const line = active.getLine(at);
    for (let x = 0; line && x < line.length; x++) {
      const cell = line.getCell(x);
      // The other half of a wide character.
      if (!cell || cell.getWidth() === 0) continue;
      const characters = cell.getChars() || ' ';
      text += characters;
      for (let unit = 0; unit < characters.length; unit++) cells.push({ x: x + 1, y: at + 1 });
    }
  }
  return { text, cells };
}
