/**
 * The menu of the text: what can be done with a line, with what is written there, and with what is selected. That of the
 * margin has what concerns the line alone.
 */
import { breakpointsOn, type Place } from '../../model/breakpoint-list.ts';
import type { Localize } from '../../model/localize.ts';
import { endsProgram } from '../../model/pause.ts';
import { editorKeys, isKey, keyText, menuKey } from '../layout/keys.ts';
import { type MenuItem, openMenu } from '../layout/menu.ts';
import type { MenuPlace } from '../layout/menu-place.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import type { Editor } from './editor.ts';
import { lineHeight } from './editor-settings.ts';
import { askForLine, lineKey } from './go-to-line.ts';
import { monaco } from './monaco.ts';
import { writtenAtCursor } from './written-expression.ts';

const { CONTENT_TEXT, CONTENT_EMPTY, GUTTER_GLYPH_MARGIN, GUTTER_LINE_NUMBERS } = monaco.editor.MouseTargetType;

/**
 * Opens it at the pointer, with the other mouse button, and at the cursor, by Shift+F10. With Shift the other mouse
 * button opens the browser's own.
 */
export function attachTextMenu(editor: Editor, target: Debugger): Disposable {
  const { code, root } = editor;
  const open = (place: MenuPlace, items = itemsOf(editor, target)) =>
    openMenu(root, place, target.localize('Actions of line {line}', { line: editor.line }), items, () => code.focus());
  return disposing(
    code.onContextMenu(({ event, target: { type, position } }) => {
      const isMargin = type === GUTTER_GLYPH_MARGIN || type === GUTTER_LINE_NUMBERS;
      if (event.shiftKey || !position || (!isMargin && type !== CONTENT_TEXT && type !== CONTENT_EMPTY)) return;
      const path = editor.shownPath;
      if (isMargin && path === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      // What is selected is meant where the pointer is on it, else the line under the pointer.
      if (isMargin || !code.getSelection()?.containsPosition(position)) code.setPosition(position);
      // A long press of a finger has no place in the window, but in the page.
      const { scrollX = 0, scrollY = 0 } = root.ownerDocument.defaultView ?? {};
      const place = { x: event.posx - scrollX, y: event.posy - scrollY };
      if (isMargin && path !== undefined) open(place, marginItems({ path, line: position.lineNumber }, target));
      else open(place);
    }),
    code.onKeyDown((event) => {
      const { browserEvent } = event;
      if (!isKey(browserEvent, menuKey) && browserEvent.key !== 'ContextMenu') return;
      event.preventDefault();
      event.stopPropagation();
      open(atCursor(editor));
    }),
  );
}

/** Under the cursor. */
function atCursor({ code, root }: Editor): MenuPlace {
  const { left, top } = root.getBoundingClientRect();
  const position = code.getPosition();
  const seen = position && code.getScrolledVisiblePosition(position);
  return { x: left + (seen?.left ?? 0), y: top + (seen?.top ?? 0) + lineHeight };
}

/** What can be done now where the cursor is, in groups. */
function itemsOf(editor: Editor, target: Debugger): readonly MenuItem[] {
  const { line, shownPath: path } = editor;
  const ofPlace = path === undefined ? [] : [jumpItems(target), breakpointItems({ path, line }, target)];
  const groups = [
    ...ofPlace,
    expressionItems(editor, target),
    textItems(editor, target.localize),
    [goToItem(editor, target)],
  ];
  return groups.flatMap((group) => group.map((item, index) => ({ ...item, begins: index === 0 })));
}

/** What can be done with the line `place`, which has the cursor, in its margin. */
function marginItems(place: Place, target: Debugger): readonly MenuItem[] {
  const { state, signals, localize } = target;
  const items = breakpointItems(place, target);
  if (!state.paused || endsProgram(state.paused)) return items;
  return [
    ...items,
    {
      label: localize('Run to here'),
      key: keyText(editorKeys.runHere, localize),
      begins: true,
      perform: () => signals.send('runHere'),
    },
    // What dragging the arrow does.
    {
      label: localize('Set the next statement'),
      key: keyText(editorKeys.jumpHere, localize),
      perform: () => signals.send('jumpHere'),
    },
  ];
}

/** How the program gets there. */
function jumpItems({ state, signals, localize }: Debugger): MenuItem[] {
  if (!state.paused || endsProgram(state.paused)) return [];
  return [
    {
      label: localize('Run to the cursor'),
      key: keyText(editorKeys.runHere, localize),
      perform: () => signals.send('runHere'),
    },
    {
      label: localize('Set the next statement'),
      key: keyText(editorKeys.jumpHere, localize),
      perform: () => signals.send('jumpHere'),
    },
  ];
}

/** Of the breakpoints on the line. */
function breakpointItems(place: Place, { state, breakpoints, signals, localize }: Debugger): MenuItem[] {
  const here = breakpointsOn(state.breakpoints, place);
  const isAny = here.length > 0;
  const items: MenuItem[] = [
    {
      label: localize(isAny ? 'Remove breakpoint' : 'Add breakpoint'),
      key: keyText(editorKeys.toggle, localize),
      perform: () => signals.send('toggleHere'),
    },
    {
      label: localize(isAny ? 'Edit breakpoint…' : 'Add breakpoint with condition…'),
      key: keyText(editorKeys.edit, localize),
      perform: () => signals.send('editHere'),
    },
  ];
  const log = () => signals.send('edit', { ...place, field: 'logMessage' });
  if (!isAny) return [...items, { label: localize('Add log message…'), perform: log }];
  const isOn = here.some(({ enabled }) => enabled);
  const perform = () => {
    for (const { id } of here) breakpoints.change({ type: 'breakpointEnabled', id, enabled: !isOn });
  };
  return [...items, { label: localize(isOn ? 'Switch breakpoint off' : 'Switch breakpoint on'), perform }];
}

/** Of what is selected, or of the name at the cursor. */
function expressionItems({ code }: Editor, { state, signals, localize }: Debugger): MenuItem[] {
  const found = writtenAtCursor(code);
  if (!found) return [];
  const { expression } = found;
  const items: MenuItem[] = [];
  if (state.paused) {
    items.push({
      label: localize('Show the value'),
      key: keyText(editorKeys.valueHere, localize),
      perform: () => signals.send('valueHere'),
    });
  }
  if (signals.isHeard('watch')) {
    items.push({ label: localize('Add to watch'), perform: () => signals.send('watch', { expression }) });
  }
  return items;
}

function goToItem(editor: Editor, target: Debugger): MenuItem {
  const { localize } = target;
  const perform = () => target.guard(askForLine(editor, localize));
  return { label: localize('Go to line…'), key: keyText(lineKey, localize), perform };
}

/** Of the text, as the browser's own menu has them. */
function textItems({ code }: Editor, localize: Localize): MenuItem[] {
  const act = (label: string, key: string, id: string): MenuItem => ({
    label,
    key: keyText({ key, control: true }, localize),
    perform: () => code.trigger('menu', `editor.action.clipboard${id}Action`, undefined),
  });
  const copy = act(localize('Copy'), 'c', 'Copy');
  const isReadOnly = code.getOption(monaco.editor.EditorOption.readOnly);
  return isReadOnly ? [copy] : [act(localize('Cut'), 'x', 'Cut'), copy, act(localize('Paste'), 'v', 'Paste')];
}
