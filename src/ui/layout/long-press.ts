/**
 * The menus for a finger, where the browser has none: those of iOS send no `contextmenu` when a finger stays where it is.
 * All menus are opened by that event, so it is sent for them.
 */
import { type Disposable, disposing } from '../panel.ts';

/** Milliseconds after which a finger means the menu. Browsers that send the event themselves do it about then. */
const LONG = 500;
/** Pixels by which a finger that stays may move. */
const STILL = 10;

/** A finger that is down. */
interface Press {
  readonly pointerId: number;
  readonly at: { readonly clientX: number; readonly clientY: number };
  /** Whether the menu is open. */
  isLong: boolean;
}

/** @param root - In which fingers are followed: a page gives its window, an element its shadow root. */
export function attachLongPress(root: EventTarget): Disposable {
  let press: Press | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(timer);
    press = undefined;
  };
  const open = (under: EventTarget, { clientX, clientY }: Press['at']) => {
    if (!press) return;
    press.isLong = true;
    // Else the browser clicks what is under the finger when it is lifted, and the menu closes. The touch ends where it has begun,
    // which nobody else hears if that is not in the document any more: an editor draws the line of the cursor anew, say.
    under.addEventListener('touchend', (event) => event.preventDefault(), { once: true, passive: false });
    const init = { bubbles: true, cancelable: true, composed: true, clientX, clientY, button: 2 };
    under.dispatchEvent(new PointerEvent('contextmenu', { ...init, pointerType: 'touch', pointerId: press.pointerId }));
  };
  const onDown = (event: PointerEvent) => {
    const isFirst = event.isPrimary;
    end();
    const [under] = event.composedPath();
    // Two fingers are none that points.
    if (event.pointerType !== 'touch' || !isFirst || !under) return;
    const { pointerId, clientX, clientY } = event;
    press = { pointerId, at: { clientX, clientY }, isLong: false };
    timer = setTimeout(open, LONG, under, press.at);
  };
  const onMove = ({ pointerId, clientX, clientY }: PointerEvent) => {
    if (press?.pointerId !== pointerId || press.isLong) return;
    if (Math.hypot(clientX - press.at.clientX, clientY - press.at.clientY) > STILL) end();
  };
  const onMenu = (event: Event) => {
    if (!event.isTrusted) return;
    // It is the browser's own. One that comes late is not to open the menu again.
    if (press?.isLong) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else end();
  };
  const listeners: readonly (readonly [type: string, listener: (event: never) => void])[] = [
    ['pointerdown', onDown],
    ['pointermove', onMove],
    ['pointerup', end],
    ['pointercancel', end],
    ['contextmenu', onMenu],
  ];
  for (const [type, listener] of listeners) {
    root.addEventListener(type, listener as EventListener, { capture: true });
  }
  return disposing(() => {
    for (const [type, listener] of listeners) {
      root.removeEventListener(type, listener as EventListener, { capture: true });
    }
  }, end);
}
