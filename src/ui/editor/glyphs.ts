/**
 * Breakpoints in the editor's margin: what they look like, the click that sets them, and how they keep to their line
 * while the text around them is edited.
 */
import { type Breakpoint, breakpointsOf, breakpointsOn, kindOf } from '../../model/breakpoint-list.ts';
import { lineAfter, type TextEdit } from '../../model/line-map.ts';
import type { Localize } from '../../model/localize.ts';
import { isPlainRun, type ViewState } from '../../model/view-state.ts';
import { breakpointText, validityOf } from '../breakpoints/breakpoints.ts';
import { asMarkdownText } from '../layout/markdown-text.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import type { Editor } from './editor.ts';
import { monaco } from './monaco.ts';

const { GUTTER_GLYPH_MARGIN } = monaco.editor.MouseTargetType;

/**
 * Shows the breakpoints of `target` in the margin of `editor`. A click sets or removes one; with Shift it
 * asks for its form. The other mouse button opens a menu (`text-menu`).
 */
export function attachGlyphs(editor: Editor, target: Debugger): Disposable {
  const { code } = editor;
  const hint = code.createDecorationsCollection();
  /** Those of another file, while that is shown. */
  const others = code.createDecorationsCollection();
  /** Decorations on the program's own model: they stay while another file is shown, and move with the text. */
  let marks: string[] = [];
  let ids: number[] = [];

  let { program } = editor;
  let lines = program.getLinesContent();
  let version = program.getAlternativeVersionId();
  /**
   * Breakpoints that went with their lines, by the version of the text that had them: undo brings both back. Each
   * program has an undo of its own.
   */
  const goneOf = new WeakMap<monaco.editor.ITextModel, Map<number, readonly Breakpoint[]>>();
  let gone = new Map<number, readonly Breakpoint[]>();
  goneOf.set(program, gone);
  const takeProgram = () => {
    program.deltaDecorations(marks, []);
    ({ program } = editor);
    lines = program.getLinesContent();
    version = program.getAlternativeVersionId();
    gone = goneOf.get(program) ?? new Map();
    goneOf.set(program, gone);
    marks = [];
    draw(target.state);
  };

  const draw = (state: ViewState) => {
    const breakpoints = breakpointsOf(state.breakpoints, editor.path);
    marks = program.deltaDecorations(marks, decorations(breakpoints, program, state, target.localize));
    ids = breakpoints.map(({ id }) => id);
    const { shownPath } = editor;
    if (editor.showsProgram || shownPath === undefined) others.clear();
    else others.set(decorations(breakpointsOf(state.breakpoints, shownPath), editor.shownText, state, target.localize));
  };
  const placeAt = (line: number) => {
    const { shownPath: path } = editor;
    return path === undefined ? undefined : { path, line };
  };
  /** Where each breakpoint is after `edit`: a mark follows its code, but knows nothing of text that was replaced. */
  const placesAfter = (edit: TextEdit) => {
    const columns = new Map<number, number>();
    const places = new Map<number, number | null>();
    for (const [index, mark] of marks.entries()) {
      const breakpoint = target.state.breakpoints.find(({ id }) => id === ids[index]);
      const marked = program.getDecorationRange(mark);
      if (!breakpoint || !marked) continue;
      const line = lineAfter(breakpoint.line, edit);
      places.set(breakpoint.id, line === undefined ? marked.startLineNumber : line);
      if (line === undefined && breakpoint.column !== undefined) columns.set(breakpoint.id, marked.startColumn);
    }
    return { places, columns };
  };

  draw(target.state);
  editor.onFile(() => draw(target.state));
  const unsubscribe = target.subscribe((state, before) => {
    if (state.breakpoints === before.breakpoints && isPlainRun(state) === isPlainRun(before)) return;
    hint.clear();
    draw(state);
  });
  const listeners = [
    editor.onProgram(takeProgram),
    editor.onEdit(({ changes }) => {
      const before = lines;
      lines = program.getLinesContent();
      const edit: TextEdit = { changes, before, after: lines };
      // First, since whatever changes the breakpoints draws them anew, where they were.
      const { places, columns } = placesAfter(edit);
      const { edits, breakpoints: former } = target.state;
      target.dispatch({ type: 'edited', path: editor.path, edit });
      const breakpoints = breakpointsOf(target.state.breakpoints, editor.path);
      const lost = breakpoints.filter(({ id }) => places.get(id) === null);
      if (lost.length > 0) gone.set(version, lost);
      const isMoved = ({ id, line, column }: Breakpoint) =>
        places.get(id) !== line || (columns.get(id) ?? column) !== column;
      if (breakpoints.some(isMoved)) target.breakpoints.move(places, columns);
      version = program.getAlternativeVersionId();
      const returned = gone.get(version);
      if (returned) target.breakpoints.change({ type: 'breakpointsReturned', breakpoints: returned });
      gone.delete(version);
      const isBack = edits.has(editor.path) && !target.state.edits.has(editor.path);
      if (isBack) target.breakpoints.settle(editor.path, former);
    }),
    code.onMouseDown(({ event, target: { type, position } }) => {
      const place = type === GUTTER_GLYPH_MARGIN && position ? placeAt(position.lineNumber) : undefined;
      if (!place) return;
      if (!event.leftButton) return;
      if (event.shiftKey) target.signals.send('edit', place);
      else target.breakpoints.toggle(place);
    }),
    code.onMouseMove(({ target: { type, position } }) => {
      const place = type === GUTTER_GLYPH_MARGIN && position ? placeAt(position.lineNumber) : undefined;
      const free = place !== undefined && breakpointsOn(target.state.breakpoints, place).length === 0;
      hint.set(
        free
          ? [
              {
                range: new monaco.Range(place.line, 1, place.line, 1),
                options: { glyphMarginClassName: 'glyph glyph-hint' },
              },
            ]
          : [],
      );
    }),
    code.onMouseLeave(() => hint.clear()),
  ];
  const clear = () => {
    program.deltaDecorations(marks, []);
    others.clear();
    hint.clear();
  };
  return disposing(clear, unsubscribe, ...listeners);
}

/** The marks of the breakpoints of one text, in order. The margin has room for one of those of a line. */
function decorations(
  breakpoints: readonly Breakpoint[],
  text: monaco.editor.ITextModel,
  state: ViewState,
  localize: Localize,
): monaco.editor.IModelDeltaDecoration[] {
  const plainRun = isPlainRun(state);
  return breakpoints.map((breakpoint, index) =>
    decoration(breakpoint, text, { plainRun, isFirst: breakpoints[index - 1]?.line !== breakpoint.line, localize }),
  );
}

function decoration(
  breakpoint: Breakpoint,
  program: monaco.editor.ITextModel,
  {
    plainRun,
    isFirst,
    localize,
  }: { readonly plainRun: boolean; readonly isFirst: boolean; readonly localize: Localize },
): monaco.editor.IModelDeltaDecoration {
  const line = Math.min(breakpoint.line, program.getLineCount());
  // On the code's first character, so that it goes with the code when something is written before that.
  const column = breakpoint.column ?? (program.getLineFirstNonWhitespaceColumn(line) || 1);
  return {
    range: new monaco.Range(line, column, line, column + 1),
    options: {
      ...(isFirst && {
        glyphMarginClassName: `glyph glyph-${kindOf(breakpoint)} glyph-${validityOf(breakpoint, plainRun)}`,
        glyphMarginHoverMessage: asMarkdownText(breakpointText(breakpoint, plainRun, localize)),
      }),
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
    },
  };
}
