/** How Monaco is set up. */
import type { monaco } from './monaco.ts';

/** The height of a line, in pixels. */
export const lineHeight = 21;

/** What is set once the editor is there. */
export const settings: monaco.editor.IEditorOptions = {
  glyphMargin: true,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 18,
  folding: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  // Below, the last line stands clear of the scrollbar.
  padding: { top: 6, bottom: 14 },
  renderLineHighlight: 'line',
  // The number of an empty last line is as legible as the others.
  renderFinalNewline: 'on',
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  fixedOverflowWidgets: true,
  hover: { above: false, delay: 350 },
  guides: { indentation: true },
  smoothScrolling: false,
  contextmenu: false,
  quickSuggestions: false,
  links: false,
  stickyScroll: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: false },
  scrollbar: { verticalScrollbarSize: 12, horizontalScrollbarSize: 12, useShadows: false },
};
