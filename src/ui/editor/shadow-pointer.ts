import { rootOf } from '../layout/focus.ts';
import type { Disposable } from '../panel.ts';

/** A root that can answer what Monaco asks it. */
type CaretRoot = ShadowRoot & { caretRangeFromPoint?: (x: number, y: number) => Range | null };

/**
 * Makes the pointer work for an editor inside a shadow root, where Monaco lacks two things:
 *
 * It asks the root for `caretRangeFromPoint`, which no current browser has there, and otherwise adds up the widths of
 * characters. The document can look into a root that it is given:
 * https://drafts.csswg.org/cssom-view/#dom-document-caretpositionfrompoint
 *
 * It listens on the document for the pointer leaving the editor. An event from inside a shadow root arrives there with
 * the root's host as its target, so each move inside would count as leaving and close every hover before it opens.
 *
 * @param element - What the editor is made in.
 */
export function supportPointerInShadow(element: HTMLElement): Disposable {
  const root = rootOf(element);
  if (!(root instanceof ShadowRoot)) return { dispose: () => {} };
  const keepInside = (event: Event) => event.stopPropagation();
  element.addEventListener('mousemove', keepInside);
  // Browsers of before 2025 have no `caretPositionFromPoint`, whatever the types say.
  if ('caretPositionFromPoint' in element.ownerDocument) findCharacters(root);
  return { dispose: () => element.removeEventListener('mousemove', keepInside) };
}

function findCharacters(root: CaretRoot): void {
  const { ownerDocument } = root;
  root.caretRangeFromPoint ??= (x, y) => {
    const position = ownerDocument.caretPositionFromPoint(x, y, { shadowRoots: [root] });
    if (!position) return null;
    const range = ownerDocument.createRange();
    range.setStart(position.offsetNode, position.offset);
    return range;
  };
}
