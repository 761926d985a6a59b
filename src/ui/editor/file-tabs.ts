/**
 * The files of the program, by the ARIA pattern "tabs": arrows go from one to the next and show it. Where a person may
 * change which there are, F2 renames, Delete removes, Shift+F10 opens a menu of both, and behind them is what adds one.
 */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';
import { FileNameError, fileName } from '../../model/program-files.ts';
import { isActive } from '../../model/view-state.ts';
import { fillIn } from '../layout/dialog.ts';
import { icon } from '../layout/icons.ts';
import { isKey, type Key, keyText, menuKey } from '../layout/keys.ts';
import type { MenuItem } from '../layout/menu.ts';
import { openMenu } from '../layout/menu.ts';
import { below, type MenuPlace } from '../layout/menu-place.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { areManaged, type EditableFiles, haveTabs, type ManagedFiles } from './editable-files.ts';
import type { Editor } from './editor.ts';

const renameKey: Key = { key: 'F2' };
const removeKey: Key = { key: 'Delete' };

/** Shows them in `host`, which they have for themselves. */
export function attachFileTabs(host: HTMLElement, editor: Editor, target: Debugger, files: EditableFiles): Disposable {
  const { localize } = target;
  const focusTab = () => host.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  const go = (path: string | undefined) => {
    if (path === undefined) return;
    editor.openFile(path);
    focusTab();
  };
  const managing = areManaged(files) ? managingOf(editor, target, files, { go, focusTab }) : undefined;
  const onKey = (event: KeyboardEvent) => {
    const paths = files.editablePaths();
    const at = paths.indexOf(editor.path);
    const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
    const isPlain = !(ctrlKey || altKey || metaKey || shiftKey);
    const others: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 };
    const other = others[key];
    if (isPlain && other !== undefined) go(paths.at(other % paths.length));
    else if (!managing?.onKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const tab = (path: string) => {
    const isShown = editor.showsProgram && path === editor.path;
    return html`<button
      type="button"
      role="tab"
      class="file-tab"
      title=${path}
      aria-selected=${isShown ? 'true' : 'false'}
      tabindex=${path === editor.path ? 0 : -1}
      @click=${() => editor.openFile(path)}
      @contextmenu=${(event: MouseEvent) => managing?.onMenu(path, event)}
    >${files.nameOf(path)}</button>`;
  };
  const draw = () => {
    host.hidden = !haveTabs(files);
    render(
      html`<div role="tablist" class="file-list" aria-label=${localize('Files')} data-keys="Home End F2" @keydown=${onKey}>${files.editablePaths().map(tab)}</div>
        ${managing?.buttons() ?? nothing}`,
      host,
    );
    host.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  draw();
  editor.onFile(draw);
  return disposing(host, editor.onProgram(draw), files.onChange(draw));
}

/** How tabs are gone to. */
interface Tabs {
  go(path: string | undefined): void;
  focusTab(): void;
}

/** What changes which files there are. */
interface Managing {
  /** @returns whether it means the key. */
  onKey(event: KeyboardEvent): boolean;
  onMenu(path: string, event: MouseEvent): void;
  buttons(): TemplateResult;
}

function managingOf(editor: Editor, target: Debugger, files: ManagedFiles, { go, focusTab }: Tabs): Managing {
  const { signals, localize } = target;
  const say = (text: string) => signals.send('say', { text });
  const add = async () => {
    const chosen = (list: readonly File[]) => list.length > 0 && files.take && target.guard(files.take(list));
    const fromDevice = files.take ? deviceField(localize, chosen) : nothing;
    const path = await askName(editor, localize('Add file'), '', (name) => files.add(name), localize, fromDevice);
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
  const menuLabel = (path: string) => localize('Actions of {file}', { file: files.nameOf(path) });
  const menuOf = (path: string, place: MenuPlace) => {
    if (path === files.main) return;
    const items: MenuItem[] = [
      { label: localize('Rename…'), key: keyText(renameKey, localize), perform: () => target.guard(rename(path)) },
      { label: localize('Remove'), key: keyText(removeKey, localize), perform: () => remove(path) },
    ];
    openMenu(editor.root, place, menuLabel(path), items, focusTab);
  };
  return {
    onKey(event) {
      if (isKey(event, renameKey) && editor.path !== files.main) target.guard(rename(editor.path));
      else if (isKey(event, removeKey)) remove(editor.path);
      else if (isKey(event, menuKey) || event.key === 'ContextMenu')
        menuOf(editor.path, below(event.target as Element));
      else return false;
      return true;
    },
    onMenu(path, event) {
      if (event.shiftKey || path === files.main) return;
      event.preventDefault();
      menuOf(path, { x: event.clientX, y: event.clientY });
    },
    buttons() {
      const { path } = editor;
      const { removed } = files;
      const actions = html`<button type="button" class="mini" aria-label=${menuLabel(path)} aria-haspopup="menu" title=${localize('Rename, remove')} @click=${(event: Event) => menuOf(path, below(event.currentTarget as Element))}>${icon('more')}</button>`;
      return html`<button type="button" class="mini" aria-label=${localize('Add file')} title=${localize('Add a file to the program')} @click=${() => target.guard(add())}>${icon('add')}</button>
        ${path === files.main ? nothing : actions}
        ${removed === undefined ? nothing : html`<button type="button" class="quiet undo" @click=${() => go(files.bringBack())}>${localize('Bring back {file}', { file: fileName(removed) })}</button>`}`;
    },
  };
}

/** Chooses files of the device, which ends the dialog that it is in. */
function deviceField(localize: Localize, chosen: (files: readonly File[]) => void): TemplateResult {
  const onChange = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const list = [...(input.files ?? [])];
    input.closest('dialog')?.close();
    chosen(list);
  };
  return html`<label class="form-field">
    <span>${localize('Or text files of this device')}</span>
    <input type="file" multiple @change=${onChange} />
  </label>`;
}

/** Asks for the name of a file until there can be one of that. @returns its path; `undefined` where the person gave up. */
async function askName(
  editor: Editor,
  title: string,
  name: string,
  accept: (name: string) => string,
  localize: Localize,
  more: TemplateResult | typeof nothing = nothing,
): Promise<string | undefined> {
  const { root } = editor;
  const content = html`<label class="form-field">
    <span>${localize('Name, such as shapes.py or data/words.txt')}</span>
    <input name="file" autofocus required autocomplete="off" autocapitalize="off" spellcheck="false" value=${name} />
    </label>
    ${more}`;
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
