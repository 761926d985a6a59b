/** An opened element on paper: all lines of the file that is shown, in place of an editor that draws only what is in view. */
import type { Breakpoint } from '../model/breakpoint-list.ts';
import type { WrittenBreakpoint } from '../model/written-breakpoints.ts';
import type { Editor } from '../ui/editor/editor.ts';
import type { Disposable } from '../ui/panel.ts';
import type { Debugger } from '../ui/session/debugger.ts';

/** What is shown while it is printed. */
export interface Paper {
  /** The nodes of the program as it was before it was opened. */
  readonly still: readonly Node[];
  /** Shows lines in them. */
  showStill(program: string, breakpoints: readonly WrittenBreakpoint[]): void;
  /** The parts that measure where they are: they keep their size, whatever that of the paper is. */
  readonly measured: readonly HTMLElement[];
}

/** Has all lines in `shell` for as long as the page is printed. */
export function attachPaper(shell: HTMLElement, editor: Editor, target: Debugger, paper: Paper): Disposable {
  const { still, showStill, measured } = paper;
  const before = () => {
    const { path } = editor;
    const breakpoints = target.state.breakpoints.filter((each) => each.path === path && each.enabled);
    showStill(target.files.text(path) ?? '', breakpoints.map(written));
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

function written({ line, column, condition, hitCondition, logMessage }: Breakpoint): WrittenBreakpoint {
  // Empty ones are none.
  const details = {
    ...(condition && { condition }),
    ...(hitCondition && { hitCondition }),
    ...(logMessage && { logMessage }),
  };
  return { line, ...(column !== undefined && { column }), details };
}
