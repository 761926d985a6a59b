/**
 * How a document or a shadow tree gets the styles of the panels.
 *
 * A page may also link `index.css`. In a shadow tree nothing of that counts, nor what a library adds to the document.
 */
import type { Disposable } from '../panel.ts';
import panels from './index.css?inline';

/**
 * Gives `root` the styles of all panels. They are themed by the custom properties of `tokens.css`, which the host of a
 * shadow tree may set to others.
 */
export function adoptPanelStyles(root: Document | ShadowRoot): Disposable {
  return adoptStyles(root, panels);
}

/** Gives `root` the rules in `css`, after those that it has. Given twice, each is taken away by itself. */
export function adoptStyles(root: Document | ShadowRoot, css: string): Disposable {
  const { defaultView } = root.ownerDocument ?? root;
  // A sheet can only be adopted in the document in whose window it was made.
  const sheet = new (defaultView?.CSSStyleSheet ?? CSSStyleSheet)();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
  return {
    dispose() {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
    },
  };
}

/** Tells when custom properties have other values: what draws on its own, as a terminal does, reads them again. */
export interface Appearance {
  /** @returns what takes `listener` away again. */
  onChange(listener: () => void): () => void;
}
