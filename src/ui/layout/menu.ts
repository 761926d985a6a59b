/**
 * A menu of what can be done with something, by the ARIA pattern "menu": arrows, Home and End move, a letter goes to the
 * next item that begins with it, Enter and Space perform, Escape and Tab close.
 */
import { html, nothing, render } from 'lit/html.js';
import { append } from '../panel.ts';
import type { MenuPlace } from './menu-place.ts';

/** What can be done. */
export interface MenuItem {
  readonly label: string;
  /** The key that does it without the menu, as it is written for people. */
  readonly key?: string | undefined;
  /** Whether a line sets it apart from what stands before it. */
  readonly begins?: boolean | undefined;
  perform(): void;
}

/** The least distance from the edge of the window, in pixels. */
const margin = 4;

/**
 * Opens a menu over `host`, with the focus on its first item.
 *
 * @param label - What it is a menu of.
 * @param leave - Is called when it is closed by the keyboard or has performed something: who had the focus takes it back.
 */
export function openMenu(
  host: HTMLElement,
  place: MenuPlace,
  label: string,
  items: readonly MenuItem[],
  leave: () => void,
): void {
  const menu = append(host, 'div', 'menu');
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', label);
  // In the top layer nothing cuts it off. Where a browser has none, it is fixed over its host.
  menu.setAttribute('popover', 'manual');
  let isOpen = true;
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    menu.remove();
  };
  const perform = (item: MenuItem) => {
    close();
    leave();
    item.perform();
  };
  render(
    items.map(
      (item, index) =>
        html`${item.begins && index > 0 ? html`<hr />` : nothing}<button type="button" role="menuitem" tabindex="-1" @click=${() => perform(item)}>
          <span>${item.label}</span> ${item.key ? html`<kbd aria-hidden="true">${item.key}</kbd>` : nothing}
        </button>`,
    ),
    menu,
  );
  if ('showPopover' in menu) menu.showPopover();
  put(menu, place);
  const buttons = [...menu.querySelectorAll('button')];
  menu.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      close();
      leave();
    } else {
      const next = nextButton(buttons, event);
      if (!next) return;
      next.focus();
    }
    event.preventDefault();
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && menu.contains(relatedTarget))) close();
  });
  // What it lies over hears nothing of it.
  for (const type of ['click', 'dblclick', 'mousedown', 'pointerdown', 'contextmenu', 'wheel'] as const) {
    menu.addEventListener(type, (event) => {
      event.stopPropagation();
      if (type === 'contextmenu') event.preventDefault();
    });
  }
  buttons[0]?.focus();
}

/** The button that a key goes to. */
function nextButton(
  buttons: readonly HTMLButtonElement[],
  { key, target, ctrlKey, metaKey, altKey }: KeyboardEvent,
): HTMLButtonElement | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  const at = buttons.indexOf(target as HTMLButtonElement);
  const { length } = buttons;
  if (key === 'ArrowDown') return buttons[(at + 1) % length];
  if (key === 'ArrowUp') return buttons[(at - 1 + length) % length];
  if (key === 'Home') return buttons[0];
  if (key === 'End') return buttons.at(-1);
  if (key.length !== 1 || key === ' ') return undefined;
  const inTurn = [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)];
  return inTurn.find((button) => button.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
}

/** Puts `menu` at `place`, or where there is room for it. */
function put(menu: HTMLElement, { x, y }: MenuPlace): void {
  const { clientWidth, clientHeight } = menu.ownerDocument.documentElement;
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(margin, Math.min(x, clientWidth - width - margin))}px`;
  menu.style.top = `${Math.max(margin, Math.min(y, clientHeight - height - margin))}px`;
}
