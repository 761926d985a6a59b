/**
 * The files of the program, by the ARIA pattern "tabs": arrows go from one to the next and show it, F2 renames, Delete
 * removes, Shift+F10 opens a menu of both. Behind them is what adds one.
 */
import { html, nothing, render } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';
import { fileName } from '../../model/program-files.ts';
import { isActive } from '../../model/view-state.ts';
import { fillIn } from '../layout/dialog.ts';
import { icon } from '../layout/icons.ts';
import { isKey, type Key, keyText, menuKey } from '../layout/keys.ts';
import type { MenuItem } from '../layout/menu.ts';
import { openMenu } from '../layout/menu.ts';
import { below, type MenuPlace } from '../layout/menu-place.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { type EditableFiles, FileNameError } from './editable-files.ts';
import type { Editor } from './editor.ts';

const renameKey: Key = { key: 'F2' };
const removeKey: Key = { key: 'Delete' };

/** Shows them in `host`, which they have for themselves. */
export function attachFileTabs(host: HTMLElement, editor: Editor, target: Debugger, files: EditableFiles): Disposable {
  const { signals, localize } = target;
  const focusTab = () => host.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  const say = (text: string) => signals.send('say', { text });
  const go = (path: string | undefined) => {
    if (path === undefined) return;
    editor.openFile(path);
    focusTab();
  };
  const add = async () => {
    const path = await askName(editor, localize('Add file'), '', (name) => files.add(name), localize);
    if (path === undefined) return;
    editor.openFile(path);
    editor.code.focus();
    if (isActive(target.state)) say(localize('The file is there from the next start on'));
  };
  const rename = async (path: string) => {
    const accept = (name: string) => files.rename(path, name);
    go(await askName(editor, localize('Rename file'), files.nameOf(path), accept, localize));
  };
  const remove = (path: string) => {
    if (path === files.main) return;
    if (path === editor.path) editor.openFile(files.main);
    files.remove(path);
    focusTab();
    say(localize('{file} is removed', { file: files.nameOf(path) }));
  };
  const bringBack = () => go(files.bringBack());
  const menuLabel = (path: string) => localize('Actions of {file}', { file: files.nameOf(path) });
  const menuOf = (path: string, place: MenuPlace) => {
    if (path === files.main) return;
    const items: MenuItem[] = [
      { label: localize('Rename…'), key: keyText(renameKey), perform: () => target.guard(rename(path)) },
      { label: localize('Remove'), key: keyText(removeKey), perform: () => remove(path) },
    ];
    openMenu(editor.root, place, menuLabel(path), items, focusTab);
  };
  const onKey = (event: KeyboardEvent) => {
    const paths = files.paths();
    const at = paths.indexOf(editor.path);
    const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
    const isPlain = !(ctrlKey || altKey || metaKey || shiftKey);
    const others: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 };
    const other = others[key];
    if (isKey(event, renameKey) && editor.path !== files.main) target.guard(rename(editor.path));
    else if (isKey(event, removeKey)) remove(editor.path);
    else if (isKey(event, menuKey) || key === 'ContextMenu') menuOf(editor.path, below(event.target as Element));
    else if (isPlain && other !== undefined) go(paths.at(other % paths.length));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const tab = (path: string) => {
    const isShown = editor.showsProgram && path === editor.path;
    const menu = (event: MouseEvent) => {
      if (event.shiftKey || path === files.main) return;
      event.preventDefault();
      menuOf(path, { x: event.clientX, y: event.clientY });
    };
    return html`<button
      type="button"
      role="tab"
      class="file-tab"
      title=${path}
      aria-selected=${isShown ? 'true' : 'false'}
      tabindex=${path === editor.path ? 0 : -1}
      @click=${() => editor.openFile(path)}
      @contextmenu=${menu}
    >${files.nameOf(path)}</button>`;
  };
  const draw = () => {
    const paths = files.paths();
    const { path } = editor;
    const gone = files.removed;
    render(
      html`<div role="tablist" class="file-list" aria-label=${localize('Files')} data-keys="Home End F2" @keydown=${onKey}>${paths.map(tab)}</div>
        <button type="button" class="mini" aria-label=${localize('Add file')} title=${localize('Add a file to the program')} @click=${() => target.guard(add())}>${icon('add')}</button>
        ${
          path === files.main
            ? nothing
            : html`<button type="button" class="mini" aria-label=${menuLabel(path)} aria-haspopup="menu" title=${localize('Rename, remove')} @click=${(event: Event) => menuOf(path, below(event.currentTarget as Element))}>${icon('more')}</button>`
        }
        ${gone === undefined ? nothing : html`<button type="button" class="quiet undo" @click=${bringBack}>${localize('Bring back {file}', { file: fileName(gone) })}</button>`}`,
      host,
    );
    host.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  draw();
  editor.onFile(draw);
  return disposing(host, editor.onProgram(draw), files.onChange(draw));
}

/** Asks for the name of a file until there can be one of that. @returns its path; `undefined` where the person gave up. */
async function askName(
  editor: Editor,
  title: string,
  name: string,
  accept: (name: string) => string,
  localize: Localize,
): Promise<string | undefined> {
  const { root } = editor;
  const content = html`<label class="form-field">
    <span>${localize('Name, such as shapes.py or data/words.txt')}</span>
    <input name="file" autofocus required autocomplete="off" autocapitalize="off" spellcheck="false" value=${name} />
  </label>`;
  const field = () => root.querySelector<HTMLInputElement>('dialog [name=file]');
  let path: string | undefined;
  const take = () => {
    const input = field();
    try {
      path = accept(input?.value.trim() ?? '');
    } catch (error) {
      if (!(error instanceof FileNameError)) throw error;
      input?.setCustomValidity(error.message);
      input?.reportValidity();
    }
    return path !== undefined;
  };
  const answer = fillIn(root, title, content, take, {
    action: localize(name === '' ? 'Add' : 'Rename'),
    cancel: localize('Cancel'),
  });
  field()?.select();
  field()?.addEventListener('input', (event) => (event.target as HTMLInputElement).setCustomValidity(''));
  await answer;
  return path;
}
