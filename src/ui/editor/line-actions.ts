/** What can be done with the line of the cursor while the program is paused, and with the calls of the line where it is. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { html, nothing, render } from 'lit/html.js';
import type { Place } from '../../model/breakpoint-list.ts';
import type { Localize } from '../../model/localize.ts';
import { endsProgram, homeFrame, topFrame } from '../../model/pause.ts';
import type { ViewState } from '../../model/view-state.ts';
import { icon } from '../layout/icons.ts';
import { ariaKey, editorKeys, keyText } from '../layout/keys.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import type { Editor } from './editor.ts';
import { LineZone } from './line-zone.ts';
import { monaco } from './monaco.ts';
import type { Refusal } from './refusal.ts';
import { showSource } from './show-source.ts';

/** More calls have no key of their own. */
const mostKeys = 9;

/** The longest call that is shown as it is written, in characters. */
const longestText = 40;

/** Shows their buttons in `head`, and does what they and their keys ask for. */
export function attachLineActions(editor: Editor, target: Debugger, head: HTMLElement, refusal: Refusal): Disposable {
  const { localize, signals } = target;
  const buttons = append(head, 'span', 'line-actions');
  /** The calls that can be chosen, and the one that has the focus in the choice. */
  const marks = editor.code.createDecorationsCollection();
  let zone: LineZone | undefined;
  /** Takes the call at a place in the text. */
  let takeAt: (position: monaco.IPosition) => void = () => {};
  const close = () => {
    zone?.dispose();
    zone = undefined;
    takeAt = () => {};
    marks.clear();
  };
  const when = (act: (here: Place) => Promise<void>) => () => {
    const { line, shownPath: path } = editor;
    const { paused } = target.state;
    if (paused && !endsProgram(paused) && path !== undefined) refusal.of(line, act({ path, line }));
  };
  const runHere = when((here) => target.jumps.runTo(here));
  const beyond = when(() => target.jumps.stepUntil());
  const jumpHere = when((here) => target.jumps.setNext(here));
  const choose = when(async () => {
    if (zone) {
      close();
      return;
    }
    const { number } = target.state.paused ?? {};
    const calls = await target.jumps.callsToCome();
    if (target.state.paused?.number !== number) return;
    if (calls.length === 0) signals.send('say', { text: localize('This statement calls nothing more') });
    if (calls.length <= 1) {
      await (calls[0] ? target.jumps.stepInto(calls[0]) : target.resume('stepIn'));
      return;
    }
    const { source = {}, line = 1 } = topFrame(target.state.paused) ?? {};
    // The choice is in the text of the calls.
    const isShown = await showSource(editor, source, () => target.sources.of(source));
    if (!isShown || target.state.paused?.number !== number) return;
    const isEdited = target.state.edits.has(source.path ?? '');
    const places = isEdited ? [] : calls.flatMap((call) => ({ call, range: rangeOf(call) }));
    const marked = {
      isEdited,
      mark: (chosen: DebugProtocol.StepInTarget) =>
        marks.set(
          places.flatMap(({ call, range }) => {
            const inlineClassName = call === chosen ? 'call-to-come chosen-call' : 'call-to-come';
            return range ? [{ range, options: { inlineClassName } }] : [];
          }),
        ),
    };
    const take = (call: DebugProtocol.StepInTarget) => {
      close();
      target.guard(target.jumps.stepInto(call));
    };
    const leave = () => {
      close();
      editor.code.focus();
    };
    const list = chooser(calls, editor, marked, { take, leave }, localize);
    zone = new LineZone(editor, 'step-targets', line, list, true);
    takeAt = (position) => {
      // Of one call in the arguments of another, the inner one.
      const found = places.filter(({ range }) => range?.containsPosition(position));
      const inner = found.find(({ range }) => found.every((other) => range && other.range?.containsRange(range)));
      if (inner) take(inner.call);
    };
    requestAnimationFrame(() => requestAnimationFrame(() => list.querySelector('button')?.focus()));
  });
  const draw = ({ paused }: ViewState) => {
    const isShown = homeFrame(paused) !== undefined && !endsProgram(paused) && editor.shownPath !== undefined;
    const button = (name: keyof typeof editorKeys, label: string, shape: Parameters<typeof icon>[0], act: () => void) =>
      html`<button
        type="button"
        class="quiet"
        aria-label=${label}
        aria-keyshortcuts=${ariaKey(editorKeys[name])}
        title="${label} (${keyText(editorKeys[name], localize)})"
        @click=${act}
      >${icon(shape)}</button>`;
    render(
      isShown
        ? html`${button('runHere', localize('Run to the cursor'), 'runHere', runHere)}
            ${button('jumpHere', localize('Set the next statement at the cursor'), 'jumpHere', jumpHere)}
            ${button('stepUntil', localize('Step until a later line'), 'stepUntil', beyond)}
            ${button('stepIntoCall', localize('Step into a call of this line'), 'stepIntoCall', choose)}
            ${button('valueHere', localize('Value at the cursor'), 'inspect', () => signals.send('valueHere'))}`
        : nothing,
      buttons,
    );
  };
  draw(target.state);
  editor.onFile(() => {
    close();
    draw(target.state);
  });
  const unsubscribe = target.subscribe((state, before) => {
    if (state.paused === before.paused) return;
    if (state.paused?.number !== before.paused?.number) close();
    draw(state);
  });
  return disposing(
    close,
    buttons,
    unsubscribe,
    editor.code.onMouseDown(({ event, target: { type, position } }) => {
      const isText = type === monaco.editor.MouseTargetType.CONTENT_TEXT;
      if (event.leftButton && isText && position) takeAt(position);
    }),
    editor.code.onKeyDown(({ keyCode }) => {
      if (keyCode === monaco.KeyCode.Escape) close();
    }),
    signals.on('runHere', runHere),
    signals.on('jumpHere', jumpHere),
    signals.on('stepUntil', beyond),
    signals.on('stepIntoCall', choose),
  );
}

/** Where a call is in the text, as far as that is known. */
function rangeOf({
  line = 0,
  column,
  endLine = line,
  endColumn,
}: DebugProtocol.StepInTarget): monaco.Range | undefined {
  return column && endColumn ? new monaco.Range(line, column, endLine, endColumn) : undefined;
}

/** A call as it is written, where the text is as it was started and that is short; else what is called. */
function textOf(call: DebugProtocol.StepInTarget, { shownText }: Editor, isEdited: boolean): string {
  const range = isEdited ? undefined : rangeOf(call);
  const text = range && shownText.getValueInRange(range).replaceAll(/\s+/g, ' ');
  return text && text.length <= longestText ? text : call.label;
}

/** A choice of calls, in the order in which they are made; digits take one. That with the focus is marked. */
function chooser(
  calls: readonly DebugProtocol.StepInTarget[],
  editor: Editor,
  { isEdited, mark }: { readonly isEdited: boolean; mark(call: DebugProtocol.StepInTarget): void },
  actions: { take(call: DebugProtocol.StepInTarget): void; leave(): void },
  localize: Localize,
): HTMLElement {
  const list = editor.root.ownerDocument.createElement('div');
  list.className = 'step-targets';
  list.setAttribute('role', 'group');
  list.setAttribute('aria-label', localize('Step into'));
  list.addEventListener('keydown', (event) => {
    event.stopPropagation();
    const call = /^[1-9]$/.test(event.key) ? calls[Number(event.key) - 1] : undefined;
    if (call) actions.take(call);
    else if (event.key === 'Escape') actions.leave();
    else return;
    event.preventDefault();
  });
  render(
    html`<span>${localize('Step into')}</span>${calls.map(
      (call, index) =>
        html`<button type="button" class="quiet" @click=${() => actions.take(call)} @focus=${() => mark(call)}>
          ${index < mostKeys ? html`<kbd>${index + 1}</kbd>` : nothing}<code>${textOf(call, editor, isEdited)}</code>
        </button>`,
    )}`,
    list,
  );
  return list;
}
