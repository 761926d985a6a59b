/** An opened element on paper: all lines of its files, in place of an editor that draws only what is in view. */
import type { Breakpoint } from '../model/breakpoint-list.ts';
import type { WrittenBreakpoint } from '../model/written-breakpoints.ts';
import type { Disposable } from '../ui/panel.ts';
import type { Debugger } from '../ui/session/debugger.ts';
import type { StillFile } from './still.ts';

/** What is shown while it is printed. */
export interface Paper {
  /** The nodes of the program as it was before it was opened. */
  readonly still: readonly Node[];
  /** Shows texts in them. */
  showStill(files: readonly StillFile[]): void;
  /** The parts that measure where they are: they keep their size, whatever that of the paper is. */
  readonly measured: readonly HTMLElement[];
}

/** Lines that are printed of a file that is no program: of data the beginning tells enough. */
const MOST_OF_DATA = 60;

/** Has all lines in `shell` for as long as the page is printed. */
export function attachPaper(shell: HTMLElement, target: Debugger, paper: Paper): Disposable {
  const { still, showStill, measured } = paper;
  const before = () => {
    showStill(printed(target));
    const sizes = measured.map(({ clientWidth, clientHeight }) => [clientWidth, clientHeight] as const);
    for (const [at, { style }] of measured.entries()) {
      const [width, height] = sizes[at] ?? [];
      style.width = `${width}px`;
      style.height = `${height}px`;
    }
    shell.prepend(...still);
  };
  const after = () => {
    for (const node of still) node.parentNode?.removeChild(node);
    for (const { style } of measured) {
      style.width = '';
      style.height = '';
    }
  };
  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
  return {
    dispose() {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    },
  };
}

/** The program, and the texts beside it. */
function printed({ files, state }: Debugger): StillFile[] {
  const folder = files.main.slice(0, files.main.lastIndexOf('/') + 1);
  return files.paths().flatMap((path) => {
    const text = files.text(path);
    if (text === undefined) return [];
    const breakpoints = state.breakpoints.filter((each) => each.path === path && each.enabled).map(written);
    return { name: path.slice(folder.length), text: path.endsWith('.py') ? text : beginning(text), breakpoints };
  });
}

function beginning(text: string): string {
  const lines = text.split('\n');
  return lines.length > MOST_OF_DATA ? `${lines.slice(0, MOST_OF_DATA).join('\n')}\n…` : text;
}

function written({ line, column, condition, hitCondition, logMessage }: Breakpoint): WrittenBreakpoint {
  // Empty ones are none.
  const details = {
    ...(condition && { condition }),
    ...(hitCondition && { hitCondition }),
    ...(logMessage && { logMessage }),
  };
  return { line, ...(column !== undefined && { column }), details };
}
