/**
 * What every part of the screen is: a function that fills an element which it is given, and is disposed of again.
 *
 * The element may be in a document or in a shadow tree. A panel keeps to it: it adds one element of its own, whose
 * styles are in `styles/`, listens to nothing outside of that but `target`, and takes the focus only within its root.
 * What concerns the page as a whole (keys, other panels, the theme, scrolling) goes by `target.signals`, or is given.
 */
import { rootOf } from './layout/focus.ts';
import { patiently } from './layout/patiently.ts';
import type { Debugger } from './session/debugger.ts';

/** What holds on to something, and releases it once. */
export interface Disposable {
  dispose(): void;
}

/**
 * A part of the screen.
 *
 * @typeParam Options - What it needs besides: where things are kept, where its head is.
 * @typeParam Shown - What can be done with it while it is shown.
 */
export type Panel<Options = undefined, Shown extends Disposable = Disposable> = (
  host: HTMLElement,
  target: Debugger,
  options: Options,
) => Shown;

/** Options of a panel that has something in the head of its region. */
export interface Headed {
  /** Takes what belongs in the head. Where there is none it stands above the panel. */
  readonly head?: HTMLElement | undefined;
}

/** Options of a panel that is loaded and made in parts, each of which holds the page up. */
export interface InTurns {
  /** Is called before each part, which waits until the promise settles: by default the browser draws and takes input. */
  readonly turn?: () => Promise<void>;
}

/**
 * Adds to `host` the element of the panel `name`, which all of the panel is in. Its id is its own also where several
 * debuggers share a document; ids inside of it begin with that.
 */
export function panelRoot(host: HTMLElement, name: string): HTMLElement {
  const taken = rootOf(host);
  let id = `panel-${name}`;
  for (let number = 2; taken.getElementById(id); number++) id = `panel-${name}-${number}`;
  const root = append(host, 'div', `panel panel-${name}`);
  root.id = id;
  return root;
}

/** Adds to the head of a panel, or to a head above `root` where it has none, an element of the class `name`. */
export function inHead(root: HTMLElement, { head }: Headed, name: string): HTMLElement {
  if (head) return append(head, 'div', name);
  const own = root.ownerDocument.createElement('div');
  own.className = `panel-head ${name}`;
  root.before(own);
  return own;
}

/** Adds an element to `host`. */
export function append<K extends keyof HTMLElementTagNameMap>(
  host: HTMLElement,
  tag: K,
  className: string,
): HTMLElementTagNameMap[K] {
  const made = host.ownerDocument.createElement(tag);
  made.className = className;
  host.append(made);
  return made;
}

/** Releases all of `held`, the last first: elements are removed, functions called. */
export function disposing(...held: readonly (Disposable | Element | (() => void))[]): Disposable {
  return {
    dispose() {
      for (const each of [...held].reverse()) {
        if (typeof each === 'function') each();
        else if ('dispose' in each) each.dispose();
        else each.remove();
      }
    },
  };
}

/** Attaches what `load` fetches first, unless it is disposed of before that. */
export function attachLater<Part>(
  target: Debugger,
  load: () => Promise<Part>,
  attach: (part: Part) => Disposable,
): Disposable {
  let attached: Disposable | undefined;
  let isDisposed = false;
  const attaching = patiently(load).then((part) => {
    if (!isDisposed) attached = attach(part);
  });
  target.guard(attaching);
  return {
    dispose() {
      isDisposed = true;
      attached?.dispose();
    },
  };
}
