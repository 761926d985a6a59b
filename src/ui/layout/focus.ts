/** Whether `element`, or something in it, has the focus: of the document, or of the shadow tree that it is in. */
export function hasFocus(element: Element): boolean {
  const root = element.getRootNode();
  return (root instanceof Document || root instanceof ShadowRoot) && element.contains(root.activeElement);
}
