/**
 * Marks at the places of a line at which a program can stop, on lines that have a breakpoint: filled where one is set. A
 * click sets or removes it; a key does so at the cursor.
 *
 * Which places there are only the program that runs knows: they are asked for when it is paused. Before that, those are
 * marked that are set.
 */
import { type Breakpoint, breakpointAt, breakpointsOf, kindOf, type Place } from '../../model/breakpoint-list.ts';
import { originOf } from '../../model/line-map.ts';
import type { Localize } from '../../model/localize.ts';
import { isPlainRun, type ViewState } from '../../model/view-state.ts';
import { breakpointText, validityOf } from '../breakpoints/breakpoints.ts';
import { type Disposable, disposing } from '../panel.ts';
import { isDebugging } from '../session/conductor.ts';
import type { Debugger } from '../session/debugger.ts';
import type { Editor } from './editor.ts';
import { monaco } from './monaco.ts';

/** The columns of a line at which a program can stop; one place is not worth a mark. */
type Places = ReadonlyMap<number, readonly number[]>;

/** A file that is shown, and its text. */
interface Shown {
  readonly path: string;
  readonly text: monaco.editor.ITextModel;
}

/** Shows them in `editor`. */
export function attachColumnMarks(editor: Editor, target: Debugger): Disposable {
  const { code } = editor;
  const { signals, localize } = target;
  const room = code.createDecorationsCollection();
  let places: Places = new Map();
  let shown: readonly Mark[] = [];
  /** The newest question for places; an answer to an older one is about another stop or text. */
  let asked = 0;

  const clear = () => {
    for (const mark of shown) code.removeContentWidget(mark);
    shown = [];
    room.clear();
  };
  const draw = () => {
    clear();
    const { shownPath: path } = editor;
    if (path === undefined) return;
    const { state } = target;
    const wanted = marksOf(breakpointsOf(state.breakpoints, path), places, editor.shownText);
    room.set(wanted.map(({ line, column }) => roomAt(line, column)));
    shown = wanted.map((place) => {
      const at = { path, ...place };
      const breakpoint = breakpointAt(state.breakpoints, at);
      const actions = { toggle: () => toggle(at), edit: () => signals.send('edit', at) };
      return new Mark(editor, at, breakpoint, isPlainRun(state), actions, localize);
    });
    for (const mark of shown) code.addContentWidget(mark);
  };
  const toggle = (place: Place & { readonly column: number }) => {
    target.breakpoints.toggle(place);
    const isSet = breakpointAt(target.state.breakpoints, place) !== undefined;
    const { line, column } = place;
    const text = localize(
      isSet
        ? 'Breakpoint set at column {column} of line {line}'
        : 'Breakpoint removed from column {column} of line {line}',
      { line, column },
    );
    signals.send('say', { text });
  };
  const toggleHere = () => {
    const position = code.getPosition();
    const { shownPath: path, shownText } = editor;
    if (!position || path === undefined) return;
    // What is written until the answer comes moves the place.
    const spot = code.createDecorationsCollection([{ range: monaco.Range.fromPositions(position), options: {} }]);
    const answered = placesOn(target, { path, text: shownText }, position.lineNumber).then((columns) => {
      const range = spot.getRange(0);
      if (!range || editor.shownPath !== path) return;
      const { endLineNumber: line, endColumn } = range;
      const first = editor.shownText.getLineFirstNonWhitespaceColumn(line) || 1;
      const column = Math.max(first, endColumn);
      // Between two places it is the one before it that is meant, as the adapter has it.
      toggle({ path, line, column: columns.findLast((each) => each <= column) ?? columns[0] ?? column });
    });
    target.guard(answered.finally(() => spot.clear()));
  };
  const ask = async () => {
    const request = ++asked;
    const { shownPath: path, shownText: text } = editor;
    if (path === undefined) return;
    await target.values.answered();
    if (request !== asked) return;
    const lines = new Set(breakpointsOf(target.state.breakpoints, path).map(({ line }) => line));
    // Where a line has places they stay what they are, as long as its text does; others may get some when code is loaded.
    const unknown = [...lines].filter((line) => !places.get(line)?.length);
    if (unknown.length === 0) return;
    const found = await Promise.all(
      unknown.map(async (line) => [line, await placesOn(target, { path, text }, line)] as const),
    );
    if (request !== asked) return;
    places = new Map([...places, ...found]);
    draw();
  };
  const forget = () => {
    asked++;
    places = new Map();
    draw();
  };
  const update = () => {
    draw();
    target.guard(ask());
  };
  editor.onFile(() => {
    forget();
    target.guard(ask());
  });
  update();
  const unsubscribe = target.subscribe((state, before) => {
    const isOther = state.paused?.number !== before.paused?.number;
    if (!isDebugging(state) && isDebugging(before)) forget();
    else if (state.edits !== before.edits) {
      forget();
      target.guard(ask());
    } else if (state.breakpoints !== before.breakpoints || isOther) update();
    else if (isPlainRun(state) !== isPlainRun(before)) draw();
  });
  return disposing(
    clear,
    () => asked++,
    unsubscribe,
    editor.onProgram(forget),
    signals.on('toggleColumnHere', toggleHere),
  );
}

/** Where a program can stop on a line of the text that is shown, where it is paused and has that line as it is. */
async function placesOn(target: Debugger, { path, text }: Shown, line: number): Promise<readonly number[]> {
  const { state } = target;
  const started = state.paused && isDebugging(state) ? unchangedLine(state, { path, text }, line) : undefined;
  if (started === undefined) return [];
  const { breakpoints } = await target.request('breakpointLocations', { source: { path }, line: started });
  return breakpoints.flatMap(({ line: of, column }) => (of === started && column !== undefined ? [column] : []));
}

/** A line of the text that is shown in that which runs, if it is written there in the same way. */
function unchangedLine({ edits }: ViewState, { path, text }: Shown, line: number): number | undefined {
  const map = edits.get(path);
  if (!map) return line;
  const origin = originOf(map, line);
  // A breakpoint keeps its line until it is known where its text has gone: there may be no such line any more.
  if (line > text.getLineCount()) return undefined;
  return origin !== undefined && map.started?.[origin - 1] === text.getLineContent(line) ? origin : undefined;
}

/** The places to be marked on the lines of `breakpoints`: those at which one is set, and which there are besides. */
function marksOf(
  breakpoints: readonly Breakpoint[],
  places: Places,
  text: monaco.editor.ITextModel,
): readonly { readonly line: number; readonly column: number }[] {
  const lines = new Set(breakpoints.map(({ line }) => line).filter((line) => line <= text.getLineCount()));
  return [...lines].flatMap((line) => {
    const here = breakpoints.filter((each) => each.line === line);
    const set = here.flatMap(({ column }) => (column === undefined ? [] : [column]));
    const [first, ...rest] = places.get(line) ?? [];
    // Where a line begins is that of the whole line, which the margin has.
    const isWhole = here.some(({ column }) => column === undefined);
    const free = first === undefined || rest.length === 0 || isWhole ? rest : [first, ...rest];
    const columns = [...new Set([...set, ...free])].filter((column) => column <= text.getLineMaxColumn(line));
    return columns.sort((a, b) => a - b).map((column) => ({ line, column }));
  });
}

/** Room for a mark before a column, which the cursor passes over. */
function roomAt(line: number, column: number): monaco.editor.IModelDeltaDecoration {
  return {
    range: new monaco.Range(line, column, line, column),
    options: {
      showIfCollapsed: true,
      before: {
        content: '\u00a0\u00a0',
        inlineClassName: 'column-mark-room',
        inlineClassNameAffectsLetterSpacing: true,
        cursorStops: monaco.editor.InjectedTextCursorStops.None,
      },
    },
  };
}

/** One mark. */
class Mark implements monaco.editor.IContentWidget {
  readonly suppressMouseDown = true;
  private readonly button: HTMLButtonElement;
  private readonly id: string;

  constructor(
    editor: Editor,
    private readonly place: Place & { readonly column: number },
    breakpoint: Breakpoint | undefined,
    plainRun: boolean,
    actions: { toggle(): void; edit(): void },
    localize: Localize,
  ) {
    const { line, column } = place;
    this.id = `dapper.column-mark.${line}.${column}`;
    const button = editor.root.ownerDocument.createElement('button');
    button.type = 'button';
    button.className = 'column-mark';
    editor.code.applyFontInfo(button);
    // The keyboard has a key of its own for them, and the list.
    button.tabIndex = -1;
    button.setAttribute('aria-label', localize('Breakpoint at line {line}, column {column}', { line, column }));
    button.setAttribute('aria-pressed', String(breakpoint !== undefined));
    button.title = breakpoint
      ? breakpointText(breakpoint, plainRun, localize)
      : localize('Stop at this place of the line');
    const glyph = editor.root.ownerDocument.createElement('span');
    const look = breakpoint ? `glyph-${kindOf(breakpoint)} glyph-${validityOf(breakpoint, plainRun)}` : 'glyph-free';
    glyph.className = `glyph ${look}`;
    button.append(glyph);
    button.addEventListener('click', ({ shiftKey }) => (shiftKey ? actions.edit() : actions.toggle()));
    button.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      event.stopPropagation();
      actions.edit();
    });
    this.button = button;
  }

  getId(): string {
    return this.id;
  }

  getDomNode(): HTMLElement {
    return this.button;
  }

  getPosition(): monaco.editor.IContentWidgetPosition {
    const { line: lineNumber, column } = this.place;
    return {
      position: { lineNumber, column },
      preference: [monaco.editor.ContentWidgetPositionPreference.EXACT],
      positionAffinity: monaco.editor.PositionAffinity.LeftOfInjectedText,
    };
  }
}
