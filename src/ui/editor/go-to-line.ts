/** Goes to a line by its number: Ctrl+G in the text. */
import { html } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';
import { fillIn } from '../layout/dialog.ts';
import { isKey, type Key } from '../layout/keys.ts';
import type { Disposable } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import type { Editor } from './editor.ts';

/** Its key. The Command key with that letter goes to what is searched for next. */
export const lineKey: Key = { key: 'g', control: true };

/** Listens for the key in `editor`. */
export function attachGoToLine(editor: Editor, target: Debugger): Disposable {
  return editor.code.onKeyDown((event) => {
    if (!isKey(event.browserEvent, lineKey) || event.browserEvent.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    target.guard(askForLine(editor, target.localize));
  });
}

/** Asks for the line, and goes there. */
export async function askForLine(editor: Editor, localize: Localize): Promise<void> {
  const { root, shownText } = editor;
  const last = shownText.getLineCount();
  const content = html`<label class="form-field">
    <span>${localize('Line, from 1 to {last}, or line:column', { last })}</span>
    <input name="line" autofocus required inputmode="numeric" autocomplete="off" value=${editor.line} />
  </label>`;
  const field = () => root.querySelector<HTMLInputElement>('dialog [name=line]');
  let place: { readonly line: number; readonly column: number } | undefined;
  const accept = () => {
    const input = field();
    place = writtenPlace(input?.value ?? '', last);
    input?.setCustomValidity(place ? '' : localize('A number from 1 to {last} is needed.', { last }));
    input?.reportValidity();
    return place !== undefined;
  };
  const answer = fillIn(root, localize('Go to line'), content, accept, {
    action: localize('Go'),
    cancel: localize('Cancel'),
  });
  field()?.select();
  field()?.addEventListener('input', (event) => (event.target as HTMLInputElement).setCustomValidity(''));
  await answer;
  if (place) editor.goTo(place.line, place.column);
  else editor.code.focus();
}

/** The place that a text names, as far as there is such a line. */
function writtenPlace(text: string, last: number): { readonly line: number; readonly column: number } | undefined {
  const [, line = '', column = '1'] = /^\s*(\d+)\s*(?::\s*(\d+)\s*)?$/.exec(text) ?? [];
  const number = Number(line);
  return number >= 1 && number <= last ? { line: number, column: Math.max(1, Number(column)) } : undefined;
}
