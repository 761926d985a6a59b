/** Where menus open; apart from them, since they are fetched when the first is opened. */

/** Where on the screen a menu begins, in pixels from the corner of the window. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

/** The place under an element, a little to the right of where it begins. */
export function below(element: Element): MenuPlace {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left + 24, y: bottom };
}
