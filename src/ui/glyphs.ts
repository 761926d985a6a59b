/**
 * Breakpoints in the editor's margin: what they look like, the click that sets them, and how they keep to their line
 * while the text around them is edited.
 */
import { type Breakpoint, kindOf } from '../client/breakpoint-list.ts';
import { isPlainRun, type ViewState } from '../client/view-state.ts';
import { breakpointText, validityOf } from './breakpoints.ts';
import type { Debugger } from './debugger.ts';
import type { Editor } from './editor.ts';
import { asMarkdownText } from './markdown-text.ts';
import { monaco } from './monaco.ts';

const { GUTTER_GLYPH_MARGIN } = monaco.editor.MouseTargetType;

/**
 * Shows the breakpoints of `target` in the margin of `editor`.
 *
 * @param onEdit opens the form for a line: after a click with the other mouse button, or with Shift.
 */
export function attachGlyphs(editor: Editor, target: Debugger, onEdit: (line: number) => void): () => void {
  const { code, program } = editor;
  const hint = code.createDecorationsCollection();
  /** Decorations on the program's own model: they stay while another file is shown, and move with the text. */
  let ids: string[] = [];
  let keys: string[] = [];

  const draw = (state: ViewState) => {
    const { breakpoints } = state;
    const plainRun = isPlainRun(state);
    const last = program.getLineCount();
    ids = program.deltaDecorations(
      ids,
      breakpoints.map((breakpoint) => decoration(breakpoint, last, plainRun)),
    );
    keys = breakpoints.map(({ key }) => key);
  };
  const linesNow = () =>
    new Map(
      ids.flatMap((id, index) => {
        const line = program.getDecorationRange(id)?.startLineNumber;
        const key = keys[index];
        return line === undefined || key === undefined ? [] : [[key, line] as const];
      }),
    );

  draw(target.state);
  const unsubscribe = target.subscribe((state, before) => {
    if (state.breakpoints === before.breakpoints && isPlainRun(state) === isPlainRun(before)) return;
    hint.clear();
    draw(state);
  });
  const listeners = [
    program.onDidChangeContent(({ changes }) => {
      // First, since whatever changes the breakpoints draws them anew, where they were.
      const lines = linesNow();
      target.dispatch({ type: 'edited', changes });
      const moved = target.state.breakpoints.some(({ key, line }) => lines.get(key) !== line);
      if (moved) target.moveBreakpoints(lines);
    }),
    code.onMouseDown(({ event, target: { type, position } }) => {
      if (type !== GUTTER_GLYPH_MARGIN || !position || !editor.showsProgram) return;
      const line = position.lineNumber;
      if (event.rightButton || event.shiftKey) onEdit(line);
      else if (event.leftButton) target.toggleBreakpoint(line);
    }),
    code.onMouseMove(({ target: { type, position } }) => {
      const line = type === GUTTER_GLYPH_MARGIN && editor.showsProgram ? position?.lineNumber : undefined;
      const free = line !== undefined && !target.state.breakpoints.some((breakpoint) => breakpoint.line === line);
      hint.set(
        free
          ? [{ range: new monaco.Range(line, 1, line, 1), options: { glyphMarginClassName: 'glyph glyph-hint' } }]
          : [],
      );
    }),
    code.onMouseLeave(() => hint.clear()),
  ];
  return () => {
    unsubscribe();
    for (const listener of listeners) listener.dispose();
    program.deltaDecorations(ids, []);
    hint.clear();
  };
}

function decoration(breakpoint: Breakpoint, lastLine: number, plainRun: boolean): monaco.editor.IModelDeltaDecoration {
  const line = Math.min(breakpoint.line, lastLine);
  return {
    range: new monaco.Range(line, 1, line, 1),
    options: {
      glyphMarginClassName: `glyph glyph-${kindOf(breakpoint)} glyph-${validityOf(breakpoint, plainRun)}`,
      glyphMarginHoverMessage: asMarkdownText(breakpointText(breakpoint, plainRun)),
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
    },
  };
}
