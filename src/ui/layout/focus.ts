/** Who has the focus, as far as it concerns a panel: in its document, or in the shadow tree that it is in. */

/** Whether `element`, or something in it, has the focus. */
export function hasFocus(element: Element): boolean {
  return element.contains(rootOf(element).activeElement);
}

/** Whether what had the focus in the document or shadow tree of `element` is gone. */
export function isNobodyFocused(element: Element): boolean {
  const root = rootOf(element);
  const { body, activeElement: outside } = element.ownerDocument;
  if (root.activeElement) return root.activeElement === body;
  // In a shadow tree: what is outside of it belongs to the page.
  return outside === null || outside === body || outside.shadowRoot === root;
}

/**
 * Takes note of who has the focus, before something is asked of which the answer will move it.
 *
 * @returns whether it is still there, or free: whoever has gone elsewhere meanwhile stays there.
 */
export function focusHolder(element: Element): () => boolean {
  const root = rootOf(element);
  const before = root.activeElement;
  return () => (before !== null && root.activeElement === before) || isNobodyFocused(element);
}

/**
 * Whether `element` may take the focus by itself: nobody has it, or something in the same root that is not written in.
 *
 * @param free - What may be left although it is written in.
 */
export function mayTakeFocus(element: Element, free: string): boolean {
  const root = rootOf(element);
  const focused = root.activeElement;
  if (!focused) {
    // In a shadow tree: what is outside of it belongs to the page.
    const outside = element.ownerDocument.activeElement;
    return outside === null || outside === element.ownerDocument.body || outside.shadowRoot === root;
  }
  return !focused.matches(written) || focused.closest(free) !== null;
}

/** What is written in. */
const written = 'input, textarea, [contenteditable], .native-edit-context';

/** Puts the focus into a field, with all that is written there selected. */
export function selectIn(field: HTMLInputElement | null): void {
  field?.focus();
  field?.select();
}

/**
 * Brings the selection of the document to `focused`, if that is the edit context of an editor. A dialog that is closed gives
 * back the focus alone: keys go there, but what is copied and pasted goes to where the selection was left.
 */
export function takeSelection(focused: Element | null): void {
  if (!focused?.matches('.native-edit-context')) return;
  const selection = focused.ownerDocument.getSelection();
  if (!focused.contains(selection?.anchorNode ?? null)) selection?.collapse(focused, 0);
}

/** The document or shadow tree that `element` is in. */
export function rootOf(element: Element): Document | ShadowRoot {
  const root = element.getRootNode();
  return root instanceof Document || root instanceof ShadowRoot ? root : element.ownerDocument;
}
