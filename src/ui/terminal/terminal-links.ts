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
      const { text, first } = wholeLine(screen, row);
      const links = namedLines(text, files.paths()).map(({ start, end, path, line }): ILink => {
        const at = (offset: number) => ({
          x: (offset % screen.cols) + 1,
          y: first + 1 + Math.floor(offset / screen.cols),
        });
        return {
          text: text.slice(start, end),
          range: { start: at(start), end: at(end - 1) },
          activate: () => go({ path, line }),
        };
      });
      callback(links.length > 0 ? links : undefined);
    },
  });
}

/** The text of the line that the `row` (1-based) is a part of, and the index of its first row: long lines are wrapped. */
function wholeLine(screen: Screen, row: number): { readonly text: string; readonly first: number } {
  const { active } = screen.buffer;
  let first = row - 1;
  while (first > 0 && active.getLine(first)?.isWrapped) first--;
  let text = active.getLine(first)?.translateToString(false) ?? '';
  for (let next = first + 1; active.getLine(next)?.isWrapped; next++) {
    text += active.getLine(next)?.translateToString(false) ?? '';
  }
  return { text, first };
}
