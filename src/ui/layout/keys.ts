/** Keys: how they are written, recognized and listened for. */
import { inEnglish, type Localize, words } from '../../model/localize.ts';
import type { Disposable } from '../panel.ts';

/** A key with its modifiers; Control stands for Command too. */
export interface Key {
  readonly key: string;
  readonly control?: boolean;
  readonly shift?: boolean;
  readonly alt?: boolean;
}

/** The keys of the editor's head. */
export const editorKeys = {
  toggle: { key: 'F9' },
  edit: { key: 'F9', shift: true },
  toggleColumn: { key: 'F9', alt: true },
  goToStop: { key: 'F10', alt: true },
  values: { key: 'F9', control: true },
  valueHere: { key: 'F9', control: true, shift: true },
  runHere: { key: 'F10', control: true },
  jumpHere: { key: 'F10', control: true, shift: true },
  stepUntil: { key: 'F11', control: true, shift: true },
  stepIntoCall: { key: 'F11', control: true },
  applyChanges: { key: 'F5', alt: true },
} as const satisfies Record<string, Key>;

/** Opens the menu of what has the focus: the text, a value, or a call. */
export const menuKey: Key = { key: 'F10', shift: true };

/** What keyboards have printed on their keys in other languages too, besides Ctrl, Alt and Shift. */
const named = [words('Delete')];

/** How a key is written for people: `Ctrl+Shift+F5`. */
export function keyText({ key, control, shift, alt }: Key, localize: Localize = inEnglish): string {
  const last = key.length === 1 ? key.toUpperCase() : named.includes(key) ? localize(key) : key;
  return [control ? localize('Ctrl') : '', alt ? localize('Alt') : '', shift ? localize('Shift') : '', last]
    .filter(Boolean)
    .join('+');
}

/** How a key is written in `aria-keyshortcuts`: `Control+Shift+F5`. */
export function ariaKey({ key, control, shift, alt }: Key): string {
  return [control ? 'Control' : '', alt ? 'Alt' : '', shift ? 'Shift' : '', key].filter(Boolean).join('+');
}

/** Whether `event` is a press of `key`. */
export function isKey(event: KeyboardEvent, { key, control = false, shift = false, alt = false }: Key): boolean {
  return (
    // Caps Lock changes letters, and means nothing here.
    event.key.toLowerCase() === key.toLowerCase() &&
    (event.ctrlKey || event.metaKey) === control &&
    event.shiftKey === shift &&
    event.altKey === alt
  );
}

/** What the page does at a key, wherever the focus is. */
export interface KeyAction {
  readonly key: Key;
  /** It means the place of the editor's cursor: none that a person looks at who writes in another field. */
  readonly atCursor?: boolean;
  perform(): void;
}

/** Whether a part of the screen uses a key itself: one that has it in the attribute `data-keys`, with spaces between. */
function isKeptBy(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  const keeper = target instanceof Element ? target.closest<HTMLElement>('[data-keys]') : null;
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  return isPlain && (keeper?.dataset.keys?.split(' ').includes(event.key) ?? false);
}

/**
 * Whether a dialog or a menu has the focus that keeps everything else from being used until it is closed. One that `root`
 * itself is in keeps nothing from it.
 */
export function isOverlaid(event: KeyboardEvent, root: EventTarget): boolean {
  const path = event.composedPath();
  const within = path.slice(0, Math.max(0, path.indexOf(root)));
  return within.some((each) => each instanceof Element && each.matches('dialog:modal, [role=menu]'));
}

/** Whether a person writes in another field than the editor's own. */
function isWrittenElsewhere(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof Element && target.matches(fields) && !target.matches(editorField);
}

const fields = 'textarea, input:not([type=checkbox], [type=radio]), [contenteditable]';
/** What Monaco is written in. */
const editorField = '.inputarea, .native-edit-context';

/**
 * Listens for keys on `root`, before anything in it does, but for those that a part of it keeps to itself (`data-keys`).
 * They do nothing while a dialog or a menu is open over it.
 */
export function attachKeys(root: EventTarget, actions: readonly KeyAction[]): Disposable {
  const onKey = (event: Event) => {
    const action = event instanceof KeyboardEvent && !isKeptBy(event) && actions.find(({ key }) => isKey(event, key));
    if (!action || (action.atCursor && isWrittenElsewhere(event))) return;
    event.preventDefault();
    event.stopPropagation();
    if (!isOverlaid(event, root)) action.perform();
  };
  root.addEventListener('keydown', onKey, { capture: true });
  return { dispose: () => root.removeEventListener('keydown', onKey, { capture: true }) };
}
