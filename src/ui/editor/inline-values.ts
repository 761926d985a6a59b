/** The values of the selected frame's variables, at the ends of the lines that name them. */

import { html, render } from 'lit/html.js';
import { presentLine } from '../../model/line-map.ts';
import { selectedFrame, type ViewState } from '../../model/view-state.ts';
import type { InlineValue } from '../../protocol/index.ts';
import { icon } from '../layout/icons.ts';
import { ariaKey, editorKeys, keyText } from '../layout/keys.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import type { Editor } from './editor.ts';
import { monaco } from './monaco.ts';

/** Keeps whether the values are shown. */
export interface InlineValueStore {
  load(): boolean | undefined;
  save(isShown: boolean): void;
}

/** The most that stands at the end of a line, in characters. */
const longest = 80;

/**
 * Shows them in `editor` while the program is paused, and a button in `head` which says whether.
 *
 * A value that is another than at the last stop in the same call is marked.
 */
export function attachInlineValues(
  editor: Editor,
  target: Debugger,
  head: HTMLElement,
  store?: InlineValueStore,
): Disposable {
  const { localize } = target;
  const marks = editor.code.createDecorationsCollection();
  let isShown = store?.load() ?? true;
  let asked = 0;
  type Values = ReadonlyMap<string, string>;
  /** By call: the values at this stop, and at the last one that was in it. */
  const now = new Map<number, Values>();
  const before = new Map<number, Values>();
  let stop: number | undefined;
  /** Puts the values to the lines where they are now. */
  let place = () => marks.clear();

  const show = async (state: ViewState) => {
    const request = ++asked;
    const frame = selectedFrame(state);
    if (!frame || !isShown) {
      place = () => marks.clear();
      place();
      return;
    }
    await target.values.answered();
    if (request !== asked || target.state.paused?.frameId !== frame.id) return;
    const { values } = await target.request('dapper/inlineValues', { frameId: frame.id });
    const { paused } = target.state;
    if (request !== asked || paused?.frameId !== frame.id) return;
    const isHere = frame.source?.path === editor.shownPath;
    if (paused.number !== stop) {
      for (const [of, seen] of now) before.set(of, seen);
      now.clear();
      stop = paused.number;
    }
    const call = target.calls.idOf(paused, frame.id);
    if (call !== undefined) now.set(call, new Map(values.map(({ name, value }) => [name, value])));
    const earlier = call === undefined ? undefined : before.get(call);
    place = () =>
      marks.set(isHere ? decorations(editor, values, earlier, (line) => lineNow(editor, target.state, line)) : []);
    place();
  };
  const update = () => target.guard(show(target.state));
  const toggle = () => {
    isShown = !isShown;
    store?.save(isShown);
    draw();
    update();
    const text = localize(isShown ? 'Values at the ends of lines are shown' : 'Values at the ends of lines are hidden');
    target.signals.send('say', { text });
  };
  const host = append(head, 'span', 'inline-toggle');
  const draw = () =>
    render(
      html`<button
        type="button"
        class="quiet"
        aria-label=${localize('Values')}
        aria-pressed=${isShown}
        aria-keyshortcuts=${ariaKey(editorKeys.values)}
        title="${localize('Values at the ends of lines, while the program is paused')} (${keyText(editorKeys.values, localize)})"
        @click=${toggle}
      >${icon('values')}<span>${localize('Values')}</span></button>`,
      host,
    );
  draw();
  update();
  const unsubscribe = target.subscribe((state, old) => {
    const isOther = state.paused?.number !== old.paused?.number || state.paused?.frameId !== old.paused?.frameId;
    if (isOther) target.guard(show(state));
  });
  // The editor shows the frame's file at the same stop, perhaps after the values came.
  editor.onFile(update);
  return disposing(
    editor.onProgram(update),
    () => asked++,
    () => marks.clear(),
    host,
    unsubscribe,
    editor.onEdit(() => place()),
    target.onFresh(() => {
      now.clear();
      before.clear();
    }),
    target.onValuesChanged(update),
    target.signals.on('toggleValues', toggle),
  );
}

/** Where a line of the text that was started is now. */
function lineNow(editor: Editor, { edits }: ViewState, line: number): number | undefined {
  const map = editor.showsProgram ? edits.get(editor.path) : undefined;
  return map ? presentLine(map, line) : line;
}

function decorations(
  { code }: Editor,
  values: readonly InlineValue[],
  earlier: ReadonlyMap<string, string> | undefined,
  present: (line: number) => number | undefined,
): monaco.editor.IModelDeltaDecoration[] {
  const model = code.getModel();
  if (!model) return [];
  const room = new Map<number, number>();
  return values.flatMap(({ line: started, name, value }) => {
    const line = present(started);
    if (line === undefined || line > model.getLineCount()) return [];
    const used = room.get(line) ?? 0;
    if (used >= longest) return [];
    const text = `${name} = ${value}`;
    const shown = text.length > longest - used ? `${text.slice(0, longest - used)}…` : text;
    room.set(line, used + shown.length);
    const isChanged = earlier !== undefined && earlier.get(name) !== value;
    const column = model.getLineMaxColumn(line);
    return {
      range: new monaco.Range(line, column, line, column),
      options: {
        showIfCollapsed: true,
        after: {
          // Spaces that are not collapsed. Those in front are no margin: Monaco shows what is long in several parts.
          content: `  ${shown}`.replaceAll(' ', '\u00a0'),
          inlineClassName: `inline-value${isChanged ? ' inline-value-changed' : ''}`,
          inlineClassNameAffectsLetterSpacing: true,
          cursorStops: monaco.editor.InjectedTextCursorStops.None,
        },
      },
    };
  });
}
